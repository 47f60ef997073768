import type { Distribution } from '../../scenario/distribution.js';
import { meanInterval, quantileOfSorted } from '../estimates.js';
import { below, FAMILIES, type FamilyFit, type FittedValue } from './families.js';

/** Points of a sample that is kept as it is, where it is longer. */
const POINTS = 40;

/** Fewer values than these choose no family: they are taken for a lognormal, or for what they are. */
export const FEW = 8;

/** A distribution of the scenario language that was fitted to a sample. */
export interface DistributionFit {
  readonly distribution: Distribution;
  readonly n: number;
  /** Empty where nothing varies, or where the sample itself is kept: then `mean` tells how much is known. */
  readonly values: readonly FittedValue[];
  readonly mean: { readonly mean: number; readonly low: number; readonly high: number };
  /** Largest distance between the distribution and the sample, Kolmogorov's, and what it would exceed once in a hundred samples. */
  readonly distance: number;
  readonly critical: number;
  /** Why no family was taken; null: one was. */
  readonly refused: string | null;
}

/**
 * The best of the language's distributions for a sample of values of at least 0, by Akaike's criterion for small samples; a
 * family whose distance from the sample would be exceeded in less than 1 % of samples of it is refused, and the sample kept.
 */
export function fitDistribution(values: readonly number[]): DistributionFit {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const mean = meanInterval(sorted);
  const least = sorted[0]!;
  if (least === sorted[n - 1]!) {
    return {
      distribution: { kind: 'constant', value: least },
      n,
      values: [],
      mean,
      distance: 0,
      critical: 0,
      refused: null,
    };
  }
  if (least <= 0) return kept(sorted, 'there are values of 0, which none of the families has');
  const isWhole = sorted.every(Number.isInteger);
  const found = (n < FEW ? FAMILIES.slice(1, 2) : FAMILIES).map(({ parameters, estimate }) => {
    const one = estimate(sorted);
    const criterion =
      2 * parameters - 2 * one.logLikelihood + (2 * parameters * (parameters + 1)) / Math.max(1, n - parameters - 1);
    return { ...one, criterion };
  });
  found.sort((a, b) => a.criterion - b.criterion);
  const fits = found.filter((one) => Number.isFinite(one.criterion));
  // The most likely family first; where it does not fit, one that is less likely by its tails may still do.
  for (const one of fits) {
    const distance = distanceOf(sorted, one.distribution, isWhole);
    const critical = criticalOf(one.distribution, n);
    if (distance <= critical) return { ...withoutCriterion(one), n, mean, distance, critical, refused: null };
  }
  const best = fits[0]!;
  const distance = distanceOf(sorted, best.distribution, isWhole);
  const why = `the best family, ${best.distribution.kind}, lies ${distance.toFixed(2)} away from them, more than ${criticalOf(best.distribution, n).toFixed(2)}`;
  return kept(sorted, why);
}

const withoutCriterion = ({ distribution, values }: FamilyFit): Pick<DistributionFit, 'distribution' | 'values'> => ({
  distribution,
  values,
});

function kept(sorted: readonly number[], refused: string): DistributionFit {
  const all = Float64Array.from(sorted);
  const points = Array.from({ length: POINTS }, (_, i) => quantileOfSorted(all, i / (POINTS - 1)));
  return {
    distribution: { kind: 'empirical', sorted: sorted.length <= POINTS ? sorted : points },
    n: sorted.length,
    values: [],
    mean: meanInterval(sorted),
    distance: 0,
    critical: 0,
    refused,
  };
}

/** Kolmogorov's distance between a sample and a distribution; whole numbers stand for all that is rounded to them. */
export function distanceOf(sorted: readonly number[], d: Distribution, isWhole: boolean): number {
  const n = sorted.length;
  const half = isWhole ? 0.5 : 0;
  let most = 0;
  for (let i = 0; i < n; i++) {
    const x = sorted[i]!;
    if (sorted[i + 1] !== x) most = Math.max(most, Math.abs((i + 1) / n - below(d, x + half)));
    if (sorted[i - 1] !== x) most = Math.max(most, Math.abs(i / n - below(d, x - half)));
  }
  return most;
}

/**
 * 99 % points of Kolmogorov's distance where the parameters come from the same sample. Normal (of logarithms) and exponential:
 * Stephens, JASA 69 (1974); Weibull, by its logarithm: Chandra, Singpurwalla and Stephens, JASA 76 (1981). A gamma is taken
 * for a normal one of as many parameters, a Pareto for the exponential that its logarithm is; a uniform between its own ends
 * has the plain statistic of the values between them.
 */
export function criticalOf({ kind }: Distribution, n: number): number {
  const root = Math.sqrt(n);
  if (kind === 'lognormal' || kind === 'gamma') return 1.035 / (root - 0.01 + 0.85 / root);
  if (kind === 'exponential' || kind === 'pareto') return 1.308 / (root + 0.26 + 0.5 / root) + 0.2 / n;
  if (kind === 'weibull') return 1.007 / root;
  return 1.628 / (root + 0.12 + 0.11 / root);
}
