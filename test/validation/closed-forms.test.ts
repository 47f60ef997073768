import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { estimated, meanOf, medianOf, shareOf } from '../../src/validation/estimate.js';
import { DEFAULT_EFFORT, validateClosedForms } from '../../src/validation/index.js';

const rows = validateClosedForms();

describe('the closed forms', () => {
  it('all agree', () => {
    const failing = rows.filter((row) => !row.ok);
    expect(failing.map((row) => `${row.name}, ${row.what}: ${row.got} for ${row.expected}; ${row.note}`)).toEqual([]);
  });

  it('hold every pattern against its own formulas', () => {
    for (const { name } of patterns) {
      const own = rows.filter((row) => row.name.startsWith(`${name}: n specialists`));
      expect(own.map((row) => row.what)).toEqual(['calls', 'edges', 'messages', 'criticalPathCalls', 'inputTokens']);
    }
  });

  it('allow no error where luck plays no part, and less than a tenth where it does', () => {
    for (const row of rows) expect(row.allowed, row.name).toBeLessThanOrEqual(0.2 * Math.abs(row.expected));
    const counted = rows.filter(({ unit }) => ['calls', 'edges', 'messages', 'tokens'].includes(unit));
    for (const row of counted.filter(
      ({ what }) => !['attempts', 'calls per task', 'refused calls per task'].includes(what),
    ))
      expect(row.allowed, row.name).toBe(0);
  });

  it('expect the values that stand in the books', () => {
    const expected = (start: string, what = ''): number =>
      rows.find((row) => row.name.startsWith(start) && row.what.startsWith(what))!.expected;
    expect(expected('M/M/1')).toBeCloseTo(3.3333, 4);
    expect(expected('M/G/1')).toBeCloseTo(3.2126, 4);
    expect(expected('M/M/4')).toBeCloseTo(1.7455, 4);
    expect(expected('fork-join')).toBeCloseTo(7, 12);
    expect(expected('fan-out-fan-in, 3 branches with exp')).toBeCloseTo(1.8333, 4);
    expect(expected('fan-out-fan-in, 8 branches with exp')).toBeCloseTo(2.7179, 4);
    expect(expected('fan-out-fan-in, 32 branches with exp')).toBeCloseTo(4.0585, 4);
    expect(expected('fan-out-fan-in, 3 branches with log')).toBeCloseTo(1.926, 3);
    expect(expected('fan-out-fan-in, 5 branches with log')).toBeCloseTo(2.467, 3);
    expect(expected('fan-out-fan-in, 10 branches with log')).toBeCloseTo(3.317, 3);
    expect(expected('a step that fails with probability 0.05', 'success')).toBeCloseTo(0.99999375, 12);
    expect(expected('a step that fails with probability 0.05', 'attempts')).toBeCloseTo(1.0526, 4);
    expect(expected('pipeline of 10, each failing')).toBeCloseTo(0.5987, 4);
    expect(expected('pipeline of 5 with credulity 0.9')).toBeCloseTo(0.9 ** 5, 12);
  });

  it('are met through the scenario language too', () => {
    const expected = (start: string, what: string): number =>
      rows.find((row) => row.name.startsWith(start) && row.what === what)!.expected;
    expect(expected('M/M/1 at load 0.7, pipeline', 'latency')).toBeCloseTo(3.3333, 4);
    expect(expected('M/M/4 at load 0.8, one agent', 'latency')).toBeCloseTo(1.7455, 4);
    expect(expected('M/G/1 at load 0.7, lognormal service with sigma 0.8, single-agent', 'latency')).toBeCloseTo(
      3.2126,
      4,
    );
    expect(expected('fork-join of two M/M/1 at load 0.8, workflow', 'latency')).toBeCloseTo(7, 12);
    // Five machines that break after 4 on average, one who repairs in 1: p0 = 0.19907, by hand.
    expect(expected('closed loop', 'bottleneck')).toBeCloseTo(0.80093, 5);
    expect(expected('closed loop', 'latency')).toBeCloseTo(5 / 0.800933 - 4, 5);
    // Erlang B, from printed tables: 3 Erlangs on 4 servers, 5 on 6.
    expect(expected('M/M/4/4', 'refused calls per task')).toBeCloseTo(0.2061, 4);
    expect(expected('M/G/6/6', 'refused calls per task')).toBeCloseTo(0.1918, 4);
    expect(expected('9 calls at once, that wait: 6 requests', 'time until all have answered')).toBe(32);
  });

  it('are the same for the same seed, and others for another', () => {
    const little = { seed: 'a', runs: 200, customers: 3000 };
    const once = validateClosedForms(little);
    expect(validateClosedForms(little)).toEqual(once);
    const other = validateClosedForms({ ...little, seed: 'b' });
    const moved = once.filter((row, i) => row.got !== other[i]!.got).length;
    expect(moved).toBeGreaterThan(30);
    expect(DEFAULT_EFFORT.seed).toBe('validate');
  });

  it('say so where too little was simulated to tell', () => {
    const wide = validateClosedForms({ seed: 'a', runs: 50, customers: 3000 }).filter((row) =>
      row.note?.includes('too wide'),
    );
    expect(wide.length).toBeGreaterThan(10);
    expect(wide.every((row) => !row.ok)).toBe(true);
  });
});

describe('an estimate', () => {
  const heading = { name: 'x', what: 'y', unit: 's', source: 'z' };
  const values = Float64Array.from({ length: 1001 }, (_, i) => 10 + Math.sin(i));

  it('passes within its interval and fails beside it', () => {
    const estimate = meanOf(values);
    expect(estimated(heading, estimate.high - 1e-9, estimate).ok).toBe(true);
    expect(estimated(heading, estimate.high + 1e-9, estimate).ok).toBe(false);
    expect(estimated(heading, estimate.low - 1e-9, estimate).ok).toBe(false);
    expect(estimated(heading, Number.NaN, estimate).ok).toBe(false);
    expect(estimated(heading, 10, meanOf([Number.NaN, 10, 10])).ok).toBe(false);
  });

  it('of a share has a width even where all are the same, and of a median two ranks', () => {
    expect(shareOf(new Float64Array(1000).fill(1)).low).toBeLessThan(1);
    expect(shareOf(new Float64Array(1000)).high).toBeGreaterThan(0.005);
    const ranks = medianOf(Float64Array.from({ length: 10_001 }, (_, i) => i));
    expect(ranks.value).toBe(5000);
    expect(5000 - ranks.low).toBeCloseTo(165, -1);
    expect(ranks.high - 5000).toBeCloseTo(165, -1);
  });
});
