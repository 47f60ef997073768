/**
 * Estimates with their uncertainty. Everywhere: 95 % intervals, and NaN means "not defined in this run", so it is
 * skipped and `n` counts the rest.
 */
import { studentQuantile, studentTail } from './student.js';

/** Level of every interval that the project prints. */
export const CONFIDENCE = 0.95;

/** 97.5 % point of the standard normal distribution. */
const Z = 1.959963984540054;

/** Differences smaller than this fraction of the values are the order of a floating-point sum, not an effect. */
const ROUNDING = 1e-12;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Estimate extends Interval {
  /** Values that were defined. */
  readonly n: number;
  readonly mean: number;
}

export interface PairedEstimate extends Estimate {
  /** Two-sided p-value of "the mean difference is zero"; NaN with fewer than two pairs. */
  readonly p: number;
}

/** The values that are defined, in their order. */
export function defined(values: ArrayLike<number>): Float64Array {
  // A loop, since every column of a study comes by here several times.
  const found = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) found[n++] = value;
  }
  return found.subarray(0, n);
}

/** The defined values, the smallest first. What never varied, as much does, is in order already. */
export function ascending(values: ArrayLike<number>): Float64Array {
  const found = defined(values);
  return found.every((value) => value === found[0]) ? found : found.sort();
}

/** Arithmetic mean of the defined values; NaN where there are none. */
export function mean(values: ArrayLike<number>): number {
  return moments(defined(values)).mean;
}

/** Mean and its Student-t interval: mean +- t(0.975, n - 1) s / sqrt(n). The interval is NaN with fewer than two values. */
export function meanInterval(values: ArrayLike<number>): Estimate {
  const sample = defined(values);
  const { mean: centre, deviation } = moments(sample);
  return { n: sample.length, mean: centre, ...around(centre, deviation, sample.length) };
}

/**
 * Wilson's score interval of a share (E. B. Wilson, JASA 22, 1927): stays within [0, 1] and keeps its coverage near
 * the ends, where the textbook p +- z sqrt(p (1 - p) / n) has none. NaN for n = 0.
 */
