import type { Measure } from '../measures/measure.js';
import type { StatisticName } from '../scenario/scenario.js';
import { defined, quantileOfSorted } from '../statistics/estimates.js';
import { type PatternRuns, taskValues } from '../study/pattern-runs.js';

/** What is weighed or limited of a measure: its mean, or how its values lie. */
export interface MeasuredStatistic {
  readonly measure: Measure;
  readonly statistic: StatisticName;
}

/** The shares of values below the percentiles. */
export const QUANTILES: Readonly<Partial<Record<StatisticName, number>>> = { p50: 0.5, p95: 0.95, p99: 0.99 };

/** The worst values whose mean `cvar95` is, as a share. */
const TAIL = 0.05;

/** As it is written: `cost`, `cost.p99`. */
export const statisticId = ({ measure, statistic }: MeasuredStatistic): string =>
  statistic === 'mean' ? measure.id : `${measure.id}.${statistic}`;

/** A coefficient of variation is a plain number. */
export const unitOf = ({ measure, statistic }: MeasuredStatistic): string => (statistic === 'cv' ? '1' : measure.unit);

/** What varies less is better, whatever it is. */
export const betterOf = ({ measure, statistic }: MeasuredStatistic): Measure['better'] =>
  statistic === 'cv' ? 'lower' : measure.better;

/**
 * One value per replication whose mean is the statistic, NaN where the measure has none: of a mean its own values; of the others
 * the value of the whole sample plus what the replication's values pull it by (their influence), so that the spread of these
 * values over the root of their number is the statistic's standard error (the delta method: A. C. Davison and D. V. Hinkley,
 * Bootstrap Methods and their Application, 1997, section 2.7). Statistics under two patterns with the same luck are compared in pairs by them.
 */
export function replicationTerms({ measure, statistic }: MeasuredStatistic, runs: PatternRuns): Float64Array {
  const column = runs.columns.get(measure.id)!;
  if (statistic === 'mean') return column;
  const values = taskValues(runs, measure.id);
  const terms = influenced(values, statistic, measure.better === 'higher');
  return values === column || values.length === column.length ? terms : means(terms, column.length);
}

/** Values of single tasks stand in the order of their replications: as many equal stretches, each by its mean. */
function means(terms: Float64Array, count: number): Float64Array {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const stretches = Float64Array.from({ length: count }, (_, i) => {
    const [from, to] = [Math.floor((i * terms.length) / count), Math.floor(((i + 1) * terms.length) / count)];
    const found = defined(terms.subarray(from, to));
    return found.length === 0 ? Number.NaN : sum(found) / found.length;
  });
  const [all, kept] = [defined(terms), defined(stretches)];
  const shift = kept.length === 0 ? 0 : sum(all) / all.length - sum(kept) / kept.length;
  return stretches.map((value) => value + shift);
}

function influenced(values: Float64Array, statistic: Exclude<StatisticName, 'mean'>, isLowBad: boolean): Float64Array {
  const sorted = defined(values).sort();
  if (sorted.length === 0) return values.map(() => Number.NaN);
  if (statistic === 'cv') return variationTerms(values, sorted);
  if (statistic === 'cvar95') {
    if (!isLowBad) return tailTerms(values, sorted);
    return tailTerms(
      values.map((value) => -value),
      sorted.map((value) => -value).reverse(),
    ).map((value) => -value);
  }
  return quantileTerms(values, sorted, QUANTILES[statistic]!);
}

/**
 * Standard deviation over mean. A value x adds cv ((x - m)^2 / s^2 - 1) / 2 - cv (x - m) / m. No value where the mean is 0 or
 * there are fewer than two values.
 */
function variationTerms(values: Float64Array, sorted: Float64Array): Float64Array {
  const n = sorted.length;
  const m = sorted.reduce((sum, value) => sum + value, 0) / n;
  const variance = sorted.reduce((sum, value) => sum + (value - m) ** 2, 0) / n;
  if (n < 2 || m === 0) return values.map(() => Number.NaN);
  const isConstant = sorted[0] === sorted[n - 1];
  const cv = isConstant ? 0 : Math.sqrt((variance * n) / (n - 1)) / Math.abs(m);
  return values.map((value) => {
    if (isConstant) return Number.isNaN(value) ? value : 0;
    return cv * (1 + ((value - m) ** 2 / variance - 1) / 2 - (value - m) / m);
  });
}

/**
 * The mean of the highest twentieth, the value at its edge counted in part: q plus the mean of what lies above q over .05, at the
 * 95th percentile q (R. T. Rockafellar and S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2, 2000).
 * That is a mean already; q moves it by nothing in first order.
 */
function tailTerms(values: Float64Array, sorted: Float64Array): Float64Array {
  const edge = sorted[Math.max(0, Math.ceil(sorted.length * (1 - TAIL) - 1e-9) - 1)]!;
  return values.map((value) => (value > edge ? edge + (value - edge) / TAIL : Number.isNaN(value) ? value : edge));
}

/**
 * A value below the percentile pulls it down by (1 - q) over the density there, one above it up by q over it. The density is
 * that of the values within one standard error of the share on either side (M. M. Siddiqui, Journal of Research of the
 * National Bureau of Standards 64B, 1960). For comparing patterns; an interval of the percentile itself is made of order
 * statistics.
 */
function quantileTerms(values: Float64Array, sorted: Float64Array, q: number): Float64Array {
  const n = sorted.length;
  const at = quantileOfSorted(sorted, q);
  const reach = Math.max(1 / n, Math.sqrt((q * (1 - q)) / n));
  const [from, to] = [Math.max(0, q - reach), Math.min(1, q + reach)];
  const spacing = (quantileOfSorted(sorted, to) - quantileOfSorted(sorted, from)) / (to - from);
  const below = sorted.filter((value) => value <= at).length / n;
  return values.map((value) => (Number.isNaN(value) ? value : at + spacing * (value <= at ? below - 1 : below)));
}
