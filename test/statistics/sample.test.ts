import { expect, it } from 'vitest';
import { Sample } from '../../src/statistics/sample.js';

const sampleOf = (length: number): Float64Array => {
  const sample = new Sample();
  for (let i = 0; i < length; i++) sample.add(i);
  return sample.kept();
};

it('keeps all of what is little', () => {
  expect(sampleOf(0)).toHaveLength(0);
  for (const length of [1, 256, 257, 8192])
    expect(sampleOf(length)).toEqual(Float64Array.from({ length }, (_, i) => i));
});

it('thins out evenly what is much, and never holds more than it may', () => {
  for (const length of [8193, 16_384, 16_385, 100_000, 1_000_001]) {
    const kept = sampleOf(length);
    expect(kept.length).toBeGreaterThan(4000);
    expect(kept.length).toBeLessThanOrEqual(8192);
    const step = kept[1]! - kept[0]!;
    expect(kept.every((value, i) => value === i * step)).toBe(true);
    expect(length - kept.at(-1)!).toBeLessThanOrEqual(step);
  }
});
