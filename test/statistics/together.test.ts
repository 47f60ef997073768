import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm, type PairedEstimate, pairedDifference } from '../../src/statistics/estimates.js';
import { differenceAmong, excludesZero, holmIntervals, tested } from '../../src/statistics/together.js';
import { Pairs } from '../../src/study/pairs.js';

const NAN = Number.NaN;
const difference = (values: readonly number[]): PairedEstimate =>
  pairedDifference(
    values,
    values.map(() => 0),
  );

/** Few values, so that columns are constant, alike, zero throughout, or not defined, as often as not. */
const column = fc.oneof(
  fc.array(fc.constantFrom(0, 0, 1, -1, 0.5, NAN), { minLength: 12, maxLength: 12 }),
  fc.array(fc.double({ min: -3, max: 5, noNaN: true }), { minLength: 12, maxLength: 12 }),
  fc.constantFrom(0, 1e-9, 2, NAN).map((value) => Array<number>(12).fill(value)),
  // Far from zero in its own spread: a p-value that is 0 as a double.
  fc.double({ min: 1, max: 2, noNaN: true }).map((value) => Array.from({ length: 12 }, (_, i) => value + i * 1e-30)),
);

describe("intervals that say the same as Holm's correction", () => {
  it('exclude zero if and only if the difference is shown, whatever the columns hold', () => {
    let told = 0;
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 9 }), (columns) => {
        const pairs = columns.map(difference);
        const corrected = holm(pairs.map(({ p }) => p));
        holmIntervals(pairs.map(tested)).forEach((interval, i) => {
          const isShown = corrected[i]! < 0.05;
          expect(excludesZero(interval)).toBe(isShown);
          if (isShown) told++;
          const { low, high, mean } = pairs[i]!;
          // Never narrower than alone, and around the mean: whoever is shown is shown in the direction of its mean.
          if (!Number.isNaN(low)) {
            expect(interval.low).toBeLessThanOrEqual(low);
            expect(interval.high).toBeGreaterThanOrEqual(high);
          }
          if (isShown) expect(Math.sign(interval.low)).toBe(Math.sign(mean));
        });
      }),
      { numRuns: 2000, seed: 20261201 },
    );
    expect(told).toBeGreaterThan(500);
  });

  it('hold for all pairs of columns, in either order of the two', () => {
    fc.assert(
      fc.property(fc.array(column, { minLength: 2, maxLength: 6 }), (drawn) => {
        const columns = drawn.map((values) => Float64Array.from(values));
        const all = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => pairedDifference(a, b)));
        const corrected = holm(all.map(({ p }) => p));
        const pairs = new Pairs(columns);
        let at = 0;
        for (let i = 0; i < columns.length; i++) {
          for (let j = i + 1; j < columns.length; j++, at++) {
            const [one, other] = [pairs.between(i, j), pairs.between(j, i)];
            if (all[at]!.n === 0) {
              expect([one, other]).toEqual([null, null]);
              continue;
            }
            expect(one).toMatchObject(all[at]!);
            expect(excludesZero(one!.shown)).toBe(corrected[at]! < 0.05);
            expect(other!.mean).toBe(0 - one!.mean);
            expect(other!.shown).toEqual({ low: 0 - one!.shown.high, high: 0 - one!.shown.low });
          }
        }
      }),
      { numRuns: 500, seed: 20261201 },
    );
  });

  it('have the levels of the steps', () => {
    // Of three: shown at 1 - 0.05 / 3, shown at 1 - 0.05 / 2, and the last one alone at 95 %.
    const values = [
      [5, 6, 7, 6, 5, 6],
      [1, 2, 1.5, 1, 2, 1.2],
      [-1, 2, 0.5, 1, -2, 1],
    ].map((one) => Float64Array.from(one));
    const zero = new Float64Array(6);
    const intervals = holmIntervals(values.map((one) => tested(pairedDifference(one, zero))));
    for (const [i, tests] of [3, 2, 1].entries()) {
      const { low, high } = differenceAmong(values[i]!, zero, tests);
      expect(intervals[i]).toEqual({ low, high });
    }
  });

  it('stop at the first that is not shown: all after it have its level', () => {
    // Both are just beyond 95 % alone; neither is at 97.5 %, and so the second is not judged at 95 %.
    const values = [0.9, -0.3, 1.4, 0.2, 0.8, -0.1, 0.7, 0.1].map((value) => value + 0.05);
    const alone = difference(values);
    expect(alone.p).toBeGreaterThan(0.025);
    expect(alone.p).toBeLessThan(0.05);
    const [one, other] = holmIntervals([tested(alone), tested(alone)]);
    expect(one).toEqual(other);
    expect(excludesZero(one!)).toBe(false);
    expect(excludesZero(holmIntervals([tested(alone)])[0]!)).toBe(true);
  });
});
