import type { ObservedCall, ObservedTask } from './observed.js';

/** What may be missing of a call, and what it is called. */
const PARTS: readonly (readonly [key: keyof ObservedCall, name: string])[] = [
  ['agent', 'agent'],
  ['model', 'model'],
  ['start', 'start'],
  ['end', 'end'],
  ['firstToken', 'time to first token'],
  ['input', 'input tokens'],
  ['output', 'output tokens'],
  ['cacheRead', 'count of tokens read from a cache'],
  ['reasoning', 'count of reasoning tokens'],
  ['prompt', 'messages of its prompt'],
];

/** What the calls of a trace do not say, counted. */
export function gapsIn(tasks: readonly ObservedTask[]): string[] {
  const calls = tasks.flatMap((task) => task.calls);
  const gaps: string[] = [];
  for (const [key, name] of PARTS) {
    const missing = calls.filter((call) => call[key] === undefined).length;
    if (missing > 0) gaps.push(`${missing} of ${calls.length} calls ${missing === 1 ? 'has' : 'have'} no ${name}.`);
  }
  const lone = tasks.filter((task) => task.calls.length === 1 && task.spans.length === 0).length;
  if (tasks.length > 1 && lone === tasks.length) {
    gaps.push('Every call is a trace of its own: which calls belong to one task is not told.');
  }
  const open = tasks.filter(({ failed }) => failed === undefined).length;
  if (open > 0) gaps.push(`${open} of ${tasks.length} tasks do not say whether they failed.`);
  return gaps;
}
