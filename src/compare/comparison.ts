import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import type { SummaryRow } from '../study/summary-row.js';
import type { TypicalRun } from '../study/typical.js';
import type { StudyWarning } from '../study/warning.js';
import type { Breakdown, ClaimBalance } from './breakdowns.js';
import type { KindResult } from './kinds.js';
import type { PublishedResult } from './published.js';
import type { SpreadRow } from './spread.js';

/** Everything that a comparison found; every table, chart and file is made from this and nothing else. */
export interface Comparison {
  readonly scenario: Scenario;
  readonly seed: string;
  /** Replications asked for (or the cap, with a precision). */
  readonly requested: number;
  /** Replications finished under every pattern: the ones that are reported. */
  readonly runs: number;
  readonly measures: readonly Measure[];
  /** In the catalogue's order; teams last. */
  readonly patterns: readonly PatternRuns[];
  readonly leftOut: readonly { readonly pattern: string; readonly why: string }[];
  /** One row a pattern and measure, patterns in the order above, measures in declaration order. */
  readonly summary: readonly SummaryRow[];
  /** How much tasks differ in tokens, cost and latency under each pattern, and how bad the worst are. */
  readonly spread: readonly SpreadRow[];
  /** Measure ids of the scenario's objectives, heaviest first; the first one sorts the table. */
  readonly objectives: readonly string[];
  /** Best pattern first, by the first objective's mean (ties keep catalogue order). */
  readonly ranking: readonly string[];
  readonly growth: readonly GrowthRow[];
  /** Where, along the sizes of the growth, one pattern overtakes another. */
  readonly crossovers: readonly Crossover[];
  readonly thresholds: readonly ThresholdResult[];
  readonly published: readonly PublishedResult[];
  /** What latency and tokens are made up of. */
  readonly breakdowns: readonly Breakdown[];
  /** Where false claims come from, and where they end, under each pattern; none where there were none. */
  readonly claimBalances: readonly ClaimBalance[];
  /** The first objective by kind of tasks; none where tasks are all of one kind. */
  readonly kinds: readonly KindResult[];
  /** The same task on the same luck, call by call, under the patterns that the report is about. */
  readonly typical: readonly TypicalRun[];
  readonly warnings: readonly StudyWarning[];
}

export interface GrowthRow {
  readonly pattern: string;
  readonly size: number;
  readonly measure: string;
  readonly n: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** One pattern is shown to be ahead below, the other one above. */
export interface Crossover {
  readonly measure: string;
  /** Ahead at smaller sizes; at larger ones. */
  readonly below: string;
  readonly above: string;
  /** The size at which the mean paired difference is zero, with its 95 % interval. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

export interface ThresholdResult {
  readonly pattern: string;
  readonly measure: string;
  readonly condition: string;
  readonly value: number;
  readonly met: boolean;
}
