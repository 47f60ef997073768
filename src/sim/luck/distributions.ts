import type { Distribution } from '../../scenario/scenario.js';
import { gammaQuantile, normalQuantile } from './quantiles.js';

export { mean } from '../../scenario/distribution-mean.js';

/**
 * The largest value that is drawn, the same as the largest that a scenario may write. A tail without a mean reaches past any
 * number, and what is added up must stay one.
 */
const LARGEST = 1e12;

/** Distributions sampled by inverse transform: one uniform a variate keeps the streams of two patterns in step. */
export function quantile(d: Distribution, u: number): number {
  return Math.min(LARGEST, unlimited(d, u));
}

function unlimited(d: Distribution, u: number): number {
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

/** Linear between the points of the sorted sample: position u (n - 1). */
function interpolate(sorted: readonly number[], u: number): number {
  const position = u * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (position - below);
}

/** No tokens, or no seconds, drawn. */
export const NOTHING: Distribution = { kind: 'constant', value: 0 };
