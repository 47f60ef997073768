import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { gammaP, gammaValue, logGamma } from '../../src/scenario/gamma.js';
import type { Distribution } from '../../src/scenario/scenario.js';
import { mean, quantile } from '../../src/sim/luck/distributions.js';
import { Luck, Purpose } from '../../src/sim/luck/luck.js';
import { gammaQuantile, normalQuantile } from '../../src/sim/luck/quantiles.js';

interface Jstat {
  readonly normal: { inv(p: number, mean: number, sd: number): number };
  readonly gamma: {
    inv(p: number, shape: number, scale: number): number;
    cdf(x: number, shape: number, scale: number): number;
  };
  readonly lognormal: { inv(p: number, mu: number, sigma: number): number };
  readonly weibull: { inv(p: number, scale: number, shape: number): number };
  readonly pareto: { inv(p: number, scale: number, shape: number): number };
  gammaln(x: number): number;
}

const { jStat: jstat } = createRequire(import.meta.url)('jstat') as { jStat: Jstat };

const PROBABILITIES = [1e-6, 0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 1 - 1e-6];

const KINDS: Readonly<Record<string, Distribution>> = {
  constant: { kind: 'constant', value: 7 },
  exponential: { kind: 'exponential', mean: 3 },
  lognormal: { kind: 'lognormal', mu: Math.log(250), sigma: 0.53 },
  'gamma with cv 0.4': { kind: 'gamma', mean: 5, cv: 0.4 },
  'gamma with cv 1.5': { kind: 'gamma', mean: 5, cv: 1.5 },
  weibull: { kind: 'weibull', scale: 2, shape: 1.7 },
  pareto: { kind: 'pareto', min: 1, alpha: 4.5 },
  uniform: { kind: 'uniform', low: 2, high: 10 },
  empirical: { kind: 'empirical', sorted: [1, 2, 2, 5, 11] },
};

const close = (actual: number, expected: number, relative: number): void =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-300));

describe('the normal quantile', () => {
  it.each([
    [0.975, 1.959963984540054],
    [0.95, 1.6448536269514722],
    [0.5, 0],
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167813],
    [1e-20, -9.26234008979841],
  ])('has its known value at %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 12));

  it('agrees with jstat, as far as jstat is exact, and mirrors around one half', () => {
    for (const p of PROBABILITIES) {
      expect(normalQuantile(p)).toBeCloseTo(jstat.normal.inv(p, 0, 1), 6);
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 8);
    }
  });
});

describe('the gamma functions', () => {
  it('agree with factorials, with pi and with jstat', () => {
    for (const [x, value] of [
      [1, 1],
      [2, 1],
      [5, 24],
      [0.5, Math.sqrt(Math.PI)],
      [1.5, Math.sqrt(Math.PI) / 2],
    ] as const) {
      close(gammaValue(x), value, 1e-13);
    }
    for (const x of [0.1, 0.9, 3.3, 12, 170]) close(logGamma(x), jstat.gammaln(x), 1e-9);
    close(gammaP(1, 2), 1 - Math.exp(-2), 1e-13);
    close(gammaP(3, 10), jstat.gamma.cdf(10, 3, 1), 1e-10);
    expect(gammaP(2, 0)).toBe(0);
  });

  it('have quantiles that the distribution function takes back, from shape 0.05 to 400', () => {
    for (const shape of [0.05, 0.2, 0.44, 1, 2.5, 6.25, 40, 400]) {
      for (const p of PROBABILITIES) {
        const x = gammaQuantile(p, shape);
        if (x > 1e-290) expect(Math.abs(gammaP(shape, x) - p)).toBeLessThan(1e-10);
      }
    }
  });

  it('agree with jstat over gamma quantiles', () => {
    for (const shape of [0.44, 1, 2.5, 6.25, 40]) {
      for (const p of [0.01, 0.25, 0.5, 0.9, 0.99]) close(gammaQuantile(p, shape), jstat.gamma.inv(p, shape, 1), 1e-5);
    }
  });
});

describe('quantiles', () => {
  it.each([
    ['lognormal', KINDS.lognormal!, (p: number) => jstat.lognormal.inv(p, Math.log(250), 0.53)],
    ['weibull', KINDS.weibull!, (p: number) => jstat.weibull.inv(p, 2, 1.7)],
    ['pareto', KINDS.pareto!, (p: number) => jstat.pareto.inv(p, 1, 4.5)],
    ['gamma', KINDS['gamma with cv 0.4']!, (p: number) => jstat.gamma.inv(p, 6.25, 5 / 6.25)],
    ['exponential', KINDS.exponential!, (p: number) => -3 * Math.log(1 - p)],
  ])('of the %s agree with jstat', (_, d, expected) => {
    for (const p of [0.01, 0.25, 0.5, 0.9, 0.99]) close(quantile(d, p), expected(p), 1e-5);
  });

  it('of a lognormal given by median and p95 are that median and that p95', () => {
    const d: Distribution = { kind: 'lognormal', mu: Math.log(2), sigma: Math.log(3) / 1.6448536269514722 };
    expect(quantile(d, 0.5)).toBeCloseTo(2, 12);
    expect(quantile(d, 0.95)).toBeCloseTo(6, 9);
  });

  it('of a sample are its points, and lie between them in between', () => {
    const d = KINDS.empirical!;
    expect([0, 0.25, 0.5, 0.75, 1].map((u) => quantile(d, u))).toEqual([1, 2, 2, 5, 11]);
    expect(quantile(d, 0.875)).toBe(8);
    expect(quantile({ kind: 'empirical', sorted: [4] }, 0.3)).toBe(4);
  });
});

describe.each(Object.entries(KINDS))('the %s distribution', (_, d) => {
  it('never falls, stays finite, and has the mean that it states', () => {
    const n = 20_000;
    let sum = 0;
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      const x = quantile(d, (i + 0.5) / n);
      if (!(x >= last && Number.isFinite(x))) throw new Error(`${x} after ${last} at ${i}`);
      last = x;
      sum += x;
    }
    close(sum / n, mean(d), 3e-3);
  });

  it('has, in samples by luck, that mean and those quantiles', () => {
    const luck = new Luck(7);
    const n = 20_000;
    const sample = Array.from({ length: n }, (_, i) => quantile(d, luck.uniform(Purpose.latency, 0, i, 0)));
    const average = sample.reduce((sum, x) => sum + x, 0) / n;
    const variance = sample.reduce((sum, x) => sum + (x - average) ** 2, 0) / n;
    expect(Math.abs(average - mean(d))).toBeLessThan(4.5 * Math.sqrt(variance / n) + 1e-12);
    for (const p of [0.05, 0.5, 0.95]) {
      const below = sample.filter((x) => x < quantile(d, p)).length / n;
      const atMost = sample.filter((x) => x <= quantile(d, p)).length / n;
      expect(below - 0.008).toBeLessThan(p);
      expect(atMost + 0.008).toBeGreaterThan(p);
    }
  });
});

it('states an infinite mean for a pareto whose tail is too heavy to have one', () => {
  expect(mean({ kind: 'pareto', min: 1, alpha: 1 })).toBe(Number.POSITIVE_INFINITY);
});
