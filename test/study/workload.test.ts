import { describe, expect, it } from 'vitest';
import { measureNamed, measures } from '../../src/measures/index.js';
import { readTask } from '../../src/measures/measure.js';
import { plansFor } from '../../src/patterns/plan.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { gathered } from '../../src/study/gather.js';
import type { PatternRuns } from '../../src/study/pattern-runs.js';
import { rehearse } from '../../src/study/replicate.js';
import { replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';

const READ = [
  'correct',
  'failed',
  'calls',
  'tokenTax',
  'latency',
  'timeQueueing',
  'throughput',
  'bottleneck',
  'saturation',
];

/** Two steps of a second each, and the conditions. */
const text = (conditions: string, agents = 'a: {}, b: {}'): string =>
  yaml(`
task: { brief: { tokens: 10 }, steps: { first: { role: a }, second: { role: b, after: [first] } } }
agents: { defaults: { model: plain, prompt: 0, output: 10, latency: 1s, capacity: 1 }, ${agents} }
${conditions}`);

function runsOf(body: string, names: readonly string[], replications: number): Map<string, PatternRuns> {
  const scenario = scenarioOf(body);
  const { plans } = plansFor(scenario, names);
  const read = READ.map((id) => measureNamed(id)!);
  const batch = rehearse(scenario, plans, read, keyOf('test'), { from: 0, to: replications });
  return new Map(
    gathered(scenario, read, [batch])
      .results()
      .map((one) => [one.name, one]),
  );
}

const column = (runs: PatternRuns, id: string): number[] => [...runs.columns.get(id)!];

describe('a workload of one task', () => {
  it('reads what the record of the run says, bit by bit', () => {
    const body = text('', 'a: { failure: 0.2 }, b: { latency: { lognormal: { median: 2s, p95: 6s } } }');
    const scenario = scenarioOf(body);
    const { plans } = plansFor(scenario, ['choreography']);
    const batch = rehearse(scenario, plans, measures, keyOf('test'), { from: 0, to: 300 });
    const [found] = gathered(scenario, measures, [batch]).results();
    const ofTasks = measures.filter(({ readRun }) => readRun === undefined);
    const expected = replicate(worldOf(scenario, 'choreography'), 300, (record) =>
      ofTasks.map((measure) => readTask(measure, record, null)),
    );
    for (const [m, { id }] of ofTasks.entries()) expect(column(found!, id), id).toEqual(expected.map((row) => row[m]));
    expect(found!.tasks).toBeUndefined();
  });

  it('knows how busy somebody is, and no rates', () => {
    const runs = runsOf(text(''), ['pipeline', 'single-agent'], 2);
    expect(column(runs.get('pipeline')!, 'bottleneck')).toEqual([0.5, 0.5]);
    expect(column(runs.get('single-agent')!, 'bottleneck')).toEqual([1, 1]);
    expect(runs.get('single-agent')!.load).toMatchObject({ isSteady: true, isOverloaded: false, dropped: 0 });
    for (const id of ['throughput', 'saturation'])
      expect(column(runs.get('pipeline')!, id)).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('a workload of several tasks', () => {
  // All at once: the first step is a queue of four, the second never waits. Latencies 2, 3, 4 and 5 seconds.
  const batch = text('workload: { tasks: 4 }');

  it('is averaged over its tasks, whose own values give the quantiles', () => {
    const { columns, tasks, load } = runsOf(batch, ['pipeline'], 2).get('pipeline')!;
    expect([...columns.get('latency')!]).toEqual([3.5, 3.5]);
    expect([...columns.get('timeQueueing')!]).toEqual([1.5, 1.5]);
    expect([...tasks!.get('latency')!]).toEqual([2, 3, 4, 5, 2, 3, 4, 5]);
    expect(tasks!.has('throughput')).toBe(false);
    expect([...columns.get('throughput')!]).toEqual([(3600 * 4) / 5, (3600 * 4) / 5]);
    expect([...columns.get('bottleneck')!]).toEqual([4 / 5, 4 / 5]);
    expect([...columns.get('saturation')!]).toEqual([3600, 3600]);
    expect(load).toMatchObject({ busiest: 'a', isSteady: true, dropped: 0 });
  });

  it('drops the warm-up that was asked for', () => {
    const { columns, load } = runsOf(text('workload: { tasks: 4, warmup: 1 }'), ['pipeline'], 1).get('pipeline')!;
    expect([...columns.get('latency')!]).toEqual([4]);
    expect(load!.dropped).toBe(1);
  });

  it("sets tokens against the single agent's tokens a task", () => {
    const conditions = 'workload: { tasks: 30 }';
    const runs = runsOf(
      text(conditions, 'a: { output: { uniform: [10, 200] } }, b: {}'),
      ['single-agent', 'supervisor'],
      3,
    );
    expect(column(runs.get('single-agent')!, 'tokenTax').every((tax) => Math.abs(tax - 1) < 1e-12)).toBe(true);
    for (const tax of column(runs.get('supervisor')!, 'tokenTax')) expect(tax).toBeGreaterThan(2);
  });

  it('gives shares as fractions, and leaves out tasks in which a measure is undefined', () => {
    const runs = runsOf(text('workload: { tasks: 50 }', 'a: { failure: 0.4 }, b: {}'), ['pipeline'], 4).get(
      'pipeline',
    )!;
    for (const r of [0, 1, 2, 3]) {
      expect(column(runs, 'correct')[r]! + column(runs, 'failed')[r]!).toBeCloseTo(1, 12);
      expect(column(runs, 'failed')[r]!).toBeGreaterThan(0.1);
      expect(column(runs, 'latency')[r]!).toBeGreaterThan(2);
    }
    const latencies = runs.tasks!.get('latency')!;
    const undefinedOnes = latencies.filter((value) => Number.isNaN(value)).length;
    expect(undefinedOnes / 200).toBeCloseTo(column(runs, 'failed').reduce((sum, share) => sum + share, 0) / 4, 12);
  });
});

describe('load', () => {
  it('is that of a role, whichever of its agents is asked first', () => {
    const agents = 'a: { instances: 3 }, b: {}';
    const runs = runsOf(text('workload: { tasks: 400, arrivals: { poisson: 0.5/s } }', agents), ['pipeline'], 4);
    const { load, columns } = runs.get('pipeline')!;
    expect(load).toMatchObject({ busiest: 'b', isOverloaded: false });
    expect(load!.load).toBeCloseTo(0.5, 1);
    expect([...columns.get('saturation')!].map((value) => Math.round(value))).toEqual([3600, 3600, 3600, 3600]);
  });

  it('that cannot be sustained has no latency, whatever the order in which calls are served', () => {
    const runs = runsOf(
      text('workload: { tasks: 300, arrivals: { poisson: 1.3/s } }'),
      ['pipeline', 'single-agent'],
      4,
    );
    for (const name of ['pipeline', 'single-agent']) {
      const { load, columns, tasks } = runs.get(name)!;
      expect(load).toMatchObject({ isSteady: false, isOverloaded: true });
      for (const id of ['latency', 'timeQueueing']) {
        expect([...columns.get(id)!].every(Number.isNaN)).toBe(true);
        expect(tasks!.get(id)).toHaveLength(0);
      }
      expect([...columns.get('correct')!]).toEqual([1, 1, 1, 1]);
      for (const value of columns.get('bottleneck')!) expect(value).toBeGreaterThan(1);
    }
    expect(runs.get('pipeline')!.load!.load).toBeCloseTo(1.3, 1);
    expect(runs.get('single-agent')!.load!.load).toBeCloseTo(2 * runs.get('pipeline')!.load!.load, 12);
    const [throughput] = runs.get('pipeline')!.columns.get('throughput')!;
    expect(throughput).toBeGreaterThan(0.9 * 3600);
    expect(throughput).toBeLessThanOrEqual(3600);
  });

  it('at which calls give up is steady, and too much all the same', () => {
    const conditions = 'workload: { tasks: 600, arrivals: { poisson: 1.5/s } }\npolicies: { timeout: 5s }';
    const { load, columns } = runsOf(text(conditions), ['pipeline'], 4).get('pipeline')!;
    expect(load).toMatchObject({ isSteady: true, isOverloaded: true, busiest: 'a' });
    for (const value of columns.get('latency')!) expect(value).toBeLessThan(11);
  });

  it("is the provider's where its limit is nearest, although agents wait for it with a call in hand", () => {
    const conditions = 'workload: { tasks: 300, arrivals: { poisson: 20/m } }\nprovider: { requestsPerMinute: 50 }';
    const { load, columns } = runsOf(text(conditions), ['pipeline'], 6).get('pipeline')!;
    expect(load!.busiest).toBe("the provider's request limit");
    expect(load!.load).toBeCloseTo(40 / 50, 1);
    for (const value of columns.get('saturation')!) expect(value).toBeCloseTo((50 / 2) * 60, 6);
  });

  it('of a closed loop is never without end', () => {
    const conditions = 'workload: { tasks: 300, arrivals: { closed: { users: 50 } } }';
    const { load, columns } = runsOf(text(conditions), ['pipeline'], 2).get('pipeline')!;
    expect(load).toMatchObject({ isSteady: true, isOverloaded: false });
    for (const value of columns.get('throughput')!) expect(value).toBeCloseTo(3600, -2);
    for (const value of columns.get('bottleneck')!) expect(value).toBeLessThanOrEqual(1);
  });
});
