import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as library from '../../src/index.js';
import { Act } from '../../src/kit.js';
import { VERSION } from '../../src/report/folders/manifest.js';
import { ROOT } from './examples.js';

const { compare, decide, defineMeasure, definePattern, explain, loadScenario, measures } = library;
const { report, run, ScenarioError, sweep, vary } = library;

const article = loadScenario('article');

/** A pipeline in which the last stage works twice. */
const secondLook = definePattern({
  name: 'second-look',
  aliases: [],
  family: 'code',
  card: {
    what: 'A pipeline in which the last stage works twice.',
    how: 'Code runs the steps one after the other; the last one is done again on its own result.',
    notice: 'One call more than a pipeline.',
    tryThis: 'Give the last step checks: true.',
    breaksWhen: 'The last stage is the slow one.',
  },
  look: { colour: 'teal', shape: 'circle' },
  options: {},
  wording: {},
  expects: {
    calls: (shape) => shape.steps + 1,
    edges: (shape) => shape.members - 1,
    edgesPossible: (shape) => shape.members - 1,
    messages: (shape) => shape.steps - 1,
    criticalPathCalls: (shape) => shape.steps + 1,
    inputTokens: (shape, sizes) => (shape.steps + 1) * sizes.prompt + sizes.brief + shape.steps * sizes.output,
  },
  checks: [],
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  parts: {},

  *coordinate({ task, team }) {
    let artifact = task.brief;
    const steps = task.inOrder();
    for (const step of [...steps, steps.at(-1)!]) {
      artifact = yield* team.memberFor(step).perform(step, team.context().append(artifact));
    }
    return artifact;
  },
});

const shared = { group: 'cost', better: 'lower', interval: 'mean' } as const;

const workCalls = defineMeasure({
  ...shared,
  id: 'workCalls',
  label: 'work calls',
  unit: 'calls',
  definition: 'Calls per task that work on a step.',
  column: { place: 9 },
  read: ({ calls }) => calls.columns.act.slice(0, calls.length).filter((act) => act === Act.produce).length,
});
const stations = defineMeasure({
  ...shared,
  id: 'stations',
  label: 'stations',
  unit: '1',
  definition: 'What serves calls.',
  readRun: (totals) => totals.stations.length,
});
const safe = defineMeasure({
  ...shared,
  id: 'safe',
  label: 'safe participants',
  unit: '1',
  better: 'higher',
  definition: 'Participants that a task can do without.',
  readDisturbed: ({ knockOuts }, replication) => knockOuts.filter(({ lost }) => lost[replication] === 0).length,
});

