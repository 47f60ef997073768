import { describe, expect, it } from 'vitest';
import { worthKnowing } from '../../src/decide/worth.js';
import type { Uncertain } from '../../src/scenario/scenario.js';
import { fitted, sumOfCurves } from '../../src/statistics/polynomial.js';
import { type Problem, studied } from './worlds.js';

const ranges = (...paths: string[]): Uncertain[] =>
  paths.map((path) => ({ path, unit: '', low: 0, high: 1, base: 0.5, scale: 'linear', isWhole: false }));

/** Means over studies of what knowing the first, the second and all parameters is worth. */
async function worth(problem: Problem, studies = 12) {
  const sums = new Map<string, number>();
  const add = (name: string, value: number): Map<string, number> =>
    sums.set(name, (sums.get(name) ?? 0) + value / studies);
  for (let seed = 1; seed <= studies; seed++) {
    const { points } = await studied(problem, seed, { points: 128, perPoint: 50 });
    const found = worthKnowing(ranges('first', 'second'), points)!;
    add('all', found.regret.mean);
    for (const { path, removes } of found.parameters) add(path, removes.mean);
  }
  return sums;
}

describe('what it is worth to know a value', () => {
  it('is the mean of the better of two, less the better of the means', async () => {
    // max(x, 1/2) is 5/8 on average.
    const found = await worth({ ranges: 2, gains: ([x]) => [x!, 0.5], shared: 0.3, own: 0.5 });
    expect(found.get('first')).toBeCloseTo(1 / 8, 1.7);
    expect(Math.abs(found.get('second')!)).toBeLessThan(0.02);
  });

  it('of one of two is less than of both', async () => {
    // |x + y - 1| / 2 over the square is 1/6 for both; |x - 1/2| / 2 is 1/8 for one.
    const found = await worth({ ranges: 2, gains: ([x, y]) => [x! + y! - 1, 0], shared: 0.3, own: 0.3 });
    expect(found.get('all')).toBeCloseTo(1 / 6, 1.7);
    for (const path of ['first', 'second']) expect(found.get(path)).toBeCloseTo(1 / 8, 1.7);
  });

  it('is nothing where one is best everywhere, and where two differ by noise alone', async () => {
    for (const gains of [() => [1, 0], () => [0, 0]]) {
      const found = await worth({ ranges: 2, gains, shared: 0.3, own: 0.5 });
      expect(found.get('first')).toBeLessThan(0.01);
    }
  });

  it('holds a broken limit for worse than taking none', async () => {
    // The only option that gains anything breaks its limit from 1/3 of the first range on.
    const problem = {
      ranges: 2,
      gains: () => [1, -1],
      burdens: ([x]: readonly number[]) => [3 * x!, 9],
      shared: 0.1,
      own: 0.2,
    };
    const { points } = await studied(problem, 1, { points: 128, perPoint: 50 });
    const { choice, parameters } = worthKnowing(ranges('first', 'second'), points)!;
    expect(choice).toBeNull();
    expect(parameters[0]!.path).toBe('first');
    expect(parameters[0]!.removes.low).toBeGreaterThan(0.2);
  });

  it('is not told of too few points', async () => {
    const { points } = await studied({ ranges: 2, gains: ([x]) => [x!, 0.5], shared: 1, own: 1 }, 1, {
      points: 16,
      perPoint: 50,
    });
    expect(worthKnowing(ranges('first', 'second'), points)).toBeNull();
  });
});

describe('a curve through points', () => {
  it('is the polynomial where there is no noise', () => {
    const x = Array.from({ length: 20 }, (_, i) => i / 19);
    const cubic = (at: number): number => 2 - at + 3 * at ** 2 - 5 * at ** 3;
    const curve = fitted(x, x.map(cubic), 3);
    for (const at of [0, 0.33, 1, 1.2]) expect(curve(at)).toBeCloseTo(cubic(at), 9);
    // One value of x has one mean.
    expect(fitted([1, 1, 1], [1, 2, 3], 3)(1)).toBeCloseTo(2, 12);
  });

  it('of two variables is a sum of one curve each', () => {
    const x = Array.from({ length: 64 }, (_, i) => (i % 8) / 7);
    const y = Array.from({ length: 64 }, (_, i) => Math.floor(i / 8) / 7);
    const truth = (a: number, b: number): number => 1 + a ** 2 - 2 * b;
    const found = sumOfCurves(
      [x, y],
      x.map((a, i) => truth(a, y[i]!)),
      2,
    );
    expect(found([0.4, 0.9])).toBeCloseTo(truth(0.4, 0.9), 6);
  });
});
