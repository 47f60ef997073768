import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/sim/luck/seed.js';
import { blockedQuantileInterval, quantileInterval } from '../../src/statistics/estimates.js';

/** Uniform numbers, the same every time. */
function* uniforms(seed: string): Generator<number> {
  let state = keyOf(seed) >>> 0;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield (state + 0.5) / 2 ** 32;
  }
}

/** Blocks of values that have a part in common; together exponential sums, whose 95th percentile is known from many. */
function sample(blocks: number, size: number, common: boolean, luck: Generator<number>): Float64Array {
  const exponential = (): number => -Math.log(luck.next().value);
  let shared = 0;
  return Float64Array.from({ length: blocks * size }, (_, i) => {
    if (i % size === 0) shared = exponential();
    return (common ? shared : exponential()) + exponential();
  });
}

/** 95th percentile of the sum of two exponentials: (1 + x) e^-x = .05. */
const TRUTH = 4.743864518;

describe('the interval of a 95th percentile of tasks in replications', () => {
  it('is that of independent values where each replication has one task', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i * 37) % 200);
    expect(blockedQuantileInterval(values, 0.95, 200)).toEqual(quantileInterval(values, 0.95));
  });

  it('holds the truth in about 95 of 100 studies, whose tasks have their replication in common or not', () => {
    for (const common of [true, false]) {
      const luck = uniforms(`blocks ${common}`);
      let held = 0;
      for (let study = 0; study < 400; study++) {
        const { low, high } = blockedQuantileInterval(sample(100, 20, common, luck), 0.95, 100)!;
        if (low <= TRUTH && TRUTH <= high) held++;
      }
      expect(held / 400, String(common)).toBeGreaterThan(0.9);
      expect(held / 400, String(common)).toBeLessThan(0.985);
    }
  });

  it('is none where an end would lie beyond all values', () => {
    expect(
      blockedQuantileInterval(
        Float64Array.from({ length: 30 }, (_, i) => i),
        0.95,
        30,
      ),
    ).toBe(null);
    expect(
      blockedQuantileInterval(
        Float64Array.from({ length: 12 }, (_, i) => i),
        0.95,
        3,
      ),
    ).toBe(null);
  });
});
