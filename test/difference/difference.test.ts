import { describe, expect, it } from 'vitest';
import type { MeasureFacts } from '../../src/difference/contrast.js';
import {
  differenceOfStudies,
  type MeasureChange,
  type RecordedStudy,
  type Wanted,
} from '../../src/difference/difference.js';
import type { ChangeLimit } from '../../src/difference/limits.js';
import { Luck } from '../../src/sim/luck/luck.js';
import { pairedDifference, welchDifference } from '../../src/statistics/estimates.js';
import { uniforms } from '../report/fixture.js';

const NAN = Number.NaN;

const facts = (id: string, unit: string, better: MeasureFacts['better']): MeasureFacts => ({
  id,
  label: id,
  unit,
  better,
  interval: unit === 'share' ? 'share' : 'mean',
});
const LATENCY = facts('latency', 's', 'lower');
const CORRECT = facts('correct', 'share', 'higher');
const EDGES = facts('edges', 'edges', 'neither');
const ALL: Wanted = { patterns: null, measures: ['latency', 'correct', 'edges'], limits: [] };

type Columns = Readonly<Record<string, readonly number[]>>;

/** A study of patterns with columns by measure. */
function study(
  seed: string,
  patterns: Readonly<Record<string, Columns>>,
  over: Partial<RecordedStudy> = {},
): RecordedStudy {
  const columns = Object.entries(patterns).map(([name, own]) => ({
    name,
    columns: new Map(Object.entries(own).map(([id, values]) => [id, Float64Array.from(values)])),
  }));
  const runs = [...columns[0]!.columns.values()][0]!.length;
  const measures = [LATENCY, CORRECT, EDGES].filter(({ id }) => columns[0]!.columns.has(id));
  return { seed, runs, tasks: 1, measures, patterns: columns, ...over };
}

const only = (latency: readonly number[], seed = 's'): RecordedStudy => study(seed, { mesh: { latency } });
const first = (a: RecordedStudy, b: RecordedStudy): MeasureChange => differenceOfStudies(a, b, ALL).rows[0]!;
const limited = (a: RecordedStudy, b: RecordedStudy, ...limits: ChangeLimit[]) =>
  differenceOfStudies(a, b, { ...ALL, limits }).limits;
const seconds = (amount: number): ChangeLimit => ({ measure: 'latency', amount, isRelative: false });
const percent = (amount: number, measure = 'latency'): ChangeLimit => ({
  measure,
  amount: amount / 100,
  isRelative: true,
});

const A = [3, 5, 9, 4, 7, 6];
const B = [4, 6.5, 10, 5.5, 8, 7];

