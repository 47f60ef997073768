import type { ObservedTask } from '../traces/observed.js';
import { type ObservedWork, worksOf } from './invocations.js';

/** A task that was observed, with what is read from it once. */
export interface ReadTask {
  readonly task: ObservedTask;
  readonly works: readonly ObservedWork[];
}

/** A figure of one task that real and simulated ones are compared by; NaN where the trace does not tell it. */
export interface TaskFigure {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly read: (task: ReadTask) => number;
}

export function readTaskOf(task: ObservedTask): ReadTask {
  return { task, works: worksOf(task) };
}

const allCalls = ({ works }: ReadTask) => works.flatMap(({ calls }) => calls);

/** A sum of what every call has to tell; NaN where half of them do not. */
function total(task: ReadTask, read: (call: ReturnType<typeof allCalls>[number]) => number | undefined): number {
  const values = allCalls(task).map(read);
  const told = values.filter((value) => value !== undefined);
  return told.length === 0 || 2 * told.length < values.length ? Number.NaN : told.reduce((sum, v) => sum + v, 0);
}

/** Seconds from the start of its first call to the end of its last one: waits of people before and after are no part of it. */
function durationOf({ works }: ReadTask): number {
  const calls = works.flatMap((work) => work.calls);
  if (!calls.some(({ call }) => call.start !== undefined)) return Number.NaN;
  return Math.max(...calls.map(({ end }) => end)) - Math.min(...calls.map(({ start }) => start));
}

/** What every task is measured by. */
export const FIGURES: readonly TaskFigure[] = [
  { id: 'calls', label: 'Calls', unit: 'calls', read: (task) => allCalls(task).length },
  { id: 'inputTokens', label: 'Input tokens', unit: 'tokens', read: (task) => total(task, ({ input }) => input) },
  { id: 'outputTokens', label: 'Output tokens', unit: 'tokens', read: (task) => total(task, ({ output }) => output) },
  { id: 'duration', label: 'Duration', unit: 's', read: durationOf },
];

/** The share of a task's calls that some agents make. */
export function shareOf(agents: ReadonlySet<string>): (task: ReadTask) => number {
  return (task) => {
    const own = task.works.filter(({ agent }) => agents.has(agent)).reduce((sum, { calls }) => sum + calls.length, 0);
    return own / allCalls(task).length;
  };
}