export function wilsonInterval(successes: number, n: number): Interval {
  if (n === 0) return { low: Number.NaN, high: Number.NaN };
  const share = successes / n;
  const scale = 1 + (Z * Z) / n;
  const centre = (share + (Z * Z) / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  // At the ends the bound is exact algebraically; rounding must not turn 0 into 1e-17.
  return { low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half };
}

/** Share of ones among values that are 0 or 1, with Wilson's interval. */
export function shareInterval(values: ArrayLike<number>): Estimate {
  const sample = defined(values);
  const successes = sample.reduce((sum, value) => sum + value, 0);
  return { n: sample.length, mean: successes / sample.length, ...wilsonInterval(successes, sample.length) };
}

/** Quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996). NaN where nothing is defined. */
export function quantile(values: ArrayLike<number>, q: number): number {
  return quantileOfSorted(ascending(values), q);
}

/** As `quantile`, for values that are defined and ascending already. */
export function quantileOfSorted(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

/**
 * Distribution-free interval of a quantile: the number of values below the quantile is Binomial(n, q), so its ends lie
 * where that distribution has 2.5 % on either side (David and Nagaraja, Order Statistics, 7.1), between two order
 * statistics each, interpolated after Nyblom (Statistics & Probability Letters 14, 1992), so that it does not hold more
 * than it promises. Null where the sample is too small for either end to exist: a 95th percentile needs 72 values.
 */
export function quantileInterval(values: ArrayLike<number>, q: number): Interval | null {
  const sorted = ascending(values);
  const tail = (1 - CONFIDENCE) / 2;
  const low = quantileBound(sorted, q, tail);
  const high = quantileBound(sorted, q, 1 - tail);
  return low === null || high === null ? null : { low, high };
}

/**
 * The same for values that are alike in blocks, such as the tasks of one replication: `values` holds `blocks` blocks of
 * equal length, one after the other. The share of values below the quantile has a t interval over the blocks, and the ends
 * are its quantiles (Woodruff, JASA 47, 1952). Null where an end would lie outside the sample.
 */
export function blockedQuantileInterval(values: ArrayLike<number>, q: number, blocks: number): Interval | null {
  if (values.length === blocks) return quantileInterval(values, q);
  const sorted = ascending(values);
  const at = quantileOfSorted(sorted, q);
  const size = values.length / blocks;
  const shares = Array.from({ length: blocks }, (_, block) => {
    const own = defined(Array.from({ length: size }, (_, i) => values[block * size + i]!));
    return own.filter((value) => value <= at).length / own.length;
  });
  const { low, high } = meanInterval(shares);
  const half = (high - low) / 2;
  if (!(q - half > 0 && q + half < 1)) return null;
  return { low: quantileOfSorted(sorted, q - half), high: quantileOfSorted(sorted, q + half) };
}

/** The point that lies above the quantile with probability `p`; null where it would lie outside the sample. */
function quantileBound(sorted: Float64Array, q: number, p: number): number | null {
  const n = sorted.length;
  let logMass = n * Math.log1p(-q);
  let before = 0;
  for (let below = 0; below < n; below++) {
    if (below > 0) logMass += Math.log((n - below + 1) / below) + Math.log(q / (1 - q));
    const mass = Math.exp(logMass);
    if (before + mass > p) {
      if (below === 0) return null;
      const weight = 1 / (1 + (below * (1 - q) * (before + mass - p)) / ((n - below) * q * (p - before)));
      const [left, right] = [sorted[below - 1]!, sorted[below]!];
      return left + weight * (right - left);
    }
    before += mass;
  }
  return null;
}

/**
 * The mean of a[i] - b[i] over the replications in which both are defined, its t interval, and the paired t test's
 * p-value. A difference without any variance is certain: p is 1 where it is zero, else 0.
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>): PairedEstimate {
  if (a.length !== b.length) throw new RangeError(`Pairs need equal lengths, got ${a.length} and ${b.length}.`);
  const { n, mean: centre, deviation } = momentsOfDifferences(a, b);
  return { n, mean: centre, ...around(centre, deviation, n), p: pairedP(centre, deviation, n) };
}

/**
 * mean(a) - mean(b) of samples that have nothing in common, with Welch's interval and test (B. L. Welch, Biometrika 34,
 * 1947; Satterthwaite's degrees of freedom). `n` counts the smaller sample. Without variance in both it is certain.
 */
export function welchDifference(a: ArrayLike<number>, b: ArrayLike<number>): PairedEstimate {
  const samples = [defined(a), defined(b)];
  const [first, second] = samples.map(moments);
  const n = Math.min(...samples.map(({ length }) => length));
  const centre = difference(first!.mean, second!.mean);
  if (n < 2) return { n, mean: centre, low: Number.NaN, high: Number.NaN, p: Number.NaN };
  const [u, v] = [first!.deviation ** 2 / samples[0]!.length, second!.deviation ** 2 / samples[1]!.length];
  if (u + v === 0) return { n, mean: centre, low: centre, high: centre, p: pairedP(centre, 0, n) };
  const degrees = (u + v) ** 2 / (u ** 2 / (samples[0]!.length - 1) + v ** 2 / (samples[1]!.length - 1));
  const half = studentQuantile((1 + CONFIDENCE) / 2, degrees) * Math.sqrt(u + v);
  const p = studentTail(centre / Math.sqrt(u + v), degrees);
  return { n, mean: centre, low: centre - half, high: centre + half, p };
}

/**
 * Holm's step-down correction (S. Holm, Scandinavian Journal of Statistics 6, 1979): the i-th smallest of m p-values
 * times m - i + 1, never below the one before, at most 1. NaN stays NaN and does not count as a comparison.
 */
export function holm(pValues: readonly number[]): number[] {
  const corrected = [...pValues];
  const order = pValues.map((_, index) => index).filter((index) => !Number.isNaN(pValues[index]!));
  order.sort((left, right) => pValues[left]! - pValues[right]!);
  let floor = 0;
  order.forEach((index, rank) => {
    floor = Math.max(floor, Math.min(1, pValues[index]! * (order.length - rank)));
    corrected[index] = floor;
  });
  return corrected;
}

/** Whether two numbers are equal but for the rounding of a floating-point sum. */
export function sameUpToRounding(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}

function difference(a: number, b: number): number {
  return sameUpToRounding(a, b) ? 0 : a - b;
}

function pairedP(centre: number, deviation: number, n: number): number {
  if (n < 2) return Number.NaN;
  if (deviation === 0) return centre === 0 ? 1 : 0;
  return studentTail(Math.abs(centre) / (deviation / Math.sqrt(n)), n - 1);
}

function around(centre: number, deviation: number, n: number): Interval {
  if (n < 2) return { low: Number.NaN, high: Number.NaN };
  const half = (studentQuantile((1 + CONFIDENCE) / 2, n - 1) * deviation) / Math.sqrt(n);
  return { low: centre - half, high: centre + half };
}

/** Mean and sample standard deviation in two passes. A constant sample gives exactly that constant and 0. */
function moments(sample: Float64Array): { mean: number; deviation: number } {
  const first = sample[0];
  if (first === undefined) return { mean: Number.NaN, deviation: Number.NaN };
  if (sample.every((value) => value === first)) return { mean: first, deviation: 0 };
  let sum = 0;
  for (const value of sample) sum += value;
  const centre = sum / sample.length;
  let squares = 0;
  for (const value of sample) squares += (value - centre) ** 2;
  return { mean: centre, deviation: Math.sqrt(squares / (sample.length - 1)) };
}

/** Room for the differences of one pair at a time. */
let room = new Float64Array(0);

/** As `moments` of the differences where both are defined: all pairs of patterns come by here. */
function momentsOfDifferences(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): { n: number; mean: number; deviation: number } {
  if (room.length < a.length) room = new Float64Array(a.length);
  const n = writeDifferences(a, b, room);
  const first = room[0]!;
  if (n === 0) return { n, mean: Number.NaN, deviation: Number.NaN };
  if (isConstant(room, n)) return { n, mean: first, deviation: 0 };
  const centre = sumOf(room, n) / n;
  return { n, mean: centre, deviation: Math.sqrt(squaresAround(room, n, centre) / (n - 1)) };
}

/** Writes the differences where both are defined, and returns how many there are. */
function writeDifferences(a: ArrayLike<number>, b: ArrayLike<number>, into: Float64Array): number {
  let n = 0;
  for (let i = 0; i < a.length; i++) {
    const value = difference(a[i]!, b[i]!);
    if (!Number.isNaN(value)) into[n++] = value;
  }
  return n;
}

function isConstant(values: Float64Array, n: number): boolean {
  for (let i = 1; i < n; i++) if (values[i] !== values[0]) return false;
  return true;
}

function sumOf(values: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  return sum;
}

function squaresAround(values: Float64Array, n: number, centre: number): number {
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - centre) ** 2;
  return squares;
}

/**
 * The interval that belongs to a measure: Student's t for means, Wilson's for shares, where each value is that of one
 * task. With several `tasks` a replication a value is a fraction of them.
 */
export function intervalFor(kind: 'mean' | 'share', tasks: number): (values: ArrayLike<number>) => Estimate {
  if (kind === 'mean') return meanInterval;
  return tasks === 1 ? shareInterval : (values) => fractionInterval(values, tasks);
}

/**
 * Mean of fractions, one a replication, with Student's interval within [0, 1]. Where all tasks of all replications came
 * out alike there is no spread to go by: Wilson's interval then, as if tasks of one replication were independent.
 */
function fractionInterval(values: ArrayLike<number>, tasks: number): Estimate {
  const { n, mean: centre, low, high } = meanInterval(values);
  if (n > 0 && (centre === 0 || centre === 1))
    return { n, mean: centre, ...wilsonInterval(centre * n * tasks, n * tasks) };
  return { n, mean: centre, low: Math.max(0, low), high: Math.min(1, high) };
}
