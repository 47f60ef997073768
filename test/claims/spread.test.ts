import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { rankCorrelation, ranksOf } from '../../src/claims/interactions.js';
import { varianceRatio } from '../../src/claims/spread.js';
import { normalQuantile } from '../../src/sim/luck/quantiles.js';

/** The reference implementation. */
interface Jstat {
  readonly centralF: { readonly inv: (p: number, a: number, b: number) => number };
}
const { jStat } = createRequire(import.meta.url)('jstat') as { jStat: Jstat };

/** Standard normal values that fill their distribution evenly, in an order that has nothing to do with them. */
function normal(n: number, step: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => normalQuantile((((i * step) % n) + 0.5) / n));
}

it('has the interval of the F distribution where values are normal and independent', () => {
  const n = 4001;
  const [a, b] = [normal(n, 1597).map((z) => 3 * z), normal(n, 2311)];
  const { mean, low, high } = varianceRatio(a, b);
  const [from, to] = [0.975, 0.025].map((p) => 9 / jStat.centralF.inv(p, n - 1, n - 1));
  expect(mean).toBeCloseTo(9, 6);
  expect(low / from!).toBeCloseTo(1, 2);
  expect(high / to!).toBeCloseTo(1, 2);
});

it('is narrower where what varies is common to both', () => {
  const [a, noise] = [normal(1001, 617), normal(1001, 373)];
  const b = a.map((x, i) => x + 0.2 * noise[i]!);
  const width = ({ low, high }: { low: number; high: number }): number => Math.log(high / low);
  expect(width(varianceRatio(a, b))).toBeLessThan(width(varianceRatio(a, normal(1001, 467))) / 2);
});

it('is one where both are the same, whatever they are scaled by in logarithms, and nothing where one never varies', () => {
  const a = normal(101, 37).map(Math.exp);
  const logs = a.map(Math.log);
  expect(
    varianceRatio(
      logs,
      a.map((x) => Math.log(20 * x)),
    ).mean,
  ).toBeCloseTo(1, 10);
  expect(varianceRatio(a, a)).toMatchObject({ mean: 1, low: 1, high: 1 });
  expect(varianceRatio(a, new Float64Array(101).fill(2)).mean).toBeNaN();
});

it('ranks, and correlates ranks', () => {
  expect(ranksOf([10, 30, 20, 20])).toEqual([1, 4, 2.5, 2.5]);
  expect(rankCorrelation([1, 2, 3], [2, 9, 70])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  // Kendall, Rank Correlation Methods: 1 - 6 * sum of squares / (n^3 - n), here 1 - 6 * 6 / 60.
  expect(rankCorrelation([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo(0.6, 12);
});
