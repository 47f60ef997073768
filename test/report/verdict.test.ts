import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src/report/words/compare-answer.js';
import { verdictOf } from '../../src/report/words/verdict/index.js';
import { MOST_WORDS, wordsIn } from '../../src/report/words/verdict/phrases.js';
import { shortlistOf } from '../../src/report/words/verdict/shortlist.js';
import { QUESTION_KINDS } from '../../src/scenario/asks.js';
import { curves, growing, made, near, plain, share } from './comparisons.js';

describe('how things grow', () => {
  const sizes = [2, 4, 8, 12, 16];
  const asks = { kind: 'growth', measures: ['edges', 'latency'] } as const;
  const rows = [
    ...curves(sizes, 'edges', { mesh: (n) => (n * (n - 1)) / 2, workflow: (n) => n + 1, pipeline: (n) => n - 1 }),
    ...curves(sizes, 'latency', { mesh: () => 7, workflow: (n) => 7 + 0.01 * n, pipeline: (n) => 3 * n }),
  ];
  const found = made({ mesh: plain, workflow: plain, pipeline: plain }, { asks, growth: growing(sizes), rows });

  it('names the law, and under whom', () => {
    expect(verdictOf(found).sentence).toBe(
      'Edges grow quadratically under mesh; latency stays flat under mesh and workflow.',
    );
    expect(verdictOf(found).because).toEqual([
      'Edges grow linearly under workflow and pipeline.',
      'With 16 specialists: edges 15 (pipeline) to 120 (mesh), latency 7 s (mesh) to 48 s (pipeline).',
    ]);
  });

  it('tells square, faster, straight, slower, flat and falling curves apart', () => {
    const law = (at: (n: number) => number): string =>
      verdictOf(
        made(
          { a: plain },
          {
            asks: { kind: 'growth', measures: ['edges'] },
            growth: growing(sizes),
            rows: curves(sizes, 'edges', { a: at }),
          },
        ),
      ).sentence;
    expect(law((n) => n * n)).toBe('Edges grow quadratically everywhere.');
    expect(law((n) => 2 ** n)).toBe('Edges grow faster than linearly everywhere.');
    expect(law((n) => 5 * n + 40)).toBe('Edges grow linearly everywhere.');
    expect(law((n) => Math.log(n))).toBe('Edges grow slower than linearly everywhere.');
    expect(law((n) => 100 + n / 4)).toBe('Edges stay flat everywhere.');
    expect(law((n) => 100 - 5 * n)).toBe('Edges fall everywhere.');
  });

  it('falls back on the choice where nothing was measured at other sizes', () => {
    expect(verdictOf(made({ a: plain, b: plain }, { asks })).kind).toBe('choose');
  });
});

describe('up to where', () => {
  const sizes = [1, 2, 3, 4, 5];
  const asks = { kind: 'threshold', patterns: ['workflow'] } as const;
  const objectives = ['operationalFailures', 'latency'];
  const patterns = { workflow: { ...plain, operationalFailures: 0 }, pipeline: { ...plain, operationalFailures: 0 } };

  it('is the last size at which the limit is kept', () => {
    const rows = curves(sizes, 'operationalFailures', { workflow: (n) => (n < 4 ? 0 : 0.98), pipeline: () => 0 });
    const found = made(patterns, { asks, objectives, growth: growing(sizes, 'agents at once'), rows });
    const { sentence, about } = verdictOf(found);
    expect(sentence).toBe('workflow holds up to 3 agents at once (with 4, 98 % failures); pipeline holds throughout.');
    expect(about).toEqual(['workflow', 'pipeline']);
  });

  it('is where a measured value passes the limit of the scenario', () => {
    const limits = [
      { measure: 'operationalFailures', statistic: 'mean', operator: '<=', value: 0.1, isDuration: false },
    ] as const;
    const rows = curves([10, 20, 30], 'operationalFailures', {
      workflow: (s) => (s === 10 ? 0.3 : 0),
      pipeline: () => 0,
    });
    const growth = { ...growing([10, 20, 30], 'seconds of time-out', 'policies.timeout'), unit: 's' };
    const found = made(patterns, { asks, objectives, growth, rows, limits });
    expect(verdictOf(found).sentence).toBe(
      'workflow keeps failures below 10 % from about 17 seconds of time-out on; pipeline at any size.',
    );
  });

  it('is where two patterns change places', () => {
    const rows = curves(sizes, 'latency', { workflow: (n) => n, pipeline: () => 3 });
    const crossovers = [{ measure: 'latency', below: 'workflow', above: 'pipeline', at: 3, low: 2.9, high: 3.1 }];
    const found = made(patterns, {
      asks: { kind: 'threshold', measures: ['latency'] },
      objectives,
      growth: growing(sizes, 'users'),
      rows,
      crossovers,
    });
    expect(verdictOf(found).sentence).toBe(
      'workflow is faster than pipeline up to about 3 users; beyond that, pipeline is faster.',
    );
  });
});

