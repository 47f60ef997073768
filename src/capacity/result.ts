import type { LossCause } from '../measures/lost.js';
import type { Scenario } from '../scenario/scenario.js';
import type { StudyWarning } from '../study/warning.js';
import type { CapacityAxis } from './axis.js';

/** How much each pattern sustains, and what breaks first; every table, chart and file is made from this. */
export interface Capacity {
  readonly scenario: Scenario;
  readonly seed: string;
  /** Replications at each value that was looked at; fewer, but at least 20, where they have more tasks than at the smallest. */
  readonly runs: number;
  readonly axis: CapacityAxis;
  /** Share of the tasks that may be lost, beyond those that are lost at the smallest value already. */
  readonly tolerated: number;
  /** In the catalogue's order; teams last. Those whose search was finished. */
  readonly patterns: readonly PatternCapacity[];
  /** Patterns that were asked for. */
  readonly size: number;
  readonly leftOut: readonly { readonly pattern: string; readonly why: string }[];
  readonly warnings: readonly StudyWarning[];
}

export interface PatternCapacity {
  readonly pattern: string;
  /** The largest value that it sustains; null: not even the smallest one. */
  readonly most: number | null;
  /** Whether it sustained all that was looked at, up to the end of the axis. */
  readonly isOpen: boolean;
  /** The largest value at which it is shown to sustain it; null: none is. */
  readonly low: number | null;
  /** The largest value at which it is not shown to break; null: none was shown to be too much. */
  readonly high: number | null;
  /** What breaks first beyond that; null: nothing does. */
  readonly breaks: Breaking | null;
  /** What was found at each value, ascending. */
  readonly points: readonly CapacityPoint[];
}

export interface Breaking {
  readonly value: number;
  readonly cause: LossCause | 'queue';
  /** Whose queue grows without bound, or who is busiest; null: nobody. */
  readonly who: string | null;
}

/** A share, or a difference of shares, with its 95 % interval. */
export interface ShareInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface CapacityPoint {
  readonly value: number;
  /** Share of the tasks that were lost. */
  readonly lost: ShareInterval;
  /** How much more that is than at the smallest value: paired by replication, where they are as many. */
  readonly excess: ShareInterval;
  readonly isSteady: boolean;
  readonly busiest: string | null;
  /** Mean share of the tasks lost by each cause. */
  readonly causes: Readonly<Record<LossCause, number>>;
  /** Means per task. */
  readonly refused: number;
  readonly cost: number;
  /** Mean latency of delivered tasks, seconds. */
  readonly latency: number;
}