describe('the library', () => {
  it('has about a dozen names, and the version of the package', () => {
    expect(Object.keys(library).sort()).toEqual(
      [
        ...[
          'ScenarioError',
          'audit',
          'capacity',
          'compare',
          'decide',
          'defineMeasure',
          'definePattern',
          'explain',
          'loadScenario',
        ],
        ...['measures', 'migrate', 'patterns', 'report', 'run', 'sweep', 'vary'],
      ].sort(),
    );
    expect(VERSION).toBe(JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')).version);
  });

  it('refuses scenarios with every problem, and names and numbers with a range error', async () => {
    expect(() => loadScenario({ text: 'scenario: x', name: 'x.yaml' })).toThrow(ScenarioError);
    expect(() => loadScenario('no-such-scenario')).toThrow(/there is no file or built-in scenario/);
    expect(() => vary(article, { 'agents.nobody.failure': 0.1 })).toThrow(ScenarioError);
    await expect(compare(article, { patterns: ['pipelin'] })).rejects.toThrow(/Did you mean 'pipeline'\?/);
    await expect(compare(article, { runs: 1 })).rejects.toThrow(/runs: expected a whole number from 2/);
    await expect(compare(article, { measures: [{ ...workCalls, id: 'cost' }] })).rejects.toThrow(/'cost'/);
    await expect(compare(article, { measures: [{ ...workCalls, id: 'tokensOutput' }] })).rejects.toThrow(RangeError);
    await expect(compare(article, { patterns: [{ ...secondLook, name: 'pipeline' }] })).rejects.toThrow(RangeError);
    await expect(sweep(article, {})).rejects.toThrow(RangeError);
    await expect(sweep(article, { 'agents.tagger.failure': { from: 0.5, to: 0.1 } })).rejects.toThrow(/not below/);
    await expect(sweep(article, RANGE, { measure: 'edges' })).rejects.toThrow(/no better direction/);
    await expect(explain(article, 'pipeline', 'pipeline')).rejects.toThrow(/does not differ/);
    expect(() => run(article, 'pipeline', { task: 1 })).toThrow(/counted from 0/);
  });

  it('makes budgets equal where it is told to, and says what it changed', async () => {
    const payments = library.loadScenario('payments');
    const found = await library.compare(payments, { runs: 2, patterns: ['workflow', 'choreography'], fair: true });
    expect(found.warnings[0]!.message).toContain('policies.retry.attempts from 2 to 3');
    expect(found.scenario.policies.retry.attempts).toBe(3);
    expect(payments.policies.retry.attempts).toBe(2);
  });

  it('tells its progress, and stops where it is told to', async () => {
    const shares: number[] = [];
    const control = new AbortController();
    const stopped = await compare(article, {
      runs: 5000,
      patterns: ['workflow'],
      signal: control.signal,
      onProgress: (share) => {
        shares.push(share);
        if (shares.length === 2) control.abort();
      },
    });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(stopped.runs).toBe(400);
    expect(stopped.warnings[0]!.message).toContain('Stopped after 400 of 5000');
    await expect(compare(article, { signal: AbortSignal.abort(new Error('no more')) })).rejects.toThrow('no more');
  });
});

const RANGE = { 'agents.fact-checker.detection': { from: 0.2, to: 0.9, steps: 2 } };

describe('a pattern and measures from outside', () => {
  const own = { runs: 30, patterns: ['workflow', secondLook], measures: [...measures, workCalls, stations, safe] };

  it('are compared and reported like those that are built in', async () => {
    const compared = await compare(article, own);
    expect(compared.patterns.map(({ name }) => name)).toEqual(['single-agent', 'workflow', 'second-look']);
    const row = (pattern: string, id: string) =>
      compared.summary.find((one) => one.pattern === pattern && one.measure.id === id)!;
    expect(row('second-look', 'workCalls').mean).toBeGreaterThan(row('workflow', 'workCalls').mean);
    expect(row('second-look', 'stations').mean).toBeGreaterThan(0);
    expect(row('second-look', 'safe').n).toBe(30);
    expect(row('workflow', 'changeImpact').mean).toBe(1);
    const { markdown, html, files, charts } = await report(compared);
    for (const text of [markdown, html]) {
      expect(text).toContain('second-look');
      expect(text).toContain('work calls');
    }
    expect(files.get('summary.csv')).toMatch(/^article,second-look,safe,/m);
    expect(files.get('runs.csv')!.split('\n')[0]).toContain('workCalls');
    expect(charts.length).toBeGreaterThan(5);
    expect(compared.typical.map((one) => one.pattern)).toEqual(compared.ranking.slice(0, 3));
    for (const { svg } of charts) expect(svg).toMatch(/^<svg/);
  });

  it('are run, and swept and decided by', async () => {
    const traced = run(article, secondLook, { replication: 3, measures: [workCalls] });
    expect(traced.pattern).toBe('second-look');
    expect(traced.values.get('workCalls')).toBe(traced.calls.filter(({ act }) => act === 'produce').length);
    const swept = await sweep(article, RANGE, { ...own, measure: 'workCalls', runs: 20 });
    expect(swept.cells.map(({ winner }) => winner)).not.toContain('second-look');
    const text = readFileSync(`${ROOT}scenarios/article.yaml`, 'utf8').replace(
      /^decision:[\s\S]*?(?=^\S|$(?![\s\S]))/m,
      'decision:\n  objectives: { workCalls: { weight: 1 } }\n  limits: { workCalls: "<= 99" }\n',
    );
    expect(() => loadScenario({ text })).toThrow(/unknown measure 'workCalls'/);
    const decided = await decide(loadScenario({ text }, own), { ...own, samples: 1, tasksPerSample: 2 });
    expect(decided.answer).not.toBe('second-look');
    expect(decided.aims.map(({ measure }) => measure)).toEqual([workCalls]);
  });

  it('leave no trace: what is handed over once is not known the next time', async () => {
    await expect(compare(article, { patterns: ['second-look'] })).rejects.toThrow(/no pattern or team 'second-look'/);
  });
});