describe('the difference of two studies', () => {
  it("is paired by replication where the seed is the same, and Welch's where it is not", () => {
    const paired = first(only(A), only(B));
    const { mean, low, high, p } = pairedDifference(B, A);
    expect(paired).toMatchObject({ n: [6, 6], difference: { mean, low, high }, p, verdict: 'changed', trend: 'worse' });
    const independent = first(only(A, 's'), only(B, 't'));
    const welch = welchDifference(B, A);
    expect(independent.difference).toEqual({ mean: welch.mean, low: welch.low, high: welch.high });
    expect([independent.verdict, independent.trend]).toEqual(['within noise', '']);
    expect(welch.high - welch.low).toBeGreaterThan(3 * (high - low));
  });

  it('of one study with itself is exactly nothing, of every row', () => {
    const next = uniforms(3);
    const noisy = study('s', {
      mesh: { latency: A.map(() => next()), correct: [1, 0, 1, 1, 0, 1], edges: [3, 3, 3, 3, 3, 3] },
      pipeline: { latency: [NAN, 1, 2, 3, NAN, 4], correct: [0, 0, 0, 0, 0, 0], edges: A.map(() => next()) },
    });
    const { rows } = differenceOfStudies(noisy, noisy, { ...ALL, limits: [seconds(0)] });
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      expect(row).toMatchObject({ difference: { mean: 0, low: 0, high: 0 }, verdict: 'same', trend: '' });
      expect(row.means[0]).toBe(row.means[1]);
    }
    expect(limited(noisy, noisy, seconds(0)).map(({ verdict }) => verdict)).toEqual(['held', 'held']);
  });

  it('pairs the replications that both made, and tells means of those in which both have a value', () => {
    const short = only([...A, 100, 200]);
    expect(differenceOfStudies(short, only(B), ALL).paired).toBe(6);
    expect(first(short, only(B)).difference).toEqual(first(only(A), only(B)).difference);
    const row = first(only([1, NAN, 3, 5]), only([2, 9, NAN, 6.5]));
    expect(row).toMatchObject({ n: [2, 2], means: [3, 4.25], difference: { mean: 1.25 } });
  });

  it('says where a measure has a value in only one, or too few for an interval', () => {
    const [none, some] = [only([NAN, NAN, NAN]), only([1, 2, NAN])];
    expect(first(some, none)).toMatchObject({ verdict: 'lost', means: [1.5, NAN], n: [2, 0] });
    expect(first(none, some)).toMatchObject({ verdict: 'gained', means: [NAN, 1.5] });
    expect(differenceOfStudies(none, none, ALL).rows).toEqual([]);
    expect(first(only([1, NAN, NAN]), only([2, 3, 4])).verdict).toBe('too few');
    expect(first(only([1, NAN]), only([NAN, 2])).verdict).toBe('too few');
  });

  it('lists what is in only one of them, and does not compare what is measured otherwise', () => {
    const a = study('s', { mesh: { latency: A, correct: [1, 1, 1, 0, 0, 0] }, old: { latency: A, correct: A } });
    const b = study('s', { fresh: { latency: B, edges: B }, mesh: { latency: B, edges: B } });
    const found = differenceOfStudies(a, b, ALL);
    expect(found.patternsOnlyIn).toEqual([['old'], ['fresh']]);
    expect(found.measuresOnlyIn).toEqual([['correct'], ['edges']]);
    expect(found.rows.map(({ pattern, measure }) => [pattern, measure.id])).toEqual([['mesh', 'latency']]);
    const inMinutes = { ...b, measures: [{ ...LATENCY, unit: 'm' }] };
    expect(differenceOfStudies(a, inMinutes, ALL)).toMatchObject({ rows: [], redefined: ['latency'] });
  });

  it("applies Holm's correction over all rows but those that are the same", () => {
    const before = { a: { latency: A }, b: { latency: A }, c: { latency: A } };
    const after = { a: { latency: B }, b: { latency: [3, 6, 9, 4, 7, 5.5] }, c: { latency: A } };
    const [a, b, c] = differenceOfStudies(study('s', before), study('s', after), ALL).rows;
    expect(a!.p).toBeCloseTo(2 * pairedDifference(B, A).p, 12);
    expect(b!.p).toBeCloseTo(pairedDifference([3, 6, 9, 4, 7, 5.5], A).p, 12);
    expect([a!.verdict, b!.verdict, c!.verdict, c!.p]).toEqual(['changed', 'within noise', 'same', NAN]);
  });

  it('gives shares without any spread under two seeds the width that so many tasks leave open', () => {
    const fifty = (value: number, seed: string) => study(seed, { mesh: { correct: Array(50).fill(value) } });
    // The upper end of Wilson's interval of 0 in 50: z^2 / (n + z^2).
    const end = 1.959963984540054 ** 2 / (50 + 1.959963984540054 ** 2);
    const row = first(fifty(1, 's'), fifty(1, 't'));
    expect(row.verdict).toBe('within noise');
    expect(row.difference.high).toBeCloseTo(end, 12);
    expect(row.difference.low).toBeCloseTo(-end, 12);
    const flipped = first(fifty(1, 's'), fifty(0, 't'));
    expect(flipped).toMatchObject({ verdict: 'changed', trend: 'worse', difference: { mean: -1 } });
    expect(flipped.difference.high).toBeCloseTo(-1 + Math.SQRT2 * end, 12);
    const points = (amount: number): ChangeLimit => ({ measure: 'correct', amount, isRelative: false });
    expect(limited(fifty(1, 's'), fifty(1, 't'), points(0.02), points(0.1)).map((one) => one.verdict)).toEqual([
      'cannot tell',
      'held',
    ]);
  });
});

