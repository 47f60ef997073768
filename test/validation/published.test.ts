/** What `validate` says of published results: which figures set, which are checked, which do not agree and why. */
import { describe, expect, it } from 'vitest';
import { builtinText } from '../../src/scenario/file.js';
import { voteOf } from '../../src/validation/beta-binomial.js';
import { drift } from '../../src/validation/drift.js';
import { isFailure, isNews, type PublishedRow, validatePublished } from '../../src/validation/index.js';
import { LENGTHS, LINES, SETTING } from '../../src/validation/published-retention.js';
import { atMost, checks, ranks, sets } from '../../src/validation/published-row.js';
import { CORRELATION, QWEN, WITHIN, WRONG_ANSWERS } from '../../src/validation/published-votes.js';

const rows = validatePublished(builtinText);
const listed = (list: readonly PublishedRow[]): string[] => list.map((row) => `${row.name}: ${row.what}`);

describe('the published results', () => {
  it('agree, or a mechanism is missing that is named', () => {
    expect(listed(rows.filter(isNews))).toEqual([]);
    for (const row of rows.filter(({ verdict }) => verdict === 'lacks')) {
      expect(isFailure(row), row.name).toBe(true);
      expect(row.note, row.name).toMatch(/mechanism missing: .{30,}/);
    }
  });

  /** An improvement takes a row off; none may come on. */
  it('fail in no other rows than these', () => {
    const known = [
      'Self-collaboration (linear, three agents), one agent that errs in 60 % of its lines: tasks that pass',
      'MAD (hierarchical, two agents and a judge), one agent that errs in 40 % of its lines: tasks that pass',
      'MAD (hierarchical, two agents and a judge), one agent that errs in 60 % of its lines: tasks that pass',
      'a chain of five: share of agents that hold the false claim after five rounds',
      'CrewAI, a false claim at a leaf: share of agents that hold the false claim after five rounds',
      'LangGraph, a false claim at a leaf: share of agents that hold the false claim after five rounds',
      'Llama 3.1 8B, a vote of five: right answers',
      '5 agents in a dense debate: independent agents that they are worth, at most',
      '30 agents in a dense debate: independent agents that they are worth, at most',
      'GPT-4o: right answers at 32K tokens',
      'Gemini 1.5 Pro: right answers at 32K tokens',
      'Claude 3.5 Sonnet: right answers at 8K tokens (of 2K and 8K the worse)',
      'Claude 3.5 Sonnet: right answers at 32K tokens',
      'Mistral Large 2: right answers at 8K tokens (of 2K and 8K the worse)',
      'Mistral Large 2: right answers at 32K tokens',
      'Magentic-One, 25 runs: how much runs differ in time (CV)',
      'AutoGen: planner, two executors, aggregator, 192 runs: how much runs differ in tokens read (CV)',
      'kim-parallel, correct: agents that do not hear each other gain least',
    ];
    expect(listed(rows.filter(isFailure)).filter((row) => !known.includes(row))).toEqual([]);
  });

  it('count no ranking twice, and no pair that is set by itself', () => {
    const rankings = rows.filter(({ unit }) => unit === 'pairs in order');
    expect(new Set(rankings.map(({ name, what, source }) => `${name} ${what} ${source}`)).size).toBe(rankings.length);
    expect(rankings.filter(({ source }) => source.startsWith('Huang'))).toHaveLength(1);
    const overhead = rankings.filter(({ name }) => name === 'three agents, the order of overhead');
    expect(overhead.map(({ expected }) => expected)).toEqual([3, 1]);
  });

  it('compare teams with one agent: all gain where parts are independent, all lose where they hang on each other', () => {
    const signs = rows.filter(({ unit }) => unit.startsWith('+1'));
    expect(signs.map(({ expected }) => expected)).toEqual([1, 1, 1, 1, -1, -1, -1, -1]);
    for (const { basis } of signs) expect(basis).toMatch(/rehearse compare published\/[a-z-]+$/);
  });

  it('say of every figure what it sets, or what sets what it is checked with', () => {
    for (const { role, basis, name, verdict, kind } of rows) {
      expect(kind).toBe('published');
      expect(basis, name).toMatch(role === 'sets' ? /\bsets?\b/ : /^set by /);
      expect(verdict === 'sets', name).toBe(role === 'sets');
    }
  });

  it('never set and check with one figure', () => {
    const key = ({ source, expected, unit }: PublishedRow): string => `${source}: ${expected} ${unit}`;
    const setting = new Set(rows.filter(({ role }) => role === 'sets').map(key));
    for (const row of rows.filter(({ role }) => role === 'checked'))
      expect(setting.has(key(row)), key(row)).toBe(false);
  });

  it('are the same for the same seed, and others for another', () => {
    const little = { seed: 'a', runs: 600 };
    const once = validatePublished(builtinText, little);
    expect(validatePublished(builtinText, little)).toEqual(once);
    const other = validatePublished(builtinText, { ...little, seed: 'b' });
    expect(once.filter((row, i) => row.got !== other[i]!.got).length).toBeGreaterThan(30);
  });
});

