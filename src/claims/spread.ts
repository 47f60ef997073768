import type { Estimate } from '../statistics/estimates.js';
import { studentQuantile } from '../statistics/student.js';

/**
 * Variance of `a` over that of `b`, paired, with a 95 % interval. The logarithm of a sample variance is, in large samples,
 * the mean of its influence values ((x - mean)² / variance - 1), whatever the distribution; the influence values of the two
 * are subtracted pair by pair, so that what is common to both cancels, and Student's t of the differences gives the interval
 * of the logarithm. Only pairs of which both are defined count; NaN where one of the variances is zero.
 */
export function varianceRatio(a: ArrayLike<number>, b: ArrayLike<number>): Estimate {
  const pairs = Array.from(a, (x, i) => [x, b[i]!] as const).filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  const n = pairs.length;
  const [left, right] = [momentsOf(pairs.map(([x]) => x)), momentsOf(pairs.map(([, y]) => y))];
  if (n < 3 || !(left.variance > 0) || !(right.variance > 0)) {
    return { n, mean: Number.NaN, low: Number.NaN, high: Number.NaN };
  }
  let squares = 0;
  for (const [x, y] of pairs) squares += (influence(x, left) - influence(y, right)) ** 2;
  const half = studentQuantile(0.975, n - 1) * Math.sqrt(squares / (n - 1) / n);
  const log = Math.log(left.variance / right.variance);
  return { n, mean: Math.exp(log), low: Math.exp(log - half), high: Math.exp(log + half) };
}

interface Moments {
  readonly centre: number;
  readonly variance: number;
}

function momentsOf(values: readonly number[]): Moments {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return { centre, variance };
}

const influence = (value: number, { centre, variance }: Moments): number => (value - centre) ** 2 / variance - 1;
