/** Closed forms of the quality of work: readers, summaries, penalties, checks. */
import { describe, expect, it } from 'vitest';
import { sampled } from '../../src/validation/effort.js';
import { chainOf, plainScenario } from '../../src/validation/plain.js';
import { makerChecker, moment, qualityRows } from '../../src/validation/quality.js';
import { times } from '../thorough.js';

describe('the quality of work', () => {
  it('is what the formulas say', () => {
    const failing = qualityRows({ key: 5, runs: times(30_000, 120_000) }).filter(({ ok }) => !ok);
    expect(failing.map(({ name, what, expected, got }) => `${name}, ${what}: ${got} for ${expected}`)).toEqual([]);
  });
});

describe('a summary that is sent back', () => {
  it('keeps what it said itself, and was not objected to', () => {
    const { agents, steps } = chainOf(1, { hallucination: 0.2 }, { claims: 6, carry: 0.5 });
    const scenario = plainScenario({ agents, steps, coordinator: { falseAlarm: 0.3, detection: 0.5 } });
    const kept = sampled(scenario, { name: 'maker-checker' }, { key: 1, runs: 200 }, ({ held }) => held);
    expect(new Set(kept)).toEqual(new Set([6]));
  });
});

describe('hits and misses that go together', () => {
  it('are independent at correlation 0, one draw at 1, and beta-binomial in between', () => {
    expect(moment(0.3, 0, 2, 1)).toBeCloseTo(0.063, 12);
    expect(moment(0.3, 1, 5, 0)).toBeCloseTo(0.3, 12);
    expect(moment(0.3, 1, 1, 1)).toBe(0);
    // Two hits: m^2 + rho m (1 - m).
    expect(moment(0.3, 0.4, 2, 0)).toBeCloseTo(0.09 + 0.4 * 0.21, 12);
    const all = [0, 1, 2, 3].reduce((sum, k) => sum + [1, 3, 3, 1][k]! * moment(0.3, 0.4, k, 3 - k), 0);
    expect(all).toBeCloseTo(1, 12);
  });
});

describe('a maker and a checker', () => {
  it('by hand: one round delivers what is made; a blind checker changes nothing; a perfect one leaves its last round', () => {
    const h = 0.4;
    expect(makerChecker({ h, d: 0.6, f: 0.2, rounds: 1, correlation: 0.4 }).wrong).toBeCloseTo(h, 12);
    expect(makerChecker({ h, d: 0, f: 0, rounds: 3, correlation: 0.4 })).toEqual({ wrong: h, verdicts: 1 });
    expect(makerChecker({ h, d: 1, f: 0, rounds: 3, correlation: 0 }).wrong).toBeCloseTo(h ** 3, 12);
  });

  it('who err as one gain nothing by going round again', () => {
    for (const rounds of [1, 2, 3, 5])
      expect(makerChecker({ h: 0.4, d: 1, f: 0.2, rounds, correlation: 1 }).wrong).toBeCloseTo(0.4, 12);
  });
});
