/** What is the same in Node and in the browser. */

export type { Audit } from '../audit/result.js';
export type { Capacity } from '../capacity/result.js';
export type { Comparison } from '../compare/comparison.js';
export type { Decision, RehearsedDecision } from '../decide/decision.js';
export type { Explanation } from '../explain/explain.js';
export { measures } from '../measures/index.js';
export {
  type DisturbanceMeasure,
  defineMeasure,
  type Measure,
  type RunMeasure,
  type TaskMeasure,
} from '../measures/measure.js';
export type { Migration } from '../migrate/result.js';
export { patterns } from '../patterns/index.js';
export { definePattern, type Pattern } from '../patterns/pattern.js';
export type { Problem } from '../scenario/checks/problem.js';
export type { Scenario } from '../scenario/scenario.js';
export { ScenarioError, type Settings, vary } from '../scenario/variants.js';
export type { SummaryRow } from '../study/summary-row.js';
export type { StudyWarning } from '../study/warning.js';
export type { Sweep } from '../sweep/sweep.js';
export { audit } from './audit.js';
export { type CapacityOptions, capacity } from './capacity.js';
export type { CatalogueOptions } from './catalogue.js';
export type { PlainReport, StudyResult } from './documents.js';
export { migrate } from './migrate.js';
export type { SweepRange, SweepRanges } from './ranges.js';
export { type RunOptions, run, type TracedRun } from './run.js';
export type { ScenarioText } from './scenario.js';
export {
  type CompareOptions,
  compare,
  type DecideOptions,
  decide,
  explain,
  type RehearsalOptions,
  type SweepOptions,
  sweep,
} from './studies.js';
