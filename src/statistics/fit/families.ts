import type { Distribution } from '../../scenario/distribution.js';
import { gammaP, logGamma } from '../../scenario/gamma.js';
import { normalBelow } from '../normal.js';
import { likelihoodDrop, peakOf, profileInterval } from './profile.js';

/** 95th percentile of the standard normal distribution. */
const Z95 = 1.644_853_626_951_472_2;

/** A value that was estimated from observations, with its 95 % interval. */
export interface FittedValue {
  /** The key of the scenario language. */
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One family, as likely as the sample lets it be. */
export interface FamilyFit {
  readonly distribution: Distribution;
  readonly values: readonly FittedValue[];
  readonly logLikelihood: number;
}

interface Family {
  /** Values that are estimated. */
  readonly parameters: number;
  readonly estimate: (sorted: readonly number[]) => FamilyFit;
}

const sum = (values: readonly number[], read: (value: number) => number): number =>
  values.reduce((total, value) => total + read(value), 0);

/** The families of the scenario language that a sample of positive values may have, constants and samples left aside. */
export const FAMILIES: readonly Family[] = [
  { parameters: 1, estimate: exponential },
  { parameters: 2, estimate: lognormal },
  { parameters: 2, estimate: gamma },
  { parameters: 2, estimate: weibull },
  { parameters: 2, estimate: uniform },
  { parameters: 2, estimate: pareto },
];

function exponential(sorted: readonly number[]): FamilyFit {
  const n = sorted.length;
  const mean = sum(sorted, (x) => x) / n;
  const likelihood = (m: number): number => -n * (Math.log(m) + mean / m);
  const interval = profileInterval(likelihood, mean, likelihoodDrop(n));
  return {
    distribution: { kind: 'exponential', mean },
    values: [{ name: 'mean', value: mean, ...interval }],
    logLikelihood: likelihood(mean),
  };
}

function lognormal(sorted: readonly number[]): FamilyFit {
  const n = sorted.length;
  const logs = sorted.map(Math.log);
  const mu = sum(logs, (x) => x) / n;
  const variance = Math.max(1e-24, sum(logs, (x) => (x - mu) ** 2) / n);
  const sigma = Math.sqrt(variance);
  const likelihood = (m: number, s: number): number =>
    -n * (mu + Math.log(s) + Math.log(2 * Math.PI) / 2 + (variance + (mu - m) ** 2) / (2 * s * s));
  const drop = likelihoodDrop(n);
  const median = (value: number): number =>
    likelihood(Math.log(value), Math.sqrt(variance + (mu - Math.log(value)) ** 2));
  const p95 = (value: number): number =>
    peakOf(
      (s) => likelihood(Math.log(value) - Z95 * Math.exp(s), Math.exp(s)),
      Math.log(sigma) - 3,
      Math.log(sigma) + 3,
    ).value;
  const values = { median: Math.exp(mu), p95: Math.exp(mu + Z95 * sigma) };
  return {
    distribution: { kind: 'lognormal', mu, sigma },
    values: [
      { name: 'median', value: values.median, ...profileInterval(median, values.median, drop) },
      { name: 'p95', value: values.p95, ...profileInterval(p95, values.p95, drop) },
    ],
    logLikelihood: likelihood(mu, sigma),
  };
}

function gamma(sorted: readonly number[]): FamilyFit {
  const n = sorted.length;
  const mean = sum(sorted, (x) => x) / n;
  const log = sum(sorted, Math.log) / n;
  const likelihood = (m: number, cv: number): number => {
    const k = 1 / (cv * cv);
    return n * (k * Math.log(k / m) - logGamma(k) + (k - 1) * log - (k * mean) / m);
  };
  const overCv = (m: number): { readonly at: number; readonly value: number } =>
    peakOf((c) => likelihood(m, Math.exp(c)), Math.log(1e-3), Math.log(20));
  const best = overCv(mean);
  const cv = Math.exp(best.at);
  const drop = likelihoodDrop(n);
  return {
    distribution: { kind: 'gamma', mean, cv },
    values: [
      { name: 'mean', value: mean, ...profileInterval((m) => overCv(m).value, mean, drop) },
      { name: 'cv', value: cv, ...profileInterval((c) => likelihood(mean, c), cv, drop) },
    ],
    logLikelihood: best.value,
  };
}

function weibull(sorted: readonly number[]): FamilyFit {
  const n = sorted.length;
  const log = sum(sorted, Math.log);
  // Relative to the largest value, so that no power overflows.
  const most = sorted[n - 1]!;
  const power = (k: number): number => sum(sorted, (x) => (x / most) ** k);
  const likelihood = (scale: number, k: number): number =>
    n * (Math.log(k) - k * Math.log(scale)) + (k - 1) * log - power(k) * (most / scale) ** k;
  const scaleAt = (k: number): number => most * (power(k) / n) ** (1 / k);
  const ofShape = (k: number): number => likelihood(scaleAt(k), k);
  const shape = Math.exp(peakOf((k) => ofShape(Math.exp(k)), Math.log(0.05), Math.log(200)).at);
  const scale = scaleAt(shape);
  const drop = likelihoodDrop(n);
  const ofScale = (value: number): number =>
    peakOf((k) => likelihood(value, Math.exp(k)), Math.log(shape) - 3, Math.log(shape) + 3).value;
  return {
    distribution: { kind: 'weibull', scale, shape },
    values: [
      { name: 'scale', value: scale, ...profileInterval(ofScale, scale, drop) },
      { name: 'shape', value: shape, ...profileInterval(ofShape, shape, drop) },
    ],
    logLikelihood: likelihood(scale, shape),
  };
}

/** The range is at least what was seen, and with 95 % no longer than that over .05^(1 / n). */
function uniform(sorted: readonly number[]): FamilyFit {
  const n = sorted.length;
  const [low, high] = [sorted[0]!, sorted[n - 1]!];
  const beyond = (high - low) * (0.05 ** (-1 / Math.max(1, n - 1)) - 1);
  return {
    distribution: { kind: 'uniform', low, high },
    values: [
      { name: 'low', value: low, low: Math.max(0, low - beyond), high: low },
      { name: 'high', value: high, low: high, high: high + beyond },
    ],
    logLikelihood: -n * Math.log(high - low),
  };
}

function pareto(sorted: readonly number[]): FamilyFit {
  const n = sorted.length;
  const min = sorted[0]!;
  const logs = sum(sorted, (x) => Math.log(x / min));
  const alpha = n / logs;
  const likelihood = (a: number): number => n * Math.log(a) + n * a * Math.log(min) - (a + 1) * sum(sorted, Math.log);
  return {
    distribution: { kind: 'pareto', min, alpha },
    values: [
      { name: 'min', value: min, low: min * 0.05 ** (1 / (n * alpha)), high: min },
      { name: 'alpha', value: alpha, ...profileInterval(likelihood, alpha, likelihoodDrop(n)) },
    ],
    logLikelihood: likelihood(alpha),
  };
}

/** P(X <= x); of a constant and a sample the step function. */
export function below(d: Distribution, x: number): number {
  switch (d.kind) {
    case 'constant':
      return x >= d.value ? 1 : 0;
    case 'exponential':
      return x <= 0 ? 0 : -Math.expm1(-x / d.mean);
    case 'lognormal':
      return x <= 0 ? 0 : normalBelow((Math.log(x) - d.mu) / d.sigma);
    case 'gamma':
      return x <= 0 ? 0 : gammaP(1 / (d.cv * d.cv), x / (d.mean * d.cv * d.cv));
    case 'weibull':
      return x <= 0 ? 0 : -Math.expm1(-((x / d.scale) ** d.shape));
    case 'pareto':
      return x <= d.min ? 0 : 1 - (d.min / x) ** d.alpha;
    case 'uniform':
      return Math.min(1, Math.max(0, (x - d.low) / (d.high - d.low)));
    case 'empirical':
      return d.sorted.filter((value) => value <= x).length / d.sorted.length;
  }
}
