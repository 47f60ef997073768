import type { ReadTask } from './measures.js';
import type { DataGrade } from './result.js';

/** Tasks from which on intervals are narrow enough to decide by, and below which they are hardly any. */
const ENOUGH = 60;
const FEW = 15;

/** How much the traces are worth: how many tasks, and what their calls tell. */
export function gradeOf(tasks: readonly ReadTask[]): DataGrade {
  const calls = tasks.flatMap(({ works }) => works.flatMap((work) => work.calls));
  const told = (has: (call: (typeof calls)[number]) => boolean): number => calls.filter(has).length / calls.length;
  const parts: readonly (readonly [string, number])[] = [
    ['the time', told(({ call }) => call.start !== undefined && call.end !== undefined)],
    ['the tokens', told(({ input, output }) => input !== undefined && output !== undefined)],
    ['the agent', told(({ call }) => call.agent !== undefined)],
    ['the model', told(({ call }) => call.model !== undefined)],
  ];
  const missing = parts
    .filter(([, share]) => share < 0.9)
    .map(([what, share]) => `${Math.round(100 * (1 - share))} % of the calls do not tell ${what}`);
  const n = tasks.length;
  const size =
    n < FEW
      ? `${n} tasks are few: intervals are wide, and rare events are not in them`
      : n < ENOUGH
        ? `${n} tasks tell means, and hardly the rare long ones`
        : `${n} tasks`;
  const grade = n < FEW || missing.length > 1 ? 'poor' : n < ENOUGH || missing.length > 0 ? 'fair' : 'good';
  return { grade, reasons: [size, ...missing] };
}
