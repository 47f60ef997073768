import type { Distribution } from '../../scenario/scenario.js';
import { gammaQuantile, gammaValue, normalQuantile } from './quantiles.js';

/**
 * Distributions sampled by inverse transform: one uniform a variate keeps the streams of two patterns in step.
 * Each states its mean.
 */
export function quantile(d: Distribution, u: number): number {
  switch (d.kind) {
    case 'constant':
      return d.value;
    case 'exponential':
      return -d.mean * Math.log1p(-u);
    case 'lognormal':
      return Math.exp(d.mu + d.sigma * normalQuantile(u));
    case 'gamma':
      return d.cv === 0 ? d.mean : d.mean * d.cv * d.cv * gammaQuantile(u, 1 / (d.cv * d.cv));
    case 'weibull':
      return d.scale * (-Math.log1p(-u)) ** (1 / d.shape);
    case 'pareto':
      return d.min * (1 - u) ** (-1 / d.alpha);
    case 'uniform':
      return d.low + (d.high - d.low) * u;
    case 'empirical':
      return interpolate(d.sorted, u);
  }
}

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

/** Linear between the points of the sorted sample: position u (n - 1). */
function interpolate(sorted: readonly number[], u: number): number {
  const position = u * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** The mean of that piecewise linear quantile function: the trapezium rule is exact for it. */
function empiricalMean(sorted: readonly number[]): number {
  if (sorted.length === 1) return sorted[0]!;
  let sum = 0;
  for (let i = 1; i < sorted.length; i++) sum += (sorted[i - 1]! + sorted[i]!) / 2;
  return sum / (sorted.length - 1);
}

/** No tokens, or no seconds, drawn. */
export const NOTHING: Distribution = { kind: 'constant', value: 0 };
