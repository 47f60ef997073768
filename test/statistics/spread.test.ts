import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../src/scenario/scenario.js';
import { quantile as quantileOf } from '../../src/sim/luck/distributions.js';
import { normalQuantile } from '../../src/sim/luck/quantiles.js';
import {
  coefficientOfVariation,
  coefficientOfVariationInterval,
  tailMean,
  tailMeanInterval,
} from '../../src/statistics/spread.js';
import { uniforms } from '../report/fixture.js';

/** Φ by the series of Abramowitz and Stegun 26.2.10, which converges everywhere. */
function normal(x: number): number {
  let sum = x;
  let term = x;
  for (let k = 1; k < 200; k++) {
    term *= (-x * x) / (2 * k);
    sum += term / (2 * k + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

const SIGMA = 0.7;
const Z95 = normalQuantile(0.95);

interface Known {
  readonly name: string;
  readonly distribution: Distribution;
  readonly cv: number;
  /** Mean of the largest 5 %. */
  readonly cvar: number;
}

const KNOWN: readonly Known[] = [
  // P(X > q) = 0.05 at q = ln 20, and without memory the mean beyond it is 1 more.
  { name: 'exponential', distribution: { kind: 'exponential', mean: 1 }, cv: 1, cvar: Math.log(20) + 1 },
  {
    name: 'uniform',
    distribution: { kind: 'uniform', low: 0, high: 1 },
    cv: 1 / Math.sqrt(3),
    cvar: 0.975,
  },
  {
    name: 'lognormal',
    distribution: { kind: 'lognormal', mu: 0, sigma: SIGMA },
    cv: Math.sqrt(Math.exp(SIGMA ** 2) - 1),
    cvar: (Math.exp(SIGMA ** 2 / 2) * normal(SIGMA - Z95)) / 0.05,
  },
  // alpha = 5: mean 5/4, variance 5 / (16 * 3); beyond q the mean is q alpha / (alpha - 1).
  {
    name: 'Pareto',
    distribution: { kind: 'pareto', min: 1, alpha: 5 },
    cv: Math.sqrt(5 / 48) / 1.25,
    cvar: (20 ** 0.2 * 5) / 4,
  },
];

describe.each(KNOWN)('of an $name distribution', ({ distribution, cv, cvar }) => {
  it('both converge to the closed form', () => {
    const n = 2_000_000;
    const grid = Float64Array.from({ length: n }, (_, i) => quantileOf(distribution, (i + 0.5) / n));
    expect(coefficientOfVariation(grid) / cv).toBeCloseTo(1, 3);
    expect(tailMean(grid) / cvar).toBeCloseTo(1, 3);
  });

  it('the intervals of 1,000 samples of 1,000 hold the truth in 90 to 97 %', () => {
    const draw = uniforms(7);
    const held = { cv: 0, cvar: 0 };
    for (let study = 0; study < 1000; study++) {
      const values = Float64Array.from({ length: 1000 }, () => quantileOf(distribution, draw()));
      const spread = coefficientOfVariationInterval(values);
      const tail = tailMeanInterval(values);
      if (spread.low <= cv && cv <= spread.high) held.cv++;
      if (tail.low <= cvar && cvar <= tail.high) held.cvar++;
    }
    for (const count of [held.cv, held.cvar]) {
      expect(count).toBeGreaterThanOrEqual(900);
      expect(count).toBeLessThanOrEqual(970);
    }
  });
});

describe('the coefficient of variation', () => {
  it('is worked out by hand: 2, 4, 6 have the deviation 2 and the mean 4', () => {
    expect(coefficientOfVariation([2, Number.NaN, 4, 6])).toBe(0.5);
  });

  it('of a constant is 0, and certain', () => {
    expect(coefficientOfVariation([0.1, 0.1, 0.1])).toBe(0);
    expect(coefficientOfVariationInterval([0.1, 0.1, 0.1])).toEqual({ n: 3, mean: 0, low: 0, high: 0 });
  });

  it('is not defined for one value, for none, or around zero', () => {
    for (const values of [[], [3], [0, 0], [-1, 1], [Number.NaN, 2]]) expect(coefficientOfVariation(values)).toBeNaN();
  });

  it('does not know the unit', () => {
    const values = fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1e3, noNaN: true }), (sample, unit) => {
        const other = sample.map((value) => value * unit);
        expect(coefficientOfVariation(other)).toBeCloseTo(coefficientOfVariation(sample), 9);
        const { mean, low, high } = coefficientOfVariationInterval(sample);
        if (!Number.isNaN(low)) expect(low <= mean && mean <= high).toBe(true);
      }),
    );
  });
});

describe('the mean of the worst', () => {
  it('counts the value at the border in part', () => {
    // 5 % of 30 values are one and a half.
    const values = Array.from({ length: 30 }, (_, i) => i + 1);
    expect(tailMean(values)).toBeCloseTo((30 + 29 / 2) / 1.5, 12);
    expect(tailMean(values, 0.05, 'smallest')).toBeCloseTo((1 + 2 / 2) / 1.5, 12);
    expect(tailMean(values.slice(0, 5))).toBe(5);
    expect(tailMean([])).toBeNaN();
  });

  it('is no better than the percentile, and all of the values have their mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (values) => {
          // The percentile between two values is interpolated, so the one at or below its place is compared.
          const sorted = Float64Array.from(values).sort();
          const at = sorted[Math.floor((sorted.length - 1) * 0.95)]!;
          expect(tailMean(values)).toBeGreaterThanOrEqual(at - 1e-9 * Math.abs(at));
          expect(tailMean(values, 1)).toBeCloseTo(sorted.reduce((sum, value) => sum + value, 0) / sorted.length, 4);
        },
      ),
    );
  });

  it('has an interval from a hundred values on', () => {
    const values = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
    expect(tailMeanInterval(values(99)).low).toBeNaN();
    const { mean, low, high } = tailMeanInterval(values(100));
    expect(low < mean && mean < high).toBe(true);
    expect(tailMeanInterval(new Array<number>(100).fill(2))).toEqual({ n: 100, mean: 2, low: 2, high: 2 });
  });
});
