import type { Measure } from '../measures/measure.js';
import type { Interval } from '../statistics/estimates.js';

/**
 * 'perhaps': alone, the difference would be shown; after the correction for all pairs it is not. It is worse by its mean,
 * unless `vsBest` says better.
 */
export type SummaryVerdict = 'best' | 'better' | 'worse' | 'perhaps' | 'no difference shown' | '';

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
  /** The interval of `vsBest` after Holm's correction over all pairs: it excludes zero where the difference is shown, and only there. */
  readonly shown: Interval | null;
  /** The same of `vsSingle`. */
  readonly shownSingle: Interval | null;
  /** Against the best pattern on this measure, by `shown`; '' where no direction is better. */
  readonly verdict: SummaryVerdict;
}

export interface PairedDifference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Not shown to be different from the best: nobody may say so. */
export const isTied = ({ verdict }: Pick<SummaryRow, 'verdict'>): boolean =>
  verdict === 'no difference shown' || verdict === 'perhaps';

/** What a chart of differences draws and a table prints: the mean with the interval by which the words are chosen. */
export function judgedDifference(difference: PairedDifference | null, shown: Interval | null): PairedDifference | null {
  return difference === null || shown === null ? null : { mean: difference.mean, ...shown };
}
