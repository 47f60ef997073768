import { describe, expect, it } from 'vitest';
import type { Workload } from '../../src/scenario/scenario.js';
import { mser5, warmUpOf } from '../../src/statistics/warm-up.js';
import { uniforms } from '../report/fixture.js';

/** `before` values around `low`, then as many as there is room for around 10. */
function series(length: number, before: number, low: number, noise: number): Float64Array {
  const next = uniforms(3);
  return Float64Array.from({ length }, (_, i) => (i < before ? low : 10) + noise * (next() - 0.5));
}

/** The definition, written down as it stands in the paper. */
function slowly(values: Float64Array): number {
  const batches = Array.from({ length: Math.floor(values.length / 5) }, (_, b) => {
    return values.slice(5 * b, 5 * b + 5).reduce((sum, value) => sum + value, 0) / 5;
  });
  const errors = batches.slice(0, Math.floor(batches.length / 2) + 1).map((_, dropped) => {
    const kept = batches.slice(dropped);
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    return kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / kept.length ** 2;
  });
  return 5 * errors.indexOf(Math.min(...errors));
}

describe('MSER-5', () => {
  it('drops exactly what is lower than the rest, in whole batches', () => {
    expect(mser5(series(500, 40, 2, 0))).toBe(40);
    expect(mser5(series(500, 42, 2, 0))).toBe(45);
    expect(mser5(series(1000, 200, 2, 1))).toBe(200);
  });

  it('drops nothing of what is steady from the beginning, and nothing of next to nothing', () => {
    expect(mser5(series(500, 0, 0, 0))).toBe(0);
    expect(mser5(new Float64Array(0))).toBe(0);
    expect(mser5(Float64Array.of(1, 2, 3, 4))).toBe(0);
    expect(mser5(Float64Array.of(1, 2, 3, 4, 5))).toBe(0);
  });

  it('never drops more than the first half, however calm the end is', () => {
    const late = Float64Array.from({ length: 200 }, (_, i) => (i < 190 ? (7919 * i) % 101 : 3));
    expect(mser5(late)).toBeLessThanOrEqual(100);
    expect(mser5(series(200, 150, 2, 0))).toBeLessThanOrEqual(100);
  });

  it('is the definition in one pass', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = uniforms(seed);
      let level = 0;
      // An autoregressive series that begins far from its mean.
      const values = Float64Array.from({ length: 40 + 3 * seed }, (_, i) => {
        level = 0.8 * level + next() - 0.5 - (i === 0 ? 5 : 0);
        return level;
      });
      expect(mser5(values), `seed ${seed}`).toBe(slowly(values));
    }
  });
});

describe('the warm-up of a workload', () => {
  const open: Workload['arrivals'] = { kind: 'open', gap: { kind: 'constant', value: 1 }, atOnce: 1, rate: 1 };
  const times = series(500, 40, 2, 0);

  it('is what was asked for, or found', () => {
    expect(warmUpOf({ arrivals: open, warmup: 'auto' }, times)).toBe(40);
    expect(warmUpOf({ arrivals: open, warmup: 7 }, times)).toBe(7);
    expect(warmUpOf({ arrivals: open, warmup: 700 }, times)).toBe(500);
  });

  it('is none where there is no steady state to come: one task, or all at once', () => {
    expect(warmUpOf({ arrivals: null, warmup: 'auto' }, times)).toBe(0);
    expect(warmUpOf({ arrivals: open, warmup: 'auto' }, Float64Array.of(3))).toBe(0);
  });

  it('counts tasks that never ended, although they say nothing', () => {
    const gaps = Float64Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? Number.NaN : times[(i - 1) / 2]!));
    expect(warmUpOf({ arrivals: open, warmup: 'auto' }, gaps)).toBe(81);
  });
});
