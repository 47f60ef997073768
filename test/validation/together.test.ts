/** Errors that go together: exact distributions, the simulator against them, and recorded trials against both. */
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/sim/luck/seed.js';
import {
  answerCounts,
  betaBinomial,
  condorcet,
  correlationFor,
  rightCounts,
  voteOf,
} from '../../src/validation/beta-binomial.js';
import { drift } from '../../src/validation/drift.js';
import { DEFAULT_EFFORT } from '../../src/validation/effort.js';
import { shareOf } from '../../src/validation/estimate.js';
import { MODEL } from '../../src/validation/plain.js';
import {
  AGREEMENT,
  CRITICAL,
  CRITICAL_BINOMIAL,
  chiSquare,
  INDEPENDENT,
  SOLVED_TASKS,
  SOLVES,
  TASKS,
  triesRows,
} from '../../src/validation/published-tries.js';
import { both, missedByBoth, solved, togetherRows } from '../../src/validation/together.js';

const luck = { key: keyOf('together'), runs: DEFAULT_EFFORT.runs };
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the beta-binomial distribution', () => {
  it.each([0, 0.01, 0.4, 0.9, 1])('adds up to 1, with the mean and the correlation it is given: %d', (rho) => {
    const [n, p] = [7, 0.3];
    const chances = betaBinomial(n, p, rho);
    const mean = sum(chances.map((chance, k) => chance * k));
    const variance = sum(chances.map((chance, k) => chance * (k - mean) ** 2));
    expect(sum(chances)).toBeCloseTo(1, 12);
    expect(mean).toBeCloseTo(n * p, 12);
    expect(variance).toBeCloseTo(n * p * (1 - p) * (1 + (n - 1) * rho), 12);
  });

  it('is the binomial one without correlation, flat at a third around a half, and all or nothing at 1', () => {
    expect(betaBinomial(2, 0.3, 0).map((x) => x.toFixed(12))).toEqual([
      '0.490000000000',
      '0.420000000000',
      '0.090000000000',
    ]);
    for (const chance of betaBinomial(4, 0.5, 1 / 3)) expect(chance).toBeCloseTo(0.2, 12);
    expect(betaBinomial(3, 0.7, 1)[3]).toBeCloseTo(0.7, 12);
    expect(betaBinomial(3, 0.7, 1)[1]).toBe(0);
  });

  it('gives the jury theorem: by hand without correlation, one member with it all', () => {
    expect(condorcet(0.7, 3)).toBeCloseTo(0.784, 12);
    expect(condorcet(0.7, 4)).toBeCloseTo(0.784, 12);
    expect(condorcet(0.7, 9, 1)).toBeCloseTo(0.7, 12);
    for (const rho of [0.1, 0.4])
      expect(correlationFor((r) => condorcet(0.7, 5, r), condorcet(0.7, 5, rho))).toBeCloseTo(rho, 9);
  });

  it('gives a plurality that grows with the wrong answers there are, and by hand for three members', () => {
    const vote = (wrongAnswers: number): number => voteOf(answerCounts({ n: 3, p: 0.4, correlation: 0, wrongAnswers }));
    // Two or three of three right; or one, and the others wrong in different ways, where luck chooses among three.
    expect(vote(2)).toBeCloseTo(0.4 ** 3 + 3 * 0.4 ** 2 * 0.6 + (3 * 0.4 * 0.6 ** 2 * (1 / 2)) / 3, 12);
    expect(vote(1)).toBeLessThan(vote(2));
    expect(vote(2)).toBeLessThan(vote(5));
  });

  it('is where a debate begins, and its mean is where it stays, with any number of wrong answers', () => {
    for (const wrongAnswers of [1, 3]) {
      const of = (rounds: number) =>
        drift({ right: 0.7, panel: 4, rounds, conformity: 0.5, correlation: 0.3, wrongAnswers });
      for (const [k, chance] of betaBinomial(4, 0.7, 0.3).entries())
        expect(rightCounts(of(1))[k]).toBeCloseTo(chance, 12);
      expect(sum(rightCounts(of(4)).map((chance, k) => chance * k))).toBeCloseTo(4 * 0.7, 12);
    }
  });
});

describe('the simulator', () => {
  it('meets the rows', () => {
    expect(togetherRows(luck).filter(({ ok }) => !ok)).toEqual([]);
  });

  it.each([
    [0.31, 0.45],
    [0.8, 0.1],
    [0.5, 0.9],
    [0.6, 0],
  ])(
    'solves a question right with %d, correlation %d, in as many of four tries as the distribution says',
    (right, correlation) => {
      const counts = new Array<number>(5).fill(0);
      for (const k of solved(right, { correlation }, luck)) counts[k]!++;
      // The 99.9 % point of chi-square with 4 degrees of freedom.
      expect(chiSquare(counts, betaBinomial(4, right, correlation))).toBeLessThan(18.47);
    },
  );

  it('gains less by a second check of the same model than by one of another family, and most where all luck is their own', () => {
    const other = { ...MODEL, name: 'other', family: 'other' };
    const difficulty = { correlation: 0.6, acrossFamilies: 0.2 };
    const missed = [
      [missedByBoth(MODEL, difficulty, luck), both(0.4, 0.6)],
      [missedByBoth(other, difficulty, luck), both(0.4, 0.2)],
      [missedByBoth(other, {}, luck), both(0.4, 0)],
    ] as const;
    for (const [values, expected] of missed) {
      const { low, high } = shareOf(values);
      expect(expected).toBeGreaterThanOrEqual(low);
      expect(expected).toBeLessThanOrEqual(high);
    }
    const [same, another, own] = missed.map(([values]) => shareOf(values));
    expect(same!.low).toBeGreaterThan(another!.high);
    expect(another!.low).toBeGreaterThan(own!.high);
  });
});

describe('trials of tau-bench', () => {
  it('are as many as the figures say', () => {
    expect(TASKS).toBe(25);
    expect(SOLVES).toBeCloseTo(0.31, 12);
    expect(AGREEMENT).toBeCloseTo(0.4546, 4);
  });

  it('are beta-binomial, and not binomial', () => {
    expect(chiSquare(SOLVED_TASKS, betaBinomial(4, SOLVES, AGREEMENT))).toBeCloseTo(5.06, 2);
    expect(INDEPENDENT).toBeCloseTo(69.3, 1);
    expect(INDEPENDENT).toBeGreaterThan(CRITICAL_BINOMIAL);
    const rows = triesRows(luck);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['sets', 'sets', 'agrees']);
    expect(rows[2]!.got).toBeLessThan(CRITICAL);
  });
});
