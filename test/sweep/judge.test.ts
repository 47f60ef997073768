import { describe, expect, it } from 'vitest';
import { excludesZero } from '../../src/statistics/together.js';
import { isEqual, looksOf, mayBeShown, PairLooks } from '../../src/sweep/judge.js';
import { drawsOf } from '../study/coverage.js';

const LOOKS = [50, 100, 200, 400];
const PATTERNS = 5;

/** Columns of 400 shares with some luck in common, of which the first so many are `ahead` of the others. */
function columnsOf(study: number, aheadBy: readonly number[]): Float64Array[] {
  const common = drawsOf(study, 900);
  return aheadBy.map((ahead, column) => {
    const own = drawsOf(study, 901 + column);
    return Float64Array.from(common, (u, i) => ((u + own[i]!) / 2 < 0.55 + ahead ? 1 : 0));
  });
}

/** Looks after looks, as a race goes: who is shown to be behind the leader has no more replications. */
function race(columns: readonly Float64Array[], each: (looks: PairLooks) => void): void {
  const looks = new PairLooks(columns.length, LOOKS.length);
  let left = columns.map((_, place) => place);
  const had = columns.map(() => 0);
  for (const n of LOOKS) {
    for (const place of left) had[place] = n;
    const seen = columns.map((column, place) => column.subarray(0, had[place]));
    looks.look(seen);
    each(looks);
    const mean = (place: number): number => seen[place]!.reduce((sum, value) => sum + value, 0) / seen[place]!.length;
    const best = left.reduce((one, other) => (mean(other) > mean(one) ? other : one));
    left = left.filter((place) => {
      const pair = looks.between(place, best);
      return pair === null || !excludesZero(pair.shown);
    });
    if (left.length === 1) return;
  }
}

describe('looks at ever more replications', () => {
  const STUDIES = 1500;

  it('show a lead between patterns that are the same in at most 5 % of all studies, whenever they end', () => {
    let wrong = 0;
    for (let study = 0; study < STUDIES; study++) {
      let isWrong = false;
      race(columnsOf(study, Array<number>(PATTERNS).fill(0)), (looks) => {
        for (let i = 0; i < PATTERNS; i++)
          for (let j = i + 1; j < PATTERNS; j++) isWrong ||= excludesZero(looks.between(i, j)!.shown);
      });
      if (isWrong) wrong++;
    }
    expect(wrong / STUDIES).toBeLessThan(0.05);
    expect(wrong).toBeGreaterThan(0);
  });

  it('nor where some are truly behind, which frees their share for the others', () => {
    let wrong = 0;
    let right = 0;
    for (let study = 0; study < STUDIES; study++) {
      let isWrong = false;
      let isRight = false;
      // The first three are the same, the others are far behind.
      race(columnsOf(study, [0, 0, 0, -0.3, -0.3]), (looks) => {
        for (const [i, j] of [
          [0, 1],
          [0, 2],
          [1, 2],
          [3, 4],
        ] as const)
          isWrong ||= excludesZero(looks.between(i, j)!.shown);
        isRight ||= looks.between(0, 3)!.shown.low > 0;
      });
      if (isWrong) wrong++;
      if (isRight) right++;
    }
    expect(wrong / STUDIES).toBeLessThan(0.05);
    expect(right / STUDIES).toBeGreaterThan(0.95);
  });

  it('without the correction for looks would err more often', () => {
    let wrong = 0;
    for (let study = 0; study < STUDIES; study++) {
      const columns = columnsOf(study, [0, 0]);
      const isWrong = LOOKS.some((n) => {
        const alone = new PairLooks(2, 1);
        alone.look(columns.map((column) => column.subarray(0, n)));
        return excludesZero(alone.between(0, 1)!.shown);
      });
      if (isWrong) wrong++;
    }
    expect(wrong / STUDIES).toBeGreaterThan(0.07);
  });

  it('keep what was shown, with the interval of that look, and the last look of all else', () => {
    const looks = new PairLooks(2, 2);
    const apart = [1, 2, 3, 4, 5, 6, 7, 8].map((value) => value / 10);
    const first = [apart.map((value) => value + 1 + value / 5), apart].map((values) => Float64Array.from(values));
    looks.look(first);
    const shown = looks.between(0, 1)!;
    expect(shown.shown.low).toBeGreaterThan(0);
    looks.look(first.map((column) => Float64Array.from([...column, ...column.map((value) => -value)])));
    expect(looks.between(0, 1)).toEqual(shown);
    expect(looks.between(1, 0)!.mean).toBe(-shown.mean);
    expect(looks.between(0, 0)).toBeNull();
  });

  it('are twice as many each time, the most at last', () => {
    expect(looksOf(200, 1600)).toEqual([200, 400, 800, 1600]);
    expect(looksOf(200, 500)).toEqual([200, 400, 500]);
    expect(looksOf(200, 200)).toEqual([200]);
  });
});

describe('what ends the looks', () => {
  const pair = (mean: number, half: number) => ({
    ...{ n: 100, mean, low: mean - half, high: mean + half, p: 0.5 },
    shown: { low: mean - half, high: mean + half },
  });

  it('is that the best are practically equal: the whole interval lies within the margin', () => {
    const points = { amount: 0.01, isRelative: false };
    expect(isEqual(pair(0.002, 0.007), points, 0.6)).toBe(true);
    expect(isEqual(pair(0.002, 0.009), points, 0.6)).toBe(false);
    expect(isEqual(pair(0, 0), { amount: 0, isRelative: false }, 0.6)).toBe(true);
    expect(isEqual(pair(0.2, 0.3), { amount: 0.01, isRelative: true }, 60)).toBe(true);
    expect(isEqual(pair(0.2, 0.5), { amount: 0.01, isRelative: true }, 60)).toBe(false);
  });

  it('or that more replications would not show it, at the difference seen', () => {
    // The interval shrinks with the root: four times as many halve it.
    expect(mayBeShown(pair(0.5, 1), 400)).toBe(true);
    expect(mayBeShown(pair(0.25, 1), 400)).toBe(true);
    expect(mayBeShown(pair(0.24, 1), 400)).toBe(false);
    expect(mayBeShown(pair(0, 1), 400)).toBe(false);
  });
});