describe('a limit', () => {
  it('is broken where the whole interval lies beyond it, held where none does, else it cannot be told', () => {
    const { low, high } = pairedDifference(B, A);
    const verdicts = [low - 0.01, low + 0.01, high - 0.01, high + 0.01].map(
      (amount) => limited(only(A), only(B), seconds(amount))[0]!.verdict,
    );
    expect(verdicts).toEqual(['broken', 'cannot tell', 'cannot tell', 'held']);
    expect(limited(only(B), only(A), seconds(0))[0]).toMatchObject({ verdict: 'held', worsening: { mean: -7 / 6 } });
  });

  it('in percent is of what it was, and as uncertain as that', () => {
    // B - 1.25 A, by hand: 0.25, 0.25, -1.25, 0.5, -0.75, -0.5
    const hand = pairedDifference([0.25, 0.25, -1.25, 0.5, -0.75, -0.5], [0, 0, 0, 0, 0, 0]);
    const [found] = limited(only(A), only(B), percent(25));
    expect(found!.allowed).toBeCloseTo((0.25 * 34) / 6, 12);
    expect(found!.excess.mean).toBeCloseTo(hand.mean, 12);
    expect(found!.excess.low).toBeCloseTo(hand.low, 12);
    expect(found!.excess.high).toBeCloseTo(hand.high, 12);
    const exactly = only(A.map((value) => value * 1.05));
    expect(limited(only(A), exactly, percent(5))[0]).toMatchObject({ verdict: 'held', excess: { mean: 0 } });
    expect(limited(only(A), exactly, percent(4.9))[0]!.verdict).toBe('broken');
  });

  it('goes by the direction that is worse', () => {
    const [high, low] = [
      study('s', { mesh: { correct: [0.9, 0.8, 0.9, 0.85] } }),
      study('s', { mesh: { correct: [0.5, 0.45, 0.5, 0.4] } }),
    ];
    const drop: ChangeLimit = { measure: 'correct', amount: 0.02, isRelative: false };
    expect(limited(high, low, drop)[0]).toMatchObject({
      verdict: 'broken',
      worsening: { mean: expect.closeTo(0.4, 12) },
    });
    expect(limited(low, high, drop)[0]!.verdict).toBe('held');
    expect(limited(high, low, percent(60, 'correct'))[0]!.verdict).toBe('held');
    expect(limited(high, low, percent(20, 'correct'))[0]!.verdict).toBe('broken');
  });

  it('is not met by a measure that has no value any more, and not by luck among many rows', () => {
    expect(limited(only(A), only(A.map(() => NAN)), seconds(99))[0]!.verdict).toBe('broken');
    const { low } = pairedDifference(B, A);
    const noise = [3.5, 4, 9.5, 3, 8, 6];
    const names = ['b', 'c', 'd', 'e', 'f'];
    const many = (own: readonly number[], rest: readonly number[]) =>
      study('s', { a: { latency: own }, ...Object.fromEntries(names.map((name) => [name, { latency: rest }])) });
    const [among] = limited(many(A, A), many(B, noise), seconds(low - 0.01));
    expect(among).toMatchObject({ verdict: 'cannot tell', p: expect.any(Number) });
    expect(among!.excess.low).toBeGreaterThan(0);
  });

  it('of zero is called broken in at most 2.5 % of studies in which nothing changed, over all its rows', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const draw = (seed: string, replication: number): RecordedStudy => {
      const columns = names.map((name, column) => {
        const luck = new Luck(column + (seed === 's' ? 1 : 101));
        luck.replication = replication;
        return [name, { latency: Array.from({ length: 40 }, (_, i) => 10 + luck.uniform(1, 0, 0, i)) }] as const;
      });
      return study(seed, Object.fromEntries(columns));
    };
    const studies = 1000;
    let alarms = 0;
    for (let i = 0; i < studies; i++) {
      if (limited(draw('s', i), draw('t', i), seconds(0)).some(({ verdict }) => verdict === 'broken')) alarms++;
    }
    // 2.5 % of a thousand, and three standard errors.
    expect(alarms).toBeLessThan(25 + 15);
    expect(alarms).toBeGreaterThan(5);
  });
});
