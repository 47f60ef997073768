import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type { MessageGraph } from './graph.js';
import type { PublishedResult } from './published.js';

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
  /** Measure ids of the scenario's objectives, heaviest first; the first one sorts the table. */
  readonly objectives: readonly string[];
  /** Best pattern first, by the first objective's mean (ties keep catalogue order). */
  readonly ranking: readonly string[];
  readonly growth: readonly GrowthRow[];
  /** Where, along the sizes of the growth, one pattern overtakes another. */
  readonly crossovers: readonly Crossover[];
  readonly thresholds: readonly ThresholdResult[];
  readonly published: readonly PublishedResult[];
  readonly warnings: readonly StudyWarning[];
}

export interface PatternRuns {
  readonly name: string;
  /** The participant without whom most is lost; where that was measured. */
  readonly weakest?: string;
  /** Who sends what to whom; where that was measured. */
  readonly graph?: MessageGraph;
  /**
   * Measure id -> a value a replication, in replication order; NaN where undefined. Holds those of the comparison, and the
   * parts that tokens and false claims are taken apart into.
   */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Who was asked for how much; runs made by hand have none. */
  readonly load?: Load;
  /**
   * Of workloads of several tasks: measure id -> values of single tasks of all replications, those after the warm-up
   * (a systematic sample where they are very many); NaN where it is undefined. Quantiles are taken of these.
   */
  readonly tasks?: ReadonlyMap<string, Float64Array>;
}

/** Values of single tasks: a replication's own where it has one, else those that were kept. NaN where undefined. */
export function taskValues({ tasks, columns }: Pick<PatternRuns, 'tasks' | 'columns'>, id: string): Float64Array {
  return tasks?.get(id) ?? columns.get(id) ?? new Float64Array(0);
}

/** What a pattern asked of its participants and the provider, over all replications. */
export interface Load {
  /** The role, the coordinator, or the provider's limit that is nearest to what it can do; null: nobody did anything. */
  readonly busiest: string | null;
  /** Its offered load: work over what could be done in the time in which tasks arrived. */
  readonly load: number;
  /** False: tasks wait the longer, the longer tasks arrive. Then nothing that depends on waiting has a value. */
  readonly isSteady: boolean;
  /** More work arrives than it can do, whether tasks wait for ever or give up. */
  readonly isOverloaded: boolean;
  /** First tasks that did not count, on average over the replications. */
  readonly dropped: number;
}

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

/** A warning is data and ends with the next step. */
export interface StudyWarning {
  readonly message: string;
  readonly next: string;
}
