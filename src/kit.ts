/**
 * `import ... from 'dress-rehearsal/kit'`: what patterns and measures are written with. Patterns get what the built-in ones
 * are given; measures get the names of what stands in the columns of a run's record.
 */
export type { Disturbed } from './measures/disturbed.js';
export type { SingleAgentRun } from './measures/measure.js';
export type { RunTotals, Station } from './measures/run-totals.js';
export * from './patterns/kit.js';
export { choice, count, flag, probability } from './patterns/pattern.js';
export { Act, Cause, isDelivered, type RunRecord, Status } from './sim/record/record.js';
