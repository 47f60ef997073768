/** What a decision weighs and limits. */

/** What counts of a measure: its mean, a percentile, the mean of the worst twentieth, or the coefficient of variation. */
export type StatisticName = 'mean' | 'p50' | 'p95' | 'p99' | 'cvar95' | 'cv';

/** `latency.p95: 60s`: a pattern that does not keep it is not taken. */
export interface Limit {
  /** A measure's id. */
  readonly measure: string;
  /** All but the mean are of single tasks. */
  readonly statistic: StatisticName;
  /** Null: the value is the worst allowed, whichever direction is the better one. */
  readonly operator: '<=' | '>=' | null;
  /** In the measure's unit. */
  readonly value: number;
  /** Written with a unit of time: only a measure in seconds takes it. */
  readonly isDuration: boolean;
}

export interface Objective {
  /** A measure's id. */
  readonly measure: string;
  /** All but the mean are of single tasks. Default: the mean. */
  readonly statistic?: StatisticName;
  readonly weight: number;
}
