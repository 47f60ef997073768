import { measureNamed, measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { Scenario, StatisticName } from '../scenario/scenario.js';
import {
  type Interval,
  intervalFor,
  mean,
  pairedDifference,
  quantileInterval,
  sameUpToRounding,
} from '../statistics/estimates.js';
import { studentQuantile, studentTail } from '../statistics/student.js';
import { excludesZero, holmIntervals, type TestedDifference } from '../statistics/together.js';
import { type PatternRuns, taskValues } from '../study/pattern-runs.js';
import { checkLimit, type DecisionLimit, isKept, type LimitCheck } from './limits.js';
import { QUANTILES, replicationTerms } from './statistics.js';

/** An objective with its weight, before it is known what its best and worst are. */
export interface WeightedObjective {
  readonly measure: Measure;
  readonly statistic: StatisticName;
  readonly weight: number;
  /** Of all weights. */
  readonly share: number;
}

/** An objective with its swing: worth 0 at the worst, 1 at the best, and linear through both. */
export interface Aim extends WeightedObjective {
  readonly worst: number;
  readonly best: number;
}

/** A pattern at one place: the scenario itself, or one with other values. */
export interface OptionStanding {
  readonly name: string;
  /** By objective: its mean, or the statistic that is weighed; NaN where it has no value. */
  readonly means: readonly number[];
  /** By objective: 95 %. */
  readonly intervals: readonly Interval[];
  /** Sum over the objectives of weight share times worth; NaN where one has no value. */
  readonly score: number;
  readonly limits: readonly LimitCheck[];
  /** Every objective has a value, and every limit is kept more likely than not. */
  readonly isFeasible: boolean;
}

/** With what its score is compared by. */
export interface ScoredStanding extends OptionStanding {
  /** The score in each of up to twenty equal groups of replications, in their order. */
  readonly groups: Float64Array;
}

/** How far one score is ahead of another, with its 95 % interval and the p-value of no difference. */
export interface ScoreLead extends Interval {
  readonly mean: number;
  readonly p: number;
}

const GROUPS = 20;

/** Heaviest first, equals as written. Weights that are all 0 count alike. */
export function objectivesOf({ decision }: Scenario, all: readonly Measure[] = measures): WeightedObjective[] {
  const sum = decision.objectives.reduce((total, { weight }) => total + weight, 0);
  return [...decision.objectives]
    .sort((left, right) => right.weight - left.weight)
    .map(({ measure, statistic = 'mean', weight }) => {
      const share = sum === 0 ? 1 / decision.objectives.length : weight / sum;
      return { measure: measureNamed(measure, all)!, statistic, weight, share };
    });
}

/** How much of the way from the worst to the best a value is; 0 where nothing lies between the two. */
export function worthOf({ best, worst }: Aim, value: number): number {
  return best === worst && !Number.isNaN(value) ? 0 : (value - worst) / (best - worst);
}

export function scoreOf(aims: readonly Aim[], means: readonly number[]): number {
  return aims.reduce((sum, aim, i) => sum + aim.share * worthOf(aim, means[i]!), 0);
}

/** What a pattern comes to; `tasks` is how many a replication has. */
export function standingOf(
  runs: PatternRuns,
  aims: readonly Aim[],
  bounds: readonly DecisionLimit[],
  tasks: number,
): ScoredStanding {
  const columns = aims.map((aim) => replicationTerms(aim, runs));
  const means = columns.map(mean);
  const intervals = aims.map((aim, i) => intervalOf(aim, columns[i]!, runs, tasks));
  const limits = bounds.map((bound) => checkLimit(bound, runs, tasks));
  const score = scoreOf(aims, means);
  const length = columns[0]?.length ?? 0;
  const count = Math.min(GROUPS, length);
  const groups = Float64Array.from({ length: count }, (_, g) => {
    const [from, to] = [Math.floor((g * length) / count), Math.floor(((g + 1) * length) / count)];
    return scoreOf(
      aims,
      columns.map((column) => mean(column.subarray(from, to))),
    );
  });
  const isFeasible = !Number.isNaN(score) && limits.every(isKept);
  return { name: runs.name, means, intervals, score, groups, limits, isFeasible };
}

/** Of a percentile between order statistics, of all else around the mean of its terms. */
function intervalOf(
  { measure, statistic }: WeightedObjective,
  terms: Float64Array,
  runs: PatternRuns,
  tasks: number,
): Interval {
  const q = QUANTILES[statistic];
  if (q !== undefined)
    return quantileInterval(taskValues(runs, measure.id), q) ?? { low: Number.NaN, high: Number.NaN };
  const { low, high } = intervalFor(measure.interval, tasks)(terms);
  return { low, high };
}

/**
 * How far `a` is ahead of `b`: the difference of their scores, with the paired t interval over the groups in which both
 * have one. Groups, not replications: within one a measure may have no value, as latency where nothing is delivered.
 */
export function leadOf(a: ScoredStanding, b: ScoredStanding): ScoreLead {
  const { mean: lead, low, high, p } = testedLead(a, b);
  return { mean: lead, low, high, p };
}

function testedLead(a: ScoredStanding, b: ScoredStanding): TestedDifference {
  const lead = sameUpToRounding(a.score, b.score) ? 0 : a.score - b.score;
  const { n, mean: centre, high, p } = pairedDifference(a.groups, b.groups);
  const degrees = n - 1;
  const half = high - centre;
  if (!(half > 0)) return { mean: lead, low: n < 2 ? Number.NaN : lead, high: n < 2 ? Number.NaN : lead, p, degrees };
  const error = half / studentQuantile(0.975, degrees);
  return { mean: lead, low: lead - half, high: lead + half, p: studentTail(Math.abs(lead) / error, degrees), degrees };
}

/** The best score among the feasible, the first of equals; null where none is feasible. */
export function bestOf(standings: readonly ScoredStanding[]): ScoredStanding | null {
  let best: ScoredStanding | null = null;
  for (const standing of standings) {
    if (!standing.isFeasible) continue;
    const isAhead = best === null || (standing.score > best.score && !sameUpToRounding(standing.score, best.score));
    if (isAhead) best = standing;
  }
  return best;
}

/**
 * How far the best is ahead of each other feasible pattern, as an interval after Holm's correction: it excludes zero where
 * the lead is shown, and only there. Which one is best the same data chose, so the correction goes over all pairs.
 */
export function shownLeads(best: ScoredStanding, standings: readonly ScoredStanding[]): Map<string, Interval> {
  const feasible = [best, ...standings.filter((one) => one.isFeasible && one !== best)];
  const pairs = feasible.flatMap((a, i) => feasible.slice(i + 1).map((b) => testedLead(a, b)));
  const shown = holmIntervals(pairs);
  // The best is the first: its pairs are the first.
  return new Map(feasible.slice(1).map(({ name }, i) => [name, shown[i]!]));
}

/** Names of the feasible that are not shown to be behind the best. */
export function tiedWith(best: ScoredStanding, standings: readonly ScoredStanding[]): string[] {
  const leads = shownLeads(best, standings);
  return standings.filter(({ name }) => leads.has(name) && !excludesZero(leads.get(name)!)).map(({ name }) => name);
}
