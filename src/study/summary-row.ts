import type { Measure } from '../measures/measure.js';

export type SummaryVerdict = 'best' | 'better' | 'worse' | 'no difference shown' | '';

export interface SummaryRow {
  readonly pattern: string;
  readonly measure: Measure;
  /** Replications in which the measure is defined. */
  readonly n: number;
  readonly mean: number;
  /** 95 % interval of the mean. */
  readonly low: number;
  readonly high: number;
  readonly p50: number;
  readonly p95: number;
  /** 95 % interval of the 95th percentile; NaN where there are too few tasks for one. */
  readonly p95Low: number;
  readonly p95High: number;
  /** Mean paired difference (this minus the other), with its 95 % interval; null for the reference itself. */
  readonly vsSingle: PairedDifference | null;
  readonly vsBest: PairedDifference | null;
  /** Against the best pattern on this measure, after Holm's correction over all pairs; '' where no direction is better. */
  readonly verdict: SummaryVerdict;
}

export interface PairedDifference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}
