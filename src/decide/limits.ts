import { measureNamed, measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { Limit, Scenario } from '../scenario/scenario.js';
import {
  ascending,
  type Interval,
  intervalFor,
  meanInterval,
  quantileInterval,
  quantileOfSorted,
  wilsonInterval,
} from '../statistics/estimates.js';
import { betaBelow, studentBelow, studentQuantile } from '../statistics/student.js';
import { type PatternRuns, taskValues } from '../study/pattern-runs.js';
import { betterOf, QUANTILES, replicationTerms, unitOf } from './statistics.js';

/** A limit whose direction is known. */
export interface DecisionLimit {
  readonly measure: Measure;
  readonly statistic: Limit['statistic'];
  readonly operator: '<=' | '>=';
  /** In the measure's unit. */
  readonly value: number;
}

/** How a pattern stands to a limit. */
export interface LimitCheck extends Interval {
  readonly bound: DecisionLimit;
  /** The mean, or the statistic of single tasks, with its 95 % interval; NaN where there is none. */
  readonly value: number;
  /** How far inside the limit, negative outside, with a 95 % interval: of a percentile as a share of the values. */
  readonly margin: Interval & { readonly mean: number };
  /** That the limit is kept, as far as sampling can say. 0 where the measure has no value. */
  readonly probability: number;
}

/** Shown where sampling leaves no more than one in twenty for the other side. */
export type DecisionLimitVerdict = 'met' | 'not shown' | 'broken';

const SHOWN = 0.95;

export function verdictOf({ probability }: LimitCheck): DecisionLimitVerdict {
  if (probability >= SHOWN) return 'met';
  return probability <= 1 - SHOWN ? 'broken' : 'not shown';
}

/** Kept more likely than not: whoever breaks none in this sense may be the answer. */
export const isKept = ({ probability }: LimitCheck): boolean => probability >= 0.5;

/** How far beyond its limit the value lies, in the unit of the measure; 0 within it. */
export function excessOf({ bound: { operator, value: limit }, value }: LimitCheck): number {
  return Math.max(0, operator === '<=' ? value - limit : limit - value);
}

/**
 * How far beyond its limit the value lies, comparable between limits: by which factor it would have to change (the logarithm of it).
 * Of a share it is the odds that would have to: from 98 % to 99 % right is as far as from twice the cost to the cost. 0 within the
 * limit, infinite where there is no value.
 */
export function distanceBeyond(check: LimitCheck): number {
  const { bound, value } = check;
  if (Number.isNaN(value)) return Number.POSITIVE_INFINITY;
  const beyond = excessOf(check);
  if (!(beyond > 0)) return 0;
  if (unitOf(bound) === 'share') return Math.abs(logOdds(value) - logOdds(bound.value));
  if (bound.value === 0 || value / bound.value <= 0) return Math.log1p(beyond);
  return Math.abs(Math.log(value / bound.value));
}

/** Of none or of all it is that of one in two thousand, so that a limit of 0 can be come near to. */
function logOdds(share: number): number {
  const inner = (share * 1000 + 0.5) / 1001;
  return Math.log(inner / (1 - inner));
}

/** The limit that is kept least surely: the one whose value lies farthest outside in its own standard errors. */
export function tightest(limits: readonly LimitCheck[]): LimitCheck | undefined {
  return [...limits].sort(
    (a, b) => order(errorsInside(a), errorsInside(b)) || distanceBeyond(b) - distanceBeyond(a),
  )[0];
}

/** Infinite where the value has no error. */
function errorsInside({ margin: { mean, low, high } }: LimitCheck): number {
  if (Number.isNaN(mean)) return Number.NEGATIVE_INFINITY;
  const half = (high - low) / 2;
  return half > 0 ? mean / half : (mean >= 0 ? 1 : -1) * Number.POSITIVE_INFINITY;
}

/** Infinities of one sign are alike. */
const order = (a: number, b: number): number => (a === b ? 0 : a - b);

/** The scenario's limits in its order; those without an operator get that of the worse side. */
export function boundsOf({ decision }: Scenario, all: readonly Measure[] = measures): DecisionLimit[] {
  return decision.limits.map(({ measure: id, statistic, operator, value }) => {
    const measure = measureNamed(id, all)!;
    return {
      measure,
      statistic,
      operator: operator ?? (betterOf({ measure, statistic }) === 'higher' ? '>=' : '<='),
      value,
    };
  });
}

/** `tasks` is how many a replication has. */
export function checkLimit(bound: DecisionLimit, runs: PatternRuns, tasks: number): LimitCheck {
  const check = isPercentile(bound) ? percentileCheck(bound, runs) : meanCheck(bound, runs, tasks);
  return { ...check, margin: marginOf(bound, runs, tasks) };
}

const isPercentile = ({ statistic }: DecisionLimit): boolean => QUANTILES[statistic] !== undefined;

/** Of the mean, and of what is the mean of its terms. */
function meanCheck(bound: DecisionLimit, runs: PatternRuns, tasks: number): Omit<LimitCheck, 'margin'> {
  const { measure, operator, value: limit } = bound;
  const column = replicationTerms(bound, runs);
  const { n, mean: value, low, high } = intervalFor(measure.interval, tasks)(column);
  if (n === 0) return { bound, value, low, high, probability: 0 };
  const below = probabilityBelow(measure, column, tasks, limit);
  // A constant lies on one side for sure, and on the limit itself it keeps it.
  const isConstant = below === null;
  const kept = operator === '<=' ? value <= limit : value >= limit;
  const probability = isConstant ? Number(kept) : operator === '<=' ? below : 1 - below;
  return { bound, value, low, high, probability };
}

/** That the true mean is at most `limit`; null where the sample is a constant and a mean has nothing to go by. */
function probabilityBelow(measure: Measure, column: Float64Array, tasks: number, limit: number): number | null {
  const { n, mean: value, high } = meanInterval(column);
  const isAllAlike = measure.interval === 'share' && (value === 0 || value === 1);
  if (measure.interval === 'share' && (tasks === 1 || isAllAlike)) {
    const trials = n * tasks;
    const successes = Math.round(value * trials);
    if (limit <= 0 || limit >= 1) return limit >= 1 ? 1 : 0;
    return betaBelow(limit, successes + 0.5, trials - successes + 0.5);
  }
  const half = high - value;
  if (n < 2 || !(half > 0)) return null;
  const error = half / studentQuantile(0.975, n - 1);
  return studentBelow((limit - value) / error, n - 1);
}

/** Values within the limit are counted: the percentile keeps it where at least that share of all values does. */
function percentileCheck(bound: DecisionLimit, runs: PatternRuns): Omit<LimitCheck, 'margin'> {
  const sorted = valuesOf(bound, runs);
  const q = quantileOf(bound);
  const value = quantileOfSorted(sorted, q);
  const { low, high } = quantileInterval(sorted, q) ?? { low: Number.NaN, high: Number.NaN };
  const { below, n } = counted(bound, sorted);
  if (n === 0) return { bound, value, low, high, probability: 0 };
  const least = betaBelow(q, below + 0.5, n - below + 0.5);
  return { bound, value, low, high, probability: bound.operator === '<=' ? 1 - least : least };
}

function marginOf(bound: DecisionLimit, runs: PatternRuns, tasks: number): LimitCheck['margin'] {
  const { measure, operator, value: limit } = bound;
  if (!isPercentile(bound)) {
    const { mean, low, high } = intervalFor(measure.interval, tasks)(replicationTerms(bound, runs));
    if (operator === '<=') return { mean: limit - mean, low: limit - high, high: limit - low };
    return { mean: mean - limit, low: low - limit, high: high - limit };
  }
  const { below, n } = counted(bound, valuesOf(bound, runs));
  const q = quantileOf(bound);
  const { low, high } = wilsonInterval(below, n);
  if (operator === '<=') return { mean: below / n - q, low: low - q, high: high - q };
  return { mean: q - below / n, low: q - high, high: q - low };
}

function valuesOf({ measure: { id } }: DecisionLimit, runs: PatternRuns): Float64Array {
  return ascending(taskValues(runs, id));
}

const quantileOf = ({ statistic }: DecisionLimit): number => QUANTILES[statistic]!;

/** Values at the limit are within it, whichever side that is. */
function counted({ operator, value }: DecisionLimit, sorted: Float64Array): { below: number; n: number } {
  const below =
    operator === '<=' ? sorted.filter((one) => one <= value).length : sorted.filter((one) => one < value).length;
  return { below, n: sorted.length };
}
