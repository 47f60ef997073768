import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import type { Comparison } from '../../src/compare/comparison.js';
import { measures, readableNamed } from '../../src/measures/index.js';
import { compareDocument } from '../../src/report/documents/compare.js';
import { blocksOf } from '../../src/report/documents/contents.js';
import { comparisonCodec, comparisonFrom, plainComparison } from '../../src/report/results/comparison.js';
import { comparisonTable } from '../../src/report/tables/compare-terminal.js';
import { kindSentences } from '../../src/report/words/kinds.js';
import { pairedDifference } from '../../src/statistics/estimates.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { scenarioOf } from '../sim/helper.js';

/** One agent sends its history again and again, many have long prompts: the first is dear for large tasks, the second for small ones. */
const TEXT = `
scenario: mixed
question: Is it the same for small tasks and for huge ones?
task:
  brief: { tokens: 1000 }
  kinds:
    small: { share: 0.7, size: { mean: 0.2, cv: 0.3 } }
    huge: { share: 0.3, size: { mean: 6, cv: 0.3 } }
  steps:
    one: { role: a }
    two: { role: b, after: [one] }
    three: { role: c, after: [two] }
agents:
  defaults: { output: 500, prompt: 900 }
  a: {}
  b: {}
  c: {}
generalist: { model: medium, prompt: 100 }
patterns: { only: [pipeline] }
decision: { objectives: { inputTokens: {} } }
`;
const watch = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });
const RUNS = 400;

const compared = (overrides: readonly string[] = [], text = TEXT): Promise<Comparison> =>
  compare(scenarioOf(text, overrides), { seed: 'kinds', runs: RUNS, precision: null, only: null }, watch);

const found = await compared();

describe('verdicts by kind of task', () => {
  it('are of the same replications: those of all kinds add up to the whole', () => {
    for (const pattern of ['single-agent', 'pipeline']) {
      const rows = found.kinds.map(({ rows }) => rows.find((row) => row.pattern === pattern)!);
      const whole = found.summary.find((row) => row.pattern === pattern && row.measure.id === 'inputTokens')!;
      expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(RUNS);
      expect(rows.reduce((sum, { n, mean }) => sum + n * mean, 0) / RUNS).toBeCloseTo(whole.mean, 6);
    }
    expect(found.kinds.map(({ kind, share }) => [kind, share])).toEqual([
      ['small', 0.7],
      ['huge', 0.3],
    ]);
  });

  it('are paired differences over the replications with a task of the kind', () => {
    const [single, pipeline] = found.patterns.map(({ columns }) => columns.get('inputTokens@1')!);
    const paired = pairedDifference(single!, pipeline!);
    const row = found.kinds[1]!.rows.find(({ pattern }) => pattern === 'single-agent')!;
    expect(row.n).toBe(paired.n);
    expect(row.vsBest).toMatchObject({ mean: paired.mean, low: paired.low, high: paired.high });
  });

  it('are told where they differ, in one sentence and in a table', () => {
    const verdicts = found.kinds.map(({ rows }) => Object.fromEntries(rows.map((row) => [row.pattern, row.verdict])));
    expect(verdicts).toEqual([
      { 'single-agent': 'best', pipeline: 'worse' },
      { 'single-agent': 'worse', pipeline: 'best' },
    ]);
    const [sentence, ...more] = kindSentences(found);
    expect(more).toEqual([]);
    expect(sentence).toMatch(
      /^Verdicts differ by kind of task: on input tokens, (single-agent|pipeline) leads over all tasks, but in (small tasks \(70 %|huge tasks \(30 %) of all\) (pipeline|single-agent) is ahead of it by [\d,.]+/,
    );
    expect(comparisonTable(found, { width: 2000, colour: false })).toContain(sentence);
    const input = { version: '0', scenarioText: TEXT, command: 'x' } as Parameters<typeof compareDocument>[2];
    const folded = blocksOf(compareDocument(found, [], input)).find(
      (block) => block.kind === 'details' && block.summary === 'By kind of task',
    );
    const inside = folded?.kind === 'details' ? folded.blocks : [];
    const table = inside.find((block) => block.kind === 'table')!;
    expect(table.columns.map(({ heading }) => heading[0])).toEqual([
      'Pattern',
      'small (70 %)',
      'verdict',
      'huge (30 %)',
      'verdict',
    ]);
    expect(table.rows).toHaveLength(2);
  });

  it('are told as well where they do not differ', async () => {
    const same = await compared(['task.kinds.huge.size=0.3']);
    expect(kindSentences(same)).toEqual([
      'On input tokens, no pattern is shown to be ahead of single-agent in tasks of any kind (small and huge).',
    ]);
  });

  it('are none where tasks are all of one kind', async () => {
    const plain = await compared([], TEXT.replace(/ {2}kinds:[\s\S]*? {2}steps:/, '  steps:'));
    expect([plain.kinds, kindSentences(plain)]).toEqual([[], []]);
  });

  it('stand in result.json as they were', () => {
    const columns = new Map(found.patterns.map((one) => [one.name, one.columns]));
    const written = JSON.parse(JSON.stringify(comparisonCodec.encode(plainComparison(found))));
    expect(comparisonFrom(comparisonCodec.parse(written), found.scenario, columns).kinds).toEqual(found.kinds);
  });

  it('of several tasks in a replication are means over the tasks of the kind', async () => {
    const many = await compared(['workload.tasks=5', 'workload.arrivals={ poisson: 5/h }', 'workload.warmup=0']);
    const whole = many.summary.find((row) => row.pattern === 'pipeline' && row.measure.id === 'inputTokens')!;
    const [small, huge] = many.kinds.map(({ rows }) => rows.find((row) => row.pattern === 'pipeline')!);
    // A replication without a task of the kind has no value: .3^5 and .7^5 of them.
    expect(small!.n).toBeGreaterThan(RUNS * 0.98);
    expect(Math.abs(huge!.n / RUNS - (1 - 0.7 ** 5))).toBeLessThan(0.06);
    expect(small!.mean).toBeLessThan(whole.mean);
    expect(huge!.mean).toBeGreaterThan(whole.mean);
  });
});

describe('a measure in tasks of one kind', () => {
  it('is found by its id, in any thread', () => {
    expect(readableNamed('correct@2')).toMatchObject({ id: 'correct@2', interval: 'share' });
    expect(readableNamed('nothing@2')).toBeUndefined();
    expect(measures.some(({ id }) => id.includes('@'))).toBe(false);
  });
});
