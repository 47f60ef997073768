import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { Luck } from '../../src/sim/luck/luck.js';
import { welchDifference } from '../../src/statistics/estimates.js';

interface Jstat {
  mean(values: readonly number[]): number;
  variance(values: readonly number[], ofSample: boolean): number;
  readonly studentt: { inv(p: number, degrees: number): number; cdf(t: number, degrees: number): number };
}
const { jStat: jstat } = createRequire(import.meta.url)('jstat') as { jStat: Jstat };

const NAN = Number.NaN;

/** The same by another's moments and distribution. */
function byJstat(
  a: readonly number[],
  b: readonly number[],
): { low: number; high: number; p: number; degrees: number } {
  const [u, v] = [a, b].map((sample) => jstat.variance(sample, true) / sample.length) as [number, number];
  const degrees = (u + v) ** 2 / (u ** 2 / (a.length - 1) + v ** 2 / (b.length - 1));
  const gap = jstat.mean(a) - jstat.mean(b);
  const half = jstat.studentt.inv(0.975, degrees) * Math.sqrt(u + v);
  const p = 2 * jstat.studentt.cdf(-Math.abs(gap) / Math.sqrt(u + v), degrees);
  return { low: gap - half, high: gap + half, p, degrees };
}

/** Of equal size, with variances 7.9 and 3.8: t = -2.46, 25 degrees of freedom, p = 0.021 (a published worked example). */
const A = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4];
const B = [27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];

const normal = (study: number, column: number, i: number): number => {
  const luck = new Luck(column);
  luck.replication = study;
  return Math.sqrt(-2 * Math.log(luck.uniform(1, 0, 0, i))) * Math.cos(2 * Math.PI * luck.uniform(2, 0, 0, i));
};

describe("Welch's difference", () => {
  it('is the worked example', () => {
    expect(byJstat(A, B).degrees).toBeCloseTo(25, 0);
    expect(welchDifference(A, B).p).toBeCloseTo(0.021, 3);
  });

  it('has the interval and the p-value that jstat gives, also of unequal sizes and spreads', () => {
    const cases = [
      [A, B],
      [A, B.slice(0, 4)],
      [[1, 2, 3], Array.from({ length: 40 }, (_, i) => 10 + 5 * Math.sin(i))],
      [[5, 5, 5, 5], B],
    ] as const;
    for (const [a, b] of cases) {
      const expected = byJstat(a, b);
      const { n, mean, low, high, p } = welchDifference(a, b);
      expect(n).toBe(Math.min(a.length, b.length));
      expect(mean).toBeCloseTo(jstat.mean(a) - jstat.mean(b), 12);
      expect(low).toBeCloseTo(expected.low, 6);
      expect(high).toBeCloseTo(expected.high, 6);
      expect(p).toBeCloseTo(expected.p, 9);
    }
  });

  it('counts only what is defined, and has no interval of fewer than two values', () => {
    expect(welchDifference([...A, NAN], [NAN, ...B])).toEqual(welchDifference(A, B));
    expect(welchDifference([3], A)).toEqual({ n: 1, mean: expect.any(Number), low: NAN, high: NAN, p: NAN });
    expect(welchDifference([NAN], A)).toEqual({ n: 0, mean: NAN, low: NAN, high: NAN, p: NAN });
  });

  it('without variance in either is certain', () => {
    expect(welchDifference([2, 2], [2, 2, 2])).toEqual({ n: 2, mean: 0, low: 0, high: 0, p: 1 });
    expect(welchDifference([3, 3], [2, 2, 2])).toEqual({ n: 2, mean: 1, low: 1, high: 1, p: 0 });
  });

  it('holds the truth in 93.5 to 96.5 % of studies with unequal sizes and spreads', () => {
    const studies = 2000;
    let held = 0;
    for (let study = 0; study < studies; study++) {
      const few = Array.from({ length: 12 }, (_, i) => 1 + 5 * normal(study, 1, i));
      const many = Array.from({ length: 50 }, (_, i) => normal(study, 2, i));
      const { low, high } = welchDifference(few, many);
      if (low <= 1 && 1 <= high) held++;
    }
    expect(held / studies).toBeGreaterThan(0.935);
    expect(held / studies).toBeLessThan(0.965);
  });
});
