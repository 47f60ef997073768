/** Draws that go together, against the beta-binomial distribution and the laws of independent ones. */
import { describe, expect, it } from 'vitest';
import { Luck, Purpose } from '../../src/sim/luck/luck.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { SharedLuck } from '../../src/sim/luck/shared-luck.js';
import { betaBinomial } from '../../src/validation/beta-binomial.js';
import { chiSquare } from '../../src/validation/published-tries.js';
import { margin } from './helper.js';

const N = 20_000;

interface Try {
  readonly purpose?: Purpose;
  readonly question?: number;
  readonly family?: number;
  readonly who?: number;
  readonly task?: number;
}

type Sharing = ConstructorParameters<typeof SharedLuck>[1];
const sharing = (correlation: number, acrossFamilies = 0, withinTask = 0): Sharing => ({
  correlation,
  acrossFamilies,
  withinTask,
});

/** What some tries draw, in each of many replications. */
function drawn(difficulty: Sharing, tries: readonly Try[], runs = N): number[][] {
  const luck = new Luck(keyOf('shared luck'));
  const shared = new SharedLuck(luck, difficulty);
  return Array.from({ length: runs }, (_, replication) => {
    luck.replication = replication;
    return tries.map(({ purpose = Purpose.hallucinate, question = 0, family = 1, who = 0, task = 0 }) =>
      shared.uniform(purpose, task, 7, question, family, 100 + who, question),
    );
  });
}

const LEVELS = [0.05, 0.3, 0.5, 0.9];

/** The events "below m" of two tries have this correlation, for every m. */
function expectCorrelation(rho: number, difficulty: Sharing, one: Try, other: Try): void {
  const pairs = drawn(difficulty, [one, other]);
  for (const m of LEVELS) {
    const expected = m * m + rho * m * (1 - m);
    const share = pairs.filter(([u, v]) => u! < m && v! < m).length / N;
    expect(Math.abs(share - expected), `below ${m}: ${share} for ${expected}`).toBeLessThan(margin(expected, N));
  }
}

describe.each([0, 0.01, 0.4, 0.9, 1])('with correlation %d', (rho) => {
  it('each draw is uniform on (0, 1), whatever is shared', () => {
    for (const difficulty of [sharing(rho), sharing(rho, rho / 2, rho / 4), sharing(rho, rho, rho)]) {
      const values = drawn(difficulty, [{}]).map(([u]) => u!);
      expect(Math.min(...values)).toBeGreaterThan(0);
      expect(Math.max(...values)).toBeLessThan(1);
      const tenths = new Array<number>(10).fill(0);
      for (const u of values) tenths[Math.floor(10 * u)]!++;
      // The 99.99 % quantile of chi-square with 9 degrees of freedom.
      expect(chiSquare(tenths, new Array<number>(10).fill(0.1))).toBeLessThan(33.7);
    }
  });

  it('two tries of one question by one family agree exactly so often', () => {
    expectCorrelation(rho, sharing(rho), {}, { who: 1 });
    expectCorrelation(rho, sharing(rho, rho / 2, rho / 4), {}, { who: 1 });
  });

  it.each([0.1, 0.31, 0.5])('of five tries, as many are below %d as the beta-binomial distribution says', (m) => {
    const tries = Array.from({ length: 5 }, (_, who) => ({ who }));
    const counts = new Array<number>(6).fill(0);
    for (const values of drawn(sharing(rho, rho / 2, rho / 4), tries)) counts[values.filter((u) => u < m).length]!++;
    const expected = betaBinomial(5, m, rho);
    const possible = expected.flatMap((share, k) => (share > 0 ? [k] : []));
    expect(counts.reduce((sum, count, k) => sum + (possible.includes(k) ? 0 : count), 0)).toBe(0);
    const among = (of: readonly number[]): number[] => possible.map((k) => of[k]!);
    // The 99.99 % quantile of chi-square with 5 degrees of freedom.
    expect(chiSquare(among(counts), among(expected))).toBeLessThan(25.75);
  });
});

describe('draws that go together', () => {
  it.each([
    [0.4, 0.2],
    [0.4, 0.4],
    [0.9, 0.1],
    [1, 0.5],
    [0.4, 0],
  ])('with correlation %d agree with those of another family as %d says', (rho, across) => {
    expectCorrelation(across, sharing(rho, across), { family: 11 }, { family: 12, who: 1 });
    expectCorrelation(across, sharing(rho, across, rho / 4), { family: 11 }, { family: 12, who: 1 });
    expectCorrelation(rho, sharing(rho, across), { family: 11 }, { family: 11, who: 1 });
  });

  it.each([
    [0.4, 0.2, 0.1],
    [0.4, 0, 0.1],
    [0.4, 0.2, 0.4],
    [0.9, 0.9, 0.3],
    [0.4, 0.2, 0],
  ])('with correlation %d, %d across families, agree in two questions of a task as %d says', (rho, across, within) => {
    const difficulty = sharing(rho, across, within);
    expectCorrelation(within, difficulty, { question: 3 }, { question: 4, who: 1 });
    expectCorrelation(within, difficulty, { question: 3 }, { question: 4 });
    // Another question and another family: both shares are needed.
    expectCorrelation((within * across) / rho, difficulty, { question: 3, family: 5 }, { question: 4, family: 6 });
  });

  it('have nothing to do with those of another purpose, or of another task', () => {
    const all = sharing(0.9, 0.9, 0.9);
    expectCorrelation(0, all, {}, { purpose: Purpose.accept });
    expectCorrelation(0, all, { purpose: Purpose.accept }, { purpose: Purpose.falseAlarm });
    expectCorrelation(0, all, {}, { task: 1 });
  });

  it('do not depend on other draws, whatever their number and order', () => {
    const tries: Try[] = Array.from({ length: 12 }, (_, i) => ({ who: i % 4, question: i % 3, family: 1 + (i % 2) }));
    const forward = drawn(sharing(0.4, 0.2, 0.1), tries, 200);
    const backward = drawn(sharing(0.4, 0.2, 0.1), tries.slice().reverse(), 200);
    expect(backward.map((values) => values.slice().reverse())).toEqual(forward);
    const alone = drawn(sharing(0.4, 0.2, 0.1), [tries[5]!], 200);
    expect(alone.map(([u]) => u)).toEqual(forward.map((values) => values[5]));
  });

  it('are one and the same with correlation 1, and the own ones with none', () => {
    for (const [u, v] of drawn(sharing(1), [{}, { who: 1 }], 500)) expect(v).toBe(u);
    const luck = new Luck(keyOf('shared luck'));
    for (const [replication, [u]] of drawn(sharing(0), [{}], 500).entries()) {
      luck.replication = replication;
      expect(u).toBe(luck.uniform(Purpose.hallucinate, 0, 100, 0));
    }
  });
});