describe('a row', () => {
  const finding = { name: 'x', what: 'y', unit: 's', source: 'z', basis: 'set by w' };

  it('that sets proves nothing, but must come near its figure', () => {
    expect(sets(finding, 10, 10.5, 1)).toMatchObject({ role: 'sets', verdict: 'sets', ok: true });
    expect(sets(finding, 10, 12, 1)).toMatchObject({ role: 'sets', verdict: 'fails', ok: false });
  });

  it('that is off fails, whatever comes out; where a mechanism is missing it says which', () => {
    expect(checks(finding, 10, 10.5, 1, 'x')).toMatchObject({ verdict: 'agrees', ok: true });
    expect(checks(finding, 10, 10.5, 1, 'x').note).toBeUndefined();
    for (const got of [14, 12, 6, Number.NaN]) {
      const row = checks(finding, 10, got, 1, 'x');
      expect(row).toMatchObject({ verdict: 'lacks', ok: false, note: 'mechanism missing: x' });
      expect([isFailure(row), isNews(row)]).toEqual([true, false]);
      expect(checks(finding, 10, got, 1).verdict).toBe('fails');
      expect(isNews(checks(finding, 10, got, 1))).toBe(true);
    }
  });

  it('of a bound agrees up to it', () => {
    expect(atMost(finding, 10, 3)).toMatchObject({ verdict: 'agrees', error: 0 });
    expect(atMost(finding, 10, 10).verdict).toBe('agrees');
    expect(atMost(finding, 10, 10.5)).toMatchObject({ verdict: 'fails', error: 0.5 });
    expect(atMost(finding, 10, Number.NaN).verdict).toBe('fails');
  });

  it('of a ranking counts the pairs that stand, beyond the luck of the draw', () => {
    const around = (middle: number): Float64Array =>
      Float64Array.from({ length: 400 }, (_, i) => middle + Math.sin(i * middle));
    const count = (order: '<' | '<=', ...middles: number[]): number =>
      ranks(
        finding,
        order,
        middles.map((middle) => [String(middle), around(middle)]),
      ).got;
    expect(count('<', 1, 2, 3)).toBe(3);
    expect(count('<', 2, 1, 3)).toBe(2);
    expect(count('<', 1, 1.01, 3)).toBe(2);
    expect(count('<=', 1, 1.01, 3)).toBe(3);
    expect(count('<=', 1.01, 1, 3)).toBe(3);
    expect(count('<=', 3, 2, 1)).toBe(0);
  });
});

it('the forms of long contexts are those of least squares', () => {
  for (const { model, base, scores, half, steepness } of LINES) {
    const squares = (h: number, s: number): number =>
      SETTING.reduce<number>((sum, place) => sum + (base / (1 + (LENGTHS[place]! / h) ** s) - scores[place]!) ** 2, 0);
    const best = squares(half, steepness);
    for (const [h, s] of [
      [1.02, 0],
      [0.98, 0],
      [1, 0.02],
      [1, -0.02],
      [1.02, -0.02],
      [0.98, 0.02],
      [1.02, 0.02],
      [0.98, -0.02],
    ] as const) {
      expect(squares(half * h, steepness + s), model).toBeGreaterThan(best);
    }
  }
});

it('the vote after a debate agrees for any conformity from .1 up, and not without one', () => {
  const off = (conformity: number): number => {
    const errors = { correlation: CORRELATION, wrongAnswers: WRONG_ANSWERS };
    const chances = drift({ right: QWEN.single, panel: 5, rounds: 3, conformity, ...errors });
    return Math.abs(voteOf(chances) - QWEN.debate);
  };
  for (let tenths = 1; tenths <= 10; tenths++) expect(off(tenths / 10), `${tenths} tenths`).toBeLessThan(WITHIN);
  expect(off(0)).toBeGreaterThan(WITHIN);
});
