import type { Distribution } from './distribution.js';
import { gammaValue } from './gamma.js';

/** The mean in the distribution's own unit; Infinity for a Pareto with alpha <= 1. */
export function mean(d: Distribution): number {
  switch (d.kind) {
    case 'constant':
      return d.value;
    case 'exponential':
    case 'gamma':
      return d.mean;
    case 'lognormal':
      return Math.exp(d.mu + (d.sigma * d.sigma) / 2);
    case 'weibull':
      return d.scale * gammaValue(1 + 1 / d.shape);
    case 'pareto':
      return d.alpha > 1 ? (d.alpha * d.min) / (d.alpha - 1) : Number.POSITIVE_INFINITY;
    case 'uniform':
      return (d.low + d.high) / 2;
    case 'empirical':
      return empiricalMean(d.sorted);
  }
}

/** The mean of a measured sample, a piecewise linear quantile function: the trapezium rule is exact for it. */
function empiricalMean(sorted: readonly number[]): number {
  if (sorted.length === 1) return sorted[0]!;
  let sum = 0;
  for (let i = 1; i < sorted.length; i++) sum += (sorted[i - 1]! + sorted[i]!) / 2;
  return sum / (sorted.length - 1);
}

/** The lognormal of this mean and coefficient of variation: exp(mu + sigma^2 / 2) = mean, exp(sigma^2) = 1 + cv^2. */
export function lognormalOf(mean: number, cv: number): Distribution {
  if (cv === 0) return { kind: 'constant', value: mean };
  const variance = Math.log1p(cv * cv);
  return { kind: 'lognormal', mu: Math.log(mean) - variance / 2, sigma: Math.sqrt(variance) };
}
