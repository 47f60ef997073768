import { describe, expect, it } from 'vitest';
import { coverage, problems, studied, trueShare } from './worlds.js';

const few = { points: 64, perPoint: 50 };

/** Enough to tell an interval of 62 to 87 % from one of 95 %; `npm run test:long` makes ten times as many, of every problem. */
const STUDIES = 150;

describe('the interval of the share at which an option is truly the best', () => {
  it.each(['two options that cross', 'a limit that the better one breaks', 'the best nearly everywhere'])(
    'holds it: %s',
    async (name) => {
      const { held, average, truth, spread } = await coverage(problems[name]!, STUDIES, few);
      expect(held).toBeGreaterThan(0.9);
      // Without bias, as far as the studies can tell.
      expect(Math.abs(average - truth)).toBeLessThan((3.3 * spread) / Math.sqrt(STUDIES));
    },
  );

  it('is as wide as the share is spread over seeds', async () => {
    const { half, spread } = await coverage(problems['five options over six ranges']!, 60, few);
    // A 95 % interval of 17 degrees of freedom reaches 2.11 standard deviations to either side.
    expect(half / 2.11 / spread).toBeGreaterThan(2 / 3);
    expect(half / 2.11 / spread).toBeLessThan(4 / 3);
  });
});

describe('a study of known truth', () => {
  it('is the same for the same seed, and its shares add up to all points', async () => {
    const problem = problems['three options over three ranges']!;
    const [first, again, other] = [
      await studied(problem, 1, few),
      await studied(problem, 1, few),
      await studied(problem, 2, few),
    ];
    expect(again).toEqual(first);
    expect(other.points[0]!.values).not.toEqual(first.points[0]!.values);
    const sum = first.patterns.reduce((total, { wins }) => total + wins.share, first.nobody.share);
    expect(sum).toBeCloseTo(1, 10);
  });

  it('has regrets without the gain of the luckiest', async () => {
    // Two options that are the same but for noise: neither gives anything away.
    const level = { ranges: 1, gains: () => [0, 0], shared: 1, own: 1 };
    let sum = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { patterns } = await studied(level, seed, few);
      sum += patterns[0]!.regret!.mean / 20;
    }
    // With a hundred replications the luckier of the two is ahead by 0.11 on average, half the time the other one.
    expect(sum).toBeLessThan(0.01);
    const crossing = { ranges: 1, gains: (x: readonly number[]) => [0, x[0]! - 0.5], shared: 1, own: 0.5 };
    const { patterns } = await studied(crossing, 3, few);
    // The mean of x - 1/2 above 1/2, over all: 1/8.
    expect(patterns[0]!.regret!.mean).toBeCloseTo(1 / 8, 1);
    expect(trueShare(crossing)).toBeCloseTo(0.5, 3);
  });
});
