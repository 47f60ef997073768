import type { Comparison } from '../compare/comparison.js';
import type { Uncertain } from '../scenario/scenario.js';
import type { Interval } from '../statistics/estimates.js';
import type { Dominance } from './front.js';
import type { DecisionLimit, LimitCheck } from './limits.js';
import type { Aim, OptionStanding, ScoredStanding, ScoreLead } from './score.js';
import type { WeightRange } from './weights.js';

/** Everything that a decision rests on; every table, chart and file is made from this and nothing else. */
export interface Decision {
  /** At the scenario's own values. */
  readonly comparison: Comparison;
  /** Heaviest first, each with its swing. */
  readonly aims: readonly Aim[];
  readonly bounds: readonly DecisionLimit[];
  /** In the comparison's order. */
  readonly options: readonly DecisionOption[];
  /** The best score among the feasible; null where no pattern is feasible. */
  readonly answer: string | null;
  /** Feasible patterns that are not shown to be behind the answer. */
  readonly ties: readonly string[];
  /** None without an answer, or with one objective. */
  readonly weights: readonly WeightRange[];
  /** Null: nothing is uncertain, or nobody looked. */
  readonly robustness: Robustness | null;
  /** Every uncertain parameter that was looked at from end to end, the one with the nearest flip first. */
  readonly sensitivities: readonly Sensitivity[];
  /** Null: too few points, or no pattern is feasible at any. */
  readonly worth: WorthKnowing | null;
  /** How much was asked for and done. */
  readonly effort: DecisionEffort;
}

export interface DecisionEffort {
  /** Points over the uncertain ranges that were asked for, and the most that would be added. */
  readonly samples: number;
  readonly mostSamples: number;
  /** The half-width of the interval of the answer's share that was asked for; null: none was. */
  readonly shareWithin: number | null;
  /** Replications under every pattern at each point, the most where several may be the best, at each value of a parameter, and at each value where a flip is looked for. */
  readonly perPoint: number;
  readonly mostPerPoint: number;
  readonly perValue: number;
  readonly perLook: number;
  /** All of it was done. */
  readonly isComplete: boolean;
}

export interface DecisionOption extends Dominance {
  readonly standing: OptionStanding;
  /** How far the answer is ahead; null for itself, and where one has no score. */
  readonly behind: ScoreLead | null;
  /** The interval of that after Holm's correction over all pairs of feasible patterns: shown where it excludes zero. Null where it is not feasible. */
  readonly shown: Interval | null;
  /** Its place in the score; null where it is not feasible. */
  readonly rank: number | null;
}

/** The decision over all that is uncertain. */
export interface Robustness {
  readonly points: readonly UncertainPoint[];
  /** Where no pattern is feasible. */
  readonly nobody: ShareOfPoints;
  readonly patterns: readonly PatternRobustness[];
}

/** One combination of the uncertain values, and which patterns are best there. */
export interface UncertainPoint {
  /** In the order of the scenario's `uncertain`. */
  readonly values: readonly number[];
  /** Points of one group were spread evenly together; groups are independent. */
  readonly group: number;
  readonly best: string | null;
  /** Not shown to be behind the best. */
  readonly ties: readonly string[];
}

/** With how every pattern stands there. */
export interface RehearsedPoint extends UncertainPoint {
  readonly standings: readonly ScoredStanding[];
  /** By either half of the replications. */
  readonly halves: readonly [readonly ScoredStanding[], readonly ScoredStanding[]];
  /** Patterns that may be the best, as far as is shown. */
  readonly contenders: readonly string[];
  /** There is at most one of them, and it is shown whether it keeps the limits. */
  readonly isDecided: boolean;
}

/** A decision with all that was rehearsed for it: what its tables of single points are made from. */
export interface RehearsedDecision extends Decision {
  readonly robustness: RehearsedRobustness | null;
}

