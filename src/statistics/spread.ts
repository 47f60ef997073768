/**
 * How far values lie apart, and how bad the worst of them are. As everywhere, NaN is "not defined in this run" and is
 * skipped. The intervals take values as independent; they are of the first order in 1 / n. With 1,000 values they hold the
 * truth in 93 to 95 % for lognormal and lighter tails, and in 90 % for the variation of a Pareto with alpha = 5.
 */
import { ascending, CONFIDENCE, defined, type Estimate, type Interval, meanInterval } from './estimates.js';
import { studentQuantile } from './student.js';

/** The share of values that `cvar95` is the mean of. */
export const WORST = 0.05;

/** Values that an interval needs beyond the quantile: with fewer the error of their mean is not known. */
const LEAST_BEYOND = 5;

/** Which end is the bad one: the largest values (time, money), or the smallest (precision). */
export type Tail = 'largest' | 'smallest';

/**
 * Standard deviation over mean: how much tasks differ, whatever the unit. Not defined with fewer than two values, or where
 * the mean is not above zero.
 */
export function coefficientOfVariation(values: ArrayLike<number>): number {
  const sample = defined(values);
  return fromSums(sample.length, ...centred(sample));
}

/**
 * With its interval on the scale of logarithms, so that it stays above zero: the error is the jackknife's (each value left
 * out in turn; R. G. Miller, Biometrika 61, 1974), with Student's t. A constant has the interval from 0 to 0.
 */
export function coefficientOfVariationInterval(values: ArrayLike<number>): Estimate {
  const sample = defined(values);
  const n = sample.length;
  const [mean, squares] = centred(sample);
  const estimate = fromSums(n, mean, squares);
  const none = { n, mean: estimate, low: Number.NaN, high: Number.NaN };
  if (n < 3 || Number.isNaN(estimate)) return none;
  if (estimate === 0) return { n, mean: 0, low: 0, high: 0 };
  const without = Float64Array.from(sample, (value) => {
    const off = value - mean;
    return Math.log(fromSums(n - 1, mean - off / (n - 1), squares - (off * off * n) / (n - 1)));
  });
  // The jackknife's error is (n - 1) times that of a mean of the values with one left out.
  const factor = Math.exp((n - 1) * halfWidth(without));
  return Number.isFinite(factor) ? { n, mean: estimate, low: estimate / factor, high: estimate * factor } : none;
}

/**
 * The mean of the worst share of the values (conditional value at risk, expected shortfall), where the value at the border
 * counts in part: C. Acerbi and D. Tasche, Journal of Banking and Finance 26, 2002. Never better than the quantile there.
 */
export function tailMean(values: ArrayLike<number>, share = WORST, tail: Tail = 'largest'): number {
  return tailMeanOfSorted(ascending(values), share, tail);
}

/** As `tailMean`, for values that are defined and ascending already. */
export function tailMeanOfSorted(sorted: Float64Array, share = WORST, tail: Tail = 'largest'): number {
  const { length: n } = sorted;
  if (n === 0) return Number.NaN;
  const { whole, part } = beyond(n, share);
  let sum = part === 0 ? 0 : part * worst(sorted, whole, tail);
  for (let i = 0; i < whole; i++) sum += worst(sorted, i, tail);
  return sum / (whole + part);
}

/**
 * With its interval. The tail mean is the mean of q + max(0, x - q) / share over all values, q being the quantile there
 * (R. T. Rockafellar and S. Uryasev, Journal of Risk 2, 2000), and an error in q cancels to the first order: so its error is
 * that of this mean. No interval with fewer than five values beyond: 5 % need a hundred.
 */
export function tailMeanInterval(values: ArrayLike<number>, share = WORST, tail: Tail = 'largest'): Estimate {
  const sorted = ascending(values);
  const n = sorted.length;
  const mean = tailMeanOfSorted(sorted, share, tail);
  return { n, mean, ...tailInterval(sorted, mean, share, tail) };
}

function tailInterval(sorted: Float64Array, mean: number, share: number, tail: Tail): Interval {
  const n = sorted.length;
  if (n * share < LEAST_BEYOND) return { low: Number.NaN, high: Number.NaN };
  const border = worst(sorted, Math.min(n - 1, beyond(n, share).whole), tail);
  const off = sorted.map((value) => Math.max(0, tail === 'largest' ? value - border : border - value) / share);
  const half = halfWidth(off);
  return { low: mean - half, high: mean + half };
}

/**
 * Half the interval of a mean of such values as few of which make most of the variance: Student's t with the degrees of
 * freedom that their variance is known to (F. E. Satterthwaite, Biometrics Bulletin 2, 1946), 2 n / (kurtosis - 1), which
 * is n - 1 for normal ones.
 */
function halfWidth(values: Float64Array): number {
  const n = values.length;
  const { mean } = meanInterval(values);
  let squares = 0;
  let fourths = 0;
  for (const value of values) {
    const square = (value - mean) ** 2;
    squares += square;
    fourths += square * square;
  }
  if (squares === 0) return 0;
  const kurtosis = (n * fourths) / (squares * squares);
  // Whole ones, so that the quantiles that are kept stay few.
  const degrees = Math.min(n - 1, Math.max(1, Math.floor((2 * n) / (kurtosis - 1))));
  return studentQuantile((1 + CONFIDENCE) / 2, degrees) * Math.sqrt(squares / (n - 1) / n);
}

/** How many values lie beyond the border whole, and which part of the next one does. At least one value counts. */
function beyond(n: number, share: number): { readonly whole: number; readonly part: number } {
  const count = Math.min(n, Math.max(1, n * share));
  // 0.05 * 60 is a little above 3.
  const whole = Math.floor(count + 1e-9);
  const part = count - whole;
  return { whole, part: part > 1e-9 ? part : 0 };
}

function worst(sorted: Float64Array, rank: number, tail: Tail): number {
  return sorted[tail === 'largest' ? sorted.length - 1 - rank : rank]!;
}

/** The mean, and the sum of squares around it. A constant gives exactly itself and 0. */
function centred(sample: Float64Array): [number, number] {
  const { mean } = meanInterval(sample);
  let squares = 0;
  for (const value of sample) squares += (value - mean) ** 2;
  return [mean, squares];
}

function fromSums(n: number, mean: number, squares: number): number {
  return n < 2 || !(mean > 0) ? Number.NaN : Math.sqrt(Math.max(0, squares) / (n - 1)) / mean;
}