describe('what if, and through what', () => {
  it('tells what changes at the last size, in the words of the scenario', () => {
    const sizes = [0.5, 1];
    const rows = curves(sizes, 'correct', { 'fan-out': (s) => 0.6 - 0.35 * s, workflow: () => 0.6 });
    const asks = { kind: 'what-if', patterns: ['fan-out'], condition: 'every post needs a digest' } as const;
    const found = made(
      { 'fan-out': plain, workflow: plain },
      { asks, growth: growing(sizes, 'share with a digest'), rows },
    );
    expect(verdictOf(found).sentence).toBe(
      'If every post needs a digest, fan-out falls from 60 % to 25 % correct; workflow keeps 60 %.',
    );
    const unsaid = { ...found, scenario: { ...found.scenario, asks: { ...found.scenario.asks, condition: null } } };
    expect(verdictOf(unsaid).sentence).toBe(
      'If there is a share with a digest of 1, fan-out falls from 60 % to 25 % correct; workflow keeps 60 %.',
    );
  });

  it('tells how tasks end that are lost', () => {
    const asks = { kind: 'mechanism', patterns: ['overseer', 'choreography'] } as const;
    const found = made(
      {
        overseer: { ...plain, operationalFailures: share(2), failed: share(2), late: 0, stalled: 0 },
        choreography: { ...plain, operationalFailures: share(58), failed: 0, late: 0, stalled: share(58) },
      },
      { asks, objectives: ['operationalFailures'] },
    );
    expect(verdictOf(found).sentence).toBe('choreography fails in 58 % of tasks, nearly all stalled; overseer in 2 %.');
    const same = { ...plain, operationalFailures: share(2), failed: share(2), late: 0, stalled: 0 };
    expect(
      verdictOf(made({ overseer: same, choreography: same }, { asks, objectives: ['operationalFailures'] })).sentence,
    ).toBe('overseer or choreography: no difference shown in failures, both 2 % failures.');
  });
});

it('no comparison makes a verdict of more than twenty words, or of something that is not there', () => {
  const name = fc.stringMatching(/^[a-z][a-z-]{0,25}[a-z]$/);
  const value = fc.oneof(fc.constantFrom(0, 1, Number.NaN), fc.double({ min: 1e-6, max: 1e6, noNaN: true }));
  const pattern = fc.record({
    part: fc.constantFrom(0, 1, 50, 51, 100),
    cost: value,
    latency: value,
    end: fc.constantFrom('late', 'wrong', 'failed', 'stalled'),
  });
  const property = fc.property(
    fc.uniqueArray(fc.tuple(name, pattern), { selector: ([key]) => key, minLength: 1, maxLength: 6 }),
    fc.constantFrom(...QUESTION_KINDS),
    fc.constantFrom(['correct'], ['operationalFailures', 'cost'], ['latency', 'correct'], ['cost'], ['edges'], []),
    fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,30}$/),
    fc.array(value, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
    (patterns, kind, objectives, label, values, isNamed) => {
      const sizes = [1, 2, 5, 9].slice(0, values.length);
      const columns = Object.fromEntries(
        patterns.map(([key, { part, cost, latency, end }]) => [
          key,
          {
            correct: share(part),
            [end]: (run: number) => 1 - share(part)(run),
            operationalFailures: share(100 - part),
            cost: near(cost),
            latency: near(latency),
            edges: 3,
          },
        ]),
      );
      const ids = ['correct', 'operationalFailures', 'latency', 'cost', 'edges'];
      const rows = ids.flatMap((id) =>
        curves(
          sizes,
          id,
          Object.fromEntries(
            patterns.map(([key], i) => [key, (size: number) => values[sizes.indexOf(size)]! * (i + 1)]),
          ),
        ),
      );
      const asks = {
        kind,
        condition: isNamed ? label : null,
        patterns: isNamed ? patterns.slice(0, 2).map(([key]) => key) : [],
      };
      const found = made(columns, { asks, objectives, growth: growing(sizes, label), rows });
      const { sentence, because, tiles, about } = verdictOf(found);
      expect(wordsIn(sentence), sentence).toBeLessThanOrEqual(MOST_WORDS);
      expect(because.length).toBeLessThanOrEqual(3);
      expect(tiles.length).toBeLessThanOrEqual(4);
      expect(new Set(about).size).toBe(about.length);
      for (const one of about) expect(found.ranking).toContain(one);
      for (const text of answer(found)) expect(text).not.toMatch(/\bNaN\b|undefined|Infinity|\bnull\b/);
      const { rows: listed } = shortlistOf(found);
      expect(listed.length).toBeLessThanOrEqual(6);
    },
  );
  fc.assert(property, { numRuns: 150, seed: 20_261_201 });
});