export interface RehearsedRobustness extends Robustness {
  readonly points: readonly RehearsedPoint[];
}

/** A share of all points in the ranges, not of those that were looked at. */
export interface ShareOfPoints {
  readonly share: number;
  /** 95 %: of the points, and of the replications at each. */
  readonly low: number;
  readonly high: number;
}

export interface PatternRobustness {
  readonly name: string;
  /** Where it truly has the best score of the feasible. */
  readonly wins: ShareOfPoints;
  /** Where it has the best mean score, or is not shown to be behind. */
  readonly holds: ShareOfPoints;
  /** Where it is feasible. */
  readonly feasible: ShareOfPoints;
  /** By limit: the mean over the points of the probability that it is kept. */
  readonly limits: readonly number[];
  /** Over the points at which it is feasible; null where there are none. */
  readonly regret: Regret | null;
}

/** What is given away against the best at each point; `max` at points where the pattern is shown to be behind. */
export interface Regret {
  readonly mean: number;
  readonly max: number;
  /** By objective, in its own unit; negative where the winner is the worse one there. */
  readonly objectives: readonly { readonly mean: number; readonly max: number }[];
}

/** One parameter from end to end, all others at the scenario's own values. */
export interface Sensitivity {
  readonly parameter: Uncertain;
  readonly looks: readonly ParameterLook[];
  /** At most one below the scenario's own value and one above it; nearest first. */
  readonly flips: readonly DecisionFlip[];
  /** Where no pattern keeps every limit at any of these values: who comes nearest, where, and what it fails; else null. */
  readonly nearest: { readonly name: string; readonly value: number; readonly check: LimitCheck } | null;
}

/** What it is worth to know a value before choosing, over all that is uncertain. */
export interface WorthKnowing {
  /** What is best on average over the ranges: whoever knows no value takes it; null: no pattern. */
  readonly choice: string | null;
  /**
   * The expected regret of that: what would be gained, in score, by knowing all values before choosing. No pattern counts as the worst
   * score of those that keep every limit, or 0; a pattern that breaks one counts as 1 less.
   */
  readonly regret: MeanOfPoints;
  /** How much of that goes where the value is known; the most first. */
  readonly parameters: readonly { readonly path: string; readonly removes: MeanOfPoints }[];
}

export interface MeanOfPoints extends Interval {
  readonly mean: number;
}

/** What the decision would be at one value. */
export interface ParameterLook {
  readonly value: number;
  readonly answer: string | null;
  /** The answer at the scenario's own values is the best here, too, or not shown to be behind. */
  readonly holds: boolean;
  /** How far the answer at the scenario's own values is ahead of its best feasible rival here; null without either. */
  readonly lead: ScoreLead | null;
  /** The interval of that after Holm's correction over all pairs of feasible patterns here, by which `holds` goes. */
  readonly shown: Interval | null;
  readonly rival: string | null;
  /** The answer at the scenario's own values is feasible here. */
  readonly isFeasible: boolean;
}

/**
 * Where the answer changes to one that is shown to be better, or breaks a limit. 'overtaken': the other one's score is better beyond. 'breaks': the answer no longer keeps a
 * limit beyond. 'admitted': the other one, whose score is better already, keeps a limit only beyond. 'somewhere': the answer
 * changes between two values that were looked at, and more is not known.
 */
export interface DecisionFlip {
  readonly kind: 'overtaken' | 'breaks' | 'admitted' | 'somewhere';
  readonly side: 'below' | 'above';
  /** The answer beyond; null: no pattern is feasible there. */
  readonly to: string | null;
  /** The limit that is broken, or kept at last. */
  readonly bound: DecisionLimit | null;
  /** In the parameter's unit, with the 95 % interval; an end of it that lies at the end of the range may lie farther out. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
  readonly isOpen: { readonly low: boolean; readonly high: boolean };
  /** From the scenario's own value, as a share of the range. */
  readonly distance: number;
}
