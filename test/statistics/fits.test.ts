import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../src/scenario/distribution.js';
import { quantile } from '../../src/sim/luck/distributions.js';
import { Luck } from '../../src/sim/luck/luck.js';
import { distanceOf, fitDistribution } from '../../src/statistics/fit/distribution-fit.js';
import { FAMILIES } from '../../src/statistics/fit/families.js';
import { fitService, type TimedCall } from '../../src/statistics/fit/service-fit.js';
import { normalBelow } from '../../src/statistics/normal.js';

/** So many values of a distribution; each study has its own random numbers. */
function sample(d: Distribution, n: number, study: number): number[] {
  const luck = new Luck(study);
  return Array.from({ length: n }, (_, i) => quantile(d, luck.uniform(1, 0, 0, i)));
}

const LAWS: readonly (readonly [number, Distribution, Readonly<Record<string, number>>])[] = [
  [0, { kind: 'exponential', mean: 3 }, { mean: 3 }],
  [1, { kind: 'lognormal', mu: Math.log(4), sigma: 0.6 }, { median: 4, p95: 4 * Math.exp(0.6 * 1.6448536269514722) }],
  [2, { kind: 'gamma', mean: 5, cv: 0.4 }, { mean: 5, cv: 0.4 }],
  [3, { kind: 'weibull', scale: 2, shape: 1.7 }, { scale: 2, shape: 1.7 }],
];

describe('a distribution that is fitted', () => {
  it.each(LAWS)('covers what it was drawn from in about 95 % of studies (family %i)', (family, law, truth) => {
    const studies = family === 3 ? 20 : 60;
    for (const [name, value] of Object.entries(truth)) {
      let covered = 0;
      for (let study = 1; study <= studies; study++) {
        const sorted = sample(law, 40, study).sort((a, b) => a - b);
        const found = FAMILIES[family]!.estimate(sorted).values.find((one) => one.name === name)!;
        if (found.low <= value && value <= found.high) covered++;
      }
      // Of 60 studies 57 are expected; fewer than 52 come in one of a hundred, and as many of 20.
      expect(covered, name).toBeGreaterThanOrEqual(family === 3 ? 16 : 52);
    }
  });

  it('is the family that the sample came from, where there are enough values', () => {
    expect(fitDistribution(sample({ kind: 'lognormal', mu: 5, sigma: 0.8 }, 150, 3)).distribution.kind).toBe(
      'lognormal',
    );
    expect(fitDistribution(sample({ kind: 'uniform', low: 10, high: 20 }, 150, 3)).distribution.kind).toBe('uniform');
    expect(fitDistribution(sample({ kind: 'pareto', min: 2, alpha: 1.5 }, 150, 3)).distribution.kind).toBe('pareto');
  });

  it('keeps the sample, and says why, where two groups are mixed', () => {
    const mixed = [
      ...sample({ kind: 'lognormal', mu: 2, sigma: 0.1 }, 60, 1),
      ...sample({ kind: 'lognormal', mu: 6, sigma: 0.1 }, 60, 2),
    ];
    const found = fitDistribution(mixed);
    expect(found.distribution.kind).toBe('empirical');
    expect(found.refused).toMatch(/lies 0\.\d\d away/);
  });

  it('refuses a sample of its own family in few cases', () => {
    let refused = 0;
    for (let study = 1; study <= 40; study++) {
      if (fitDistribution(sample({ kind: 'lognormal', mu: 3, sigma: 0.5 }, 50, study)).refused !== null) refused++;
    }
    expect(refused).toBeLessThanOrEqual(3);
  });

  it('takes what does not vary for a constant, and whole numbers for all that is rounded to them', () => {
    expect(fitDistribution([7, 7, 7]).distribution).toEqual({ kind: 'constant', value: 7 });
    const rounded = sample({ kind: 'uniform', low: 0.5, high: 6.5 }, 600, 5)
      .map(Math.round)
      .sort((a, b) => a - b);
    expect(distanceOf(rounded, { kind: 'uniform', low: 0.5, high: 6.5 }, true)).toBeLessThan(0.07);
    expect(distanceOf(rounded, { kind: 'uniform', low: 0.5, high: 6.5 }, false)).toBeGreaterThan(0.07);
  });
});

describe('the time of a call', () => {
  const TRUTH: Readonly<Record<string, number>> = { median: 0.9, p95: 2.5, inputRate: 8000, outputRate: 90 };
  const first: Distribution = { kind: 'lognormal', mu: Math.log(0.9), sigma: Math.log(2.5 / 0.9) / 1.6448536269514722 };

  function calls(study: number): TimedCall[] {
    const luck = new Luck(study);
    return Array.from({ length: 120 }, (_, i) => {
      const u = (purpose: 1 | 2 | 3): number => luck.uniform(purpose, 0, 0, i);
      const input = Math.round(500 + 6000 * u(2));
      const output = Math.round(quantile({ kind: 'lognormal', mu: 5, sigma: 0.8 }, u(3)));
      return { input, output, duration: quantile(first, u(1)) + input / 8000 + output / 90 };
    });
  }

  it('covers the time to first token and both rates in about 95 % of studies', () => {
    const covered = new Map<string, number>();
    const studies = 40;
    for (let study = 1; study <= studies; study++) {
      for (const { name, low, high } of fitService(calls(study))!.values) {
        if (low <= TRUTH[name]! && TRUTH[name]! <= high) covered.set(name, (covered.get(name) ?? 0) + 1);
      }
    }
    for (const name of Object.keys(TRUTH)) expect(covered.get(name), name).toBeGreaterThanOrEqual(33);
  });

  it('has no rate where nothing varies, and none at all where there are too few calls', () => {
    const same = calls(1).map(({ duration }) => ({ duration, input: 100, output: 10 }));
    expect(fitService(same)!.values.map(({ name }) => name)).toEqual(['median', 'p95']);
    expect(fitService(calls(1).slice(0, 5))).toBeNull();
  });
});

it('knows the normal distribution', () => {
  expect(normalBelow(0)).toBe(0.5);
  expect(normalBelow(1.959963984540054)).toBeCloseTo(0.975, 12);
  expect(normalBelow(-1.6448536269514722)).toBeCloseTo(0.05, 12);
});
