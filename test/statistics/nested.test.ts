import { describe, expect, it } from 'vitest';
import { groupedMean, shareOfGroups, withoutBias } from '../../src/statistics/nested.js';
import { spreadPoints } from '../../src/statistics/quasi-random.js';

describe('a figure without the bias of noisy means', () => {
  it('takes off what falls as the number of replications grows', () => {
    // A bias of c / m: with half as many replications it is twice as large.
    const [truth, c, m] = [0.7, 3, 50];
    const half = truth + c / (m / 2);
    expect(withoutBias(truth + c / m, [half, half])).toBeCloseTo(truth, 12);
  });
});

describe('the mean of points in groups', () => {
  it('has the variance between groups, and a little of independent points', () => {
    const groups = [
      [1, 0],
      [1, 1],
      [0, 0],
      [1, 0],
    ];
    const { mean, variance } = groupedMean(groups);
    expect(mean).toBe(0.5);
    // Totals 1, 2, 0, 1 around 1: squares 2; two groups more of 2 points at p (1 - p) = 1/4.
    expect(variance).toBeCloseTo((4 * ((2 + 2 * 2 * 0.25) / 5)) / 64, 12);
  });

  it('does not claim to know a share because a few groups came out alike', () => {
    const { low, high } = shareOfGroups(Array.from({ length: 8 }, () => [1, 0]));
    expect(low).toBeLessThan(0.42);
    expect(high).toBeGreaterThan(0.58);
  });

  it('reaches at least as far as Wilson at either end', () => {
    const all = shareOfGroups(Array.from({ length: 16 }, () => Array.from({ length: 8 }, () => 1)));
    expect(all.share).toBe(1);
    expect(all.high).toBe(1);
    expect(all.low).toBeCloseTo(128 / (128 + 1.959963984540054 ** 2), 10);
  });

  it('of one group is not known', () => {
    expect(shareOfGroups([[1, 0, 1]])).toMatchObject({ low: 0, high: 1 });
  });
});

it('points from a start of their own fill the cube as evenly', () => {
  const sorted = spreadPoints(1, 64, [0.9])
    .map(([x]) => x!)
    .sort((a, b) => a - b);
  for (const [i, x] of sorted.entries()) expect(Math.abs(x - (i + 0.5) / 64)).toBeLessThan(0.04);
  expect(spreadPoints(2, 5, [0.5, 0.5])).toEqual(spreadPoints(2, 5));
});
