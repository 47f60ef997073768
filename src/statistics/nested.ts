/**
 * Nested estimates: a share of points at which something is true that is itself only known from a few replications at each
 * point. Two errors come together: which points were looked at, and what the replications made of each.
 */
import { type Interval, wilsonInterval } from './estimates.js';
import { studentQuantile } from './student.js';

/**
 * A figure of noisy means with its bias taken off: twice its value on all replications, less the mean of its values on either
 * half of them. A maximum of noisy means lies too high, and a threshold on them is passed too often by what lies just beyond
 * it; averaged over points, that bias is c / m + O(1 / m^2) with m replications a point, so a half has twice as much of it, and
 * the difference takes the first term away. The jackknife with two sections of M. B. Gordy and S. Juneja, "Nested simulation in
 * portfolio risk measurement", Management Science 56 (2010), section 3.3; the idea is M. H. Quenouille's (1949). A share may
 * come out beyond 0 or 1 at a point; only the mean over points is meant to be right.
 */
export function withoutBias(whole: number, halves: readonly [number, number]): number {
  return 2 * whole - (halves[0] + halves[1]) / 2;
}

export interface GroupedMean {
  readonly mean: number;
  readonly variance: number;
  readonly groups: number;
  readonly n: number;
}

/** Groups of points that count in the variance as if their spread were that of independent points. */
const PRIOR = 2;

/**
 * Mean of the values of points in independent groups, with its variance between groups: within one they were spread evenly, so
 * they are not independent. Groups may differ in size: G / (G - 1) times the sum of the squared residuals of their totals
 * (W. G. Cochran, Sampling Techniques, 1977, section 11.7), over n^2. A few groups that came out alike by chance would claim to know the share
 * exactly; therefore the variance that independent points of the same share would have is added with the weight of two groups.
 */
export function groupedMean(groups: readonly (readonly number[])[]): GroupedMean {
  const n = groups.reduce((sum, { length }) => sum + length, 0);
  const mean = groups.reduce((sum, values) => sum + total(values), 0) / n;
  const count = groups.length;
  if (count < 2) return { mean, variance: Number.NaN, groups: count, n };
  const squares = groups.reduce((sum, values) => sum + (total(values) - values.length * mean) ** 2, 0);
  // Never 0 and never 1: two more successes and failures (A. Agresti and B. A. Coull, American Statistician 52, 1998).
  const share = (n * clamped(mean) + 2) / (n + 4);
  const prior = (n / count) * share * (1 - share);
  const ofGroup = (squares + PRIOR * prior) / (count - 1 + PRIOR);
  return { mean, variance: (count * ofGroup) / n ** 2, groups: count, n };
}

/** From here to either end a share counts as rare: so many points have it, or lack it. */
const FEW = 4;

/**
 * The share of all points and its 95 % interval: Student's t between groups, within [0, 1]. `other` is the variance of what all
 * groups have in common. Near the ends, where a few points decide, it reaches at least as far as Wilson's interval of that
 * many independent points.
 */
export function shareOfGroups(
  groups: readonly (readonly number[])[],
  other = 0,
): Interval & { readonly share: number } {
  const { mean, variance, groups: count, n } = groupedMean(groups);
  const share = clamped(mean);
  if (count < 2) return { share, low: 0, high: 1 };
  const half = studentQuantile(0.975, count - 1 + PRIOR) * Math.sqrt(variance + other);
  const rare = Math.min(share, 1 - share) * n < FEW;
  const wide = rare ? wilsonInterval(share * n, n) : { low: share, high: share };
  return { share, low: clamped(Math.min(mean - half, wide.low)), high: clamped(Math.max(mean + half, wide.high)) };
}

const clamped = (share: number): number => Math.min(1, Math.max(0, share));

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
