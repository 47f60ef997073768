import { describe, expect, it } from 'vitest';
import { explainRuns } from '../../src/explain/explain.js';
import { agreementOf, firstDifference } from '../../src/real/measure/agree.js';
import type { CallFacts, RunFacts } from '../../src/real/measure/facts.js';
import { measuredComparison, measurementOf, simulatedSource, storiesOf } from '../../src/real/measure/measurement.js';
import { measurementSentences } from '../../src/real/measure/words.js';
import { otlpTraces } from '../../src/report/exporters/traces/otlp.js';
import { comparisonFolder } from '../../src/report/folders/run-folder.js';
import { loadScenarioFile } from '../../src/scenario/file.js';
import { recordsOf } from './recorded.js';

const SETTINGS = ['patterns.pipeline.context=all', 'task.steps.fact-check.probability=1'];
const read = loadScenarioFile('article', SETTINGS);
if (!read.ok) throw new Error('article');
const { scenario, document } = read;
const RUNS = 60;
const silent = { progress: () => undefined, pause: async () => false };
const of = (pattern: string, against: string) =>
  measurementOf({
    ...{ scenario, seed: 'rehearsal', requested: RUNS, warnings: [], against, candidates: [pattern, against] },
    records: recordsOf(scenario, pattern, 'rehearsal', RUNS),
  });
const race = of('workflow', 'pipeline');

const call = (what: string, start: number, end: number): CallFacts => ({
  ...{ what, agent: what, isWork: true, status: 'ok', start, end, read: new Set<string>(), inputTokens: 1 },
});
const run = (...calls: CallFacts[]): RunFacts => ({
  ...{
    replication: 0,
    outcome: 'correct',
    latency: 9,
    calls,
    escaped: [],
    retracted: [],
    inputTokens: 1,
    outputTokens: 1,
  },
});

describe('the first difference', () => {
  const line = run(call('a', 0, 1), call('b', 1, 2), call('c', 2, 3));
  it.each([
    ['a call that begins too early', run(call('a', 0, 1), call('b', 1, 2), call('c', 1.5, 3)), 'early', 3],
    ['a call in another place', run(call('a', 0, 1), call('c', 1, 2), call('b', 2, 3)), 'order', 2],
    ['a call more', run(...line.calls, call('c', 3, 4)), 'extra', 4],
    ['a call less', run(call('a', 0, 1), call('c', 1, 2)), 'missing', 2],
    ['a call that fails', run(call('a', 0, 1), { ...call('b', 1, 2), status: 'failed' }, call('c', 2, 3)), 'ended', 2],
    ['another outcome', { ...line, outcome: 'wrong' }, 'outcome', 3],
  ] as const)('is %s', (_, measured, kind, nth) => {
    expect(firstDifference(measured, line)).toMatchObject({ kind, call: nth });
  });

  it('is none where all is the same, and none for a timer of whole milliseconds', () => {
    expect(firstDifference(line, line)).toBeNull();
    expect(firstDifference(run(call('a', 0, 1), call('b', 0.9996, 2), call('c', 2, 3)), line)).toBeNull();
  });
});

describe('a pattern held against itself', () => {
  it.each(['pipeline', 'supervisor', 'handoff', 'lead-and-subagents'])('%s agrees in every replication', (pattern) => {
    const { agreement } = of(pattern, pattern);
    expect(agreement).toMatchObject({ equal: RUNS, sameCalls: RUNS, differences: [], races: [], latency: 0 });
  });
});

describe('a race', () => {
  it('is told with its agents and the claims', () => {
    const sentences = measurementSentences(race);
    expect(sentences[1]).toMatch(/^None of 60 replications/);
    expect(sentences[2]).toMatch(
      /^A race: the tagger reads what comes of summarise before the fact-checker has checked it\. In \d+ of 60 replications it took up a false claim that the check then rejected \(summarise\.\d in \d/,
    );
    expect(sentences[3]).toMatch(
      /^From call 3 on, in 60 of 60 replications: the tagger begins while the fact-checker is/,
    );
    expect(sentences.at(-1)).toContain('shared by construction');
  });

  it('counts what the records say', () => {
    const [found] = race.agreement.races;
    expect(found).toMatchObject({ reader: 'tag', check: 'fact-check', deliveredPredicted: [] });
    for (const replication of found!.replications) {
      const { retracted, calls } = race.facts[replication]!;
      const tag = calls.find(({ what }) => what === 'tag')!;
      expect(retracted.some(({ id, by, at }) => by === 'fact-check' && at > tag.start && tag.read.has(id))).toBe(true);
    }
    const others = race.facts.filter(({ replication }) => !found!.replications.includes(replication));
    for (const { retracted, calls } of others) {
      const tag = calls.find(({ what }) => what === 'tag')!;
      expect(retracted.filter(({ id, isFalse }) => isFalse && tag.read.has(id))).toEqual([]);
    }
  });

  it('is none where the check comes first', () => expect(agreementOf(race.facts, race.facts).races).toEqual([]));
});

describe('measured runs are runs like others', () => {
  it('make a run folder with both rows, and stories that every exporter takes', async () => {
    const comparison = measuredComparison(race);
    expect(comparison.patterns.map(({ name }) => name)).toEqual(['measured', 'predicted']);
    const files = await comparisonFolder(comparison, { version: '0', scenarioText: document, command: 'rehearse' });
    for (const name of ['result.json', 'runs.csv', 'report.html', 'manifest.json']) expect(files.has(name)).toBe(true);
    expect(String(files.get('runs.csv'))).toContain('measured');
    const [measured, predicted] = storiesOf(race, 5);
    expect(measured.calls.length).toBe(predicted.calls.length);
    expect(otlpTraces([measured, predicted])).toContain('gen_ai');
  });

  it('are explained: the parts add up to the difference', async () => {
    const measured = {
      name: 'measured',
      rehearse: (n: number, tell: (record: (typeof race.records)[number], task: number) => void) =>
        tell(race.records[n]!, 0),
    };
    const found = await explainRuns(
      race.scenario,
      [simulatedSource(race), measured],
      { seed: 'rehearsal', runs: RUNS },
      silent,
    );
    for (const { whole, parts } of found.accounts) {
      const sum = parts.reduce((all, { difference }) => all + difference.mean, 0);
      expect(sum).toBeCloseTo(whole.difference.mean, 9);
    }
    expect(found.accounts[0]!.whole.difference.mean).toBeLessThan(0);
  });
});
