import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../src/report/words/verdict/index.js';
import { fraction } from '../../src/report/words/verdict/phrases.js';
import { shortlistOf } from '../../src/report/words/verdict/shortlist.js';
import { made, near, share } from './comparisons.js';

describe('the pattern to choose', () => {
  it('is the best one where a cheaper one loses something, with what that is', () => {
    const { sentence, because, tiles, about, chart } = verdictOf(
      made({
        debate: { correct: share(64), cost: near(0.03), latency: near(30) },
        pipeline: { correct: share(59), cost: near(0.005), latency: near(12) },
        mesh: { correct: share(2), cost: near(0.001), latency: near(9) },
      }),
    );
    expect(sentence).toBe('Take debate if being right counts most; pipeline costs a sixth and loses 5 points.');
    expect(because[0]).toMatch(
      /^debate has correctness of 64 % \(57 to 70\), 5\.0 points \(2\.0 to 8\.0\) ahead of pipeline\.$/,
    );
    expect(because[1]).toMatch(/^Cost is \$0\.03\d* .* under debate and \$0\.005\d* .* under pipeline\.$/);
    expect(tiles.map(({ label, value }) => [label, value])).toEqual([
      ['Quality', '64 % correct'],
      ['Cost', '$0.03 per task'],
      ['Time', '30 s'],
      ['How sure', 'shown'],
    ]);
    expect([about, chart]).toEqual([['debate', 'pipeline'], 'correct-cost']);
  });

  it('is the best one alone where it is the cheapest, too', () => {
    const found = made({
      vote: { correct: share(80), cost: near(0.001) },
      mesh: { correct: share(40), cost: near(0.02) },
    });
    expect(verdictOf(found).sentence).toBe(
      'Take vote: it is most often correct (80 %) and is cheapest, at $0.001 per task.',
    );
  });

  it('is one of two where no difference is shown, and the price says which', () => {
    const found = made({
      'maker-checker': { correct: share(60), cost: near(0.03) },
      workflow: { correct: share(60), cost: near(0.015) },
    });
    const { sentence, because } = verdictOf(found);
    expect(sentence).toBe('maker-checker or workflow: no difference shown in correctness; workflow costs half.');
    expect(because[2]).toBe(
      'maker-checker and workflow are equal in every replication, so more would not tell them apart.',
    );
  });

  it('is a tie in both where they cost the same', () => {
    const same = { correct: share(60), cost: 0.01, latency: 5 };
    expect(verdictOf(made({ 'maker-checker': same, workflow: same })).sentence).toBe(
      'maker-checker or workflow: no difference shown in correctness or in cost.',
    );
  });

  it('names the cheapest of many that are not told apart', () => {
    const found = made({
      a: { correct: share(60), cost: near(0.03) },
      b: { correct: share(60), cost: near(0.02) },
      c: { correct: share(60), cost: near(0.01) },
    });
    expect(verdictOf(found).sentence).toBe(
      'All 3 patterns: no difference shown in correctness (60 % correct); of these c is cheapest, $0.01 per task.',
    );
  });

  it('is any where all are always right, and none where none ever is', () => {
    const always = { correct: 1, cost: near(0.01) };
    expect(verdictOf(made({ a: always, b: { ...always, cost: near(0.02) } })).sentence).toBe(
      'a or b: no difference shown in correctness; a costs half.',
    );
    const never = { correct: 0, cost: near(0.01) };
    expect(verdictOf(made({ a: never, b: never })).sentence).toBe(
      'Take none: every pattern is at 0 % correct in 200 replications.',
    );
    const failing = { operationalFailures: 1, cost: near(0.01) };
    expect(verdictOf(made({ a: failing, b: failing }, { objectives: ['operationalFailures'] })).sentence).toBe(
      'Take none: every pattern is at 100 % failures in 200 replications.',
    );
  });

  it('is no choice where one was compared, or where nothing says what is better', () => {
    const one = { workflow: { correct: share(60), cost: near(0.01), latency: 5 } };
    expect(verdictOf(made(one)).sentence).toBe('Only workflow was compared: 60 % correct, at $0.01 per task.');
    for (const objectives of [[], ['edges'], ['nonsense']]) {
      const { sentence, tiles } = verdictOf(made(one, { objectives }));
      expect(sentence).toBe('No pattern can be chosen: the first objective has no value, or no better direction.');
      expect(tiles).toEqual([]);
    }
  });

  it('is told against the pattern that the question names', () => {
    const patterns = {
      team: { correct: share(66), cost: near(0.6) },
      other: { correct: share(66), cost: near(0.9) },
      'single-agent': { correct: share(38), cost: near(0.15) },
    };
    expect(verdictOf(made(patterns, { asks: { patterns: ['single-agent'] } })).sentence).toBe(
      'team or other: no difference shown in correctness; single-agent costs a quarter and loses 28 points.',
    );
  });
});

describe('the shortlist', () => {
  it('puts patterns that behave alike in one row, and the rest in a sentence', () => {
    const alike = { correct: share(56), cost: near(0.005), latency: near(10) };
    const found = made({
      debate: { correct: share(64), cost: near(0.03), latency: near(30) },
      workflow: alike,
      overseer: alike,
      blackboard: { ...alike, cost: near(0.0052) },
      router: { ...alike, cost: near(0.01) },
      p1: { correct: share(50), cost: near(0.02), latency: near(20) },
      p2: { correct: share(45), cost: near(0.03), latency: near(20) },
      p3: { correct: share(40), cost: near(0.04), latency: near(20) },
      p4: { correct: share(35), cost: near(0.05), latency: near(20) },
      mesh: { correct: share(1), cost: near(0.05), latency: near(9) },
    });
    const { rows, rest, ticked, measures } = shortlistOf(found);
    expect(measures.map(({ id }) => id)).toEqual(['correct', 'cost', 'latency']);
    expect(rows.map(({ pattern, alike: others }) => [pattern, ...others])).toEqual([
      ['debate'],
      ['workflow', 'overseer', 'blackboard'],
      ['router'],
      ['p1'],
      ['p2'],
      ['p3'],
    ]);
    expect(rest).toEqual(['1 more pattern was compared: p4 35 %.', '1 is nearly always wrong: mesh 1 % correct.']);
    expect(ticked).toEqual(['debate', 'workflow']);
    expect(rows[0]!.note).toBe('best');
    expect(rows[1]!.values.get('correct')!.mean).toBeCloseTo(0.56, 12);
  });
});

it('parts are named as people name them', () => {
  const told = [
    [1, 2],
    [1, 3.1],
    [1, 6],
    [1, 2.5],
    [78, 100],
    [1, 40],
  ].map(([a, b]) => fraction(a!, b!));
  expect(told).toEqual(['half', 'a third', 'a sixth', '60 % less', '22 % less', '1/40']);
});
