import type { DraftValue } from './draft.js';
import type { PatternNaming } from './naming.js';

/** A statistic of one figure, predicted and observed. */
export interface HeldOutRow {
  readonly figure: string;
  readonly label: string;
  readonly unit: string;
  readonly statistic: 'mean' | 'p50' | 'p95' | 'cv';
  readonly simulated: number;
  /** In the tasks that were held out, with a 95 % interval by resampling: the spread of the real runs themselves. */
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  /** (simulated - observed) / observed. */
  readonly error: number;
}

/** The same quantiles of simulated and observed tasks, for a quantile plot. */
export interface QuantilePairs {
  readonly figure: string;
  readonly label: string;
  readonly unit: string;
  readonly simulated: readonly number[];
  readonly observed: readonly number[];
}

/** A value of the scenario and where it comes from, as the report shows it. */
export type CalibratedValue = DraftValue;

/** How much the traces are worth. */
export interface DataGrade {
  readonly grade: 'good' | 'fair' | 'poor';
  readonly reasons: readonly string[];
}

/** What calibrating found; the page, the terminal and the files are made from this. */
export interface Calibration {
  readonly sources: readonly string[];
  readonly dialects: readonly string[];
  readonly tasks: number;
  readonly calls: number;
  /** Tasks that the values were fitted to, and those that were kept back. */
  readonly fitted: number;
  readonly heldOut: number;
  readonly pattern: string;
  /** Null where the user said the pattern. */
  readonly naming: PatternNaming | null;
  readonly grade: DataGrade;
  /** What the traces do not tell, as their readers say. */
  readonly gaps: readonly string[];
  readonly rows: readonly HeldOutRow[];
  readonly quantiles: readonly QuantilePairs[];
  readonly values: readonly CalibratedValue[];
  /** YAML. */
  readonly scenario: string;
  readonly seed: string;
  readonly runs: number;
}
