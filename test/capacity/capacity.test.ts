import { describe, expect, it } from 'vitest';
import { axisAt, type CapacityAxis, settingsAt, usualAxis } from '../../src/capacity/axis.js';
import { capacity } from '../../src/capacity/capacity.js';
import type { Capacity, PatternCapacity } from '../../src/capacity/result.js';
import { capacityAnswer } from '../../src/report/words/capacity-answer.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { builtin, scenarioOf } from '../sim/helper.js';

/** One step of ten seconds, one call each. */
const base = (more: string): string => `
scenario: one
question: How much is too much?
task: { brief: { tokens: 10 }, steps: { serve: { role: server } } }
agents: { server: { model: tight, output: 10, latency: 10s, capacity: 1000 } }
patterns: { only: [workflow] }
${more}`;

const limits = (text: string): string => `models: { tight: { like: large, limits: { ${text} } } }`;

function axisOf(scenario: Scenario, vary?: string, ends: [string, string] | null = null): CapacityAxis {
  const found = vary === undefined ? usualAxis(scenario) : axisAt(scenario, vary, ends);
  if ('ok' in found) throw new Error(found.ok ? '' : found.message);
  return found;
}

async function found(
  scenario: Scenario,
  {
    vary,
    ends,
    runs = 20,
    stopAfter = Number.POSITIVE_INFINITY,
  }: { vary?: string; ends?: [string, string]; runs?: number; stopAfter?: number } = {},
): Promise<Capacity> {
  let looks = 0;
  const executor = new LocalExecutor({ progress: () => undefined, pause: async () => looks++ >= stopAfter });
  const effort = { seed: 'test', runs, only: null, tolerated: 0.05 };
  return await capacity(scenario, axisOf(scenario, vary, ends ?? null), effort, executor);
}

const of = ({ patterns }: Capacity, name: string): PatternCapacity => patterns.find(({ pattern }) => pattern === name)!;

describe('a capacity', () => {
  it('of tasks at once is what the bucket holds, and the tolerated share on top', async () => {
    // Of n tasks at once n - 50 are refused: (n - 50) / n <= 0.05 up to n = 52.
    const result = await found(scenarioOf(base(limits('requests: 50/m'))));
    expect(result.axis.label).toBe('tasks at once');
    const workflow = of(result, 'workflow');
    expect(workflow).toMatchObject({ most: 52, isOpen: false });
    expect(workflow.breaks).toMatchObject({ value: 53, cause: 'requests' });
  });

  it.each([
    ['requests: 12/m', 'requests'],
    ['concurrent: 12', 'concurrency'],
    ['quota: { requests: 12, window: 1h }', 'quota'],
  ])('says what breaks first: %s', async (text, cause) => {
    const workflow = of(await found(scenarioOf(base(limits(text))), { runs: 100 }), 'workflow');
    expect(workflow).toMatchObject({ most: 12, low: 12, high: 12, breaks: { cause } });
  });

  it('of users whose tasks have a deadline ends where they wait too long for one agent', async () => {
    // Ten seconds each, one after the other: the fifth of five users waits 50 s.
    const text = base(`${limits('requests: .inf')}
workload: { tasks: 30, warmup: 10, arrivals: { closed: { users: 2 } } }
policies: { deadline: 45s }`).replace('capacity: 1000', 'capacity: 1');
    const workflow = of(await found(scenarioOf(text)), 'workflow');
    expect(workflow).toMatchObject({ most: 4, breaks: { value: 5, cause: 'participant', who: 'server' } });
  });

  it('of arrivals is near what the slowest can serve', async () => {
    // An M/D/1 queue of ten seconds a task: 360 an hour is the end of every steady state.
    const text = base(`${limits('requests: .inf')}
workload: { tasks: 400, warmup: 100, arrivals: { poisson: 100/h } }`).replace('capacity: 1000', 'capacity: 1');
    const workflow = of(await found(scenarioOf(text)), 'workflow');
    expect(workflow.most).toBeGreaterThan(300);
    expect(workflow.most).toBeLessThan(440);
    expect(workflow.breaks).toMatchObject({ cause: 'queue', who: 'server' });
  });

  it('is open where nothing breaks, and says so', async () => {
    const result = await found(scenarioOf(base(limits('requests: .inf'))), {
      vary: 'workload.tasks',
      ends: ['1', '8'],
    });
    expect(of(result, 'workflow')).toMatchObject({ most: 8, isOpen: true, breaks: null });
    expect(capacityAnswer(result)[0]).toBe('single-agent and workflow sustain at least 8 tasks at once.');
    expect(result.warnings[0]!.message).toContain('nothing breaks up to 8');
  });

  it('counts what is lost beyond the smallest value, not what is lost at any', async () => {
    // Three tasks in ten fail whatever the load: the bucket is what breaks.
    const text = base(limits('requests: 20/m')).replace('latency: 10s', 'latency: 10s, failure: 0.3');
    const workflow = of(await found(scenarioOf(text), { runs: 100 }), 'workflow');
    expect(workflow.points[0]!.lost.mean).toBeGreaterThan(0.2);
    expect(workflow.breaks?.cause).toBe('requests');
    expect(workflow.most).toBeGreaterThanOrEqual(20);
    expect(workflow.most).toBeLessThanOrEqual(24);
  });

  it('is the same with the work cut in any way, and keeps what was finished', async () => {
    const scenario = scenarioOf(builtin('provider'));
    const [once, again] = [await found(scenario, { runs: 20 }), await found(scenario, { runs: 20 })];
    expect(again.patterns).toEqual(once.patterns);
    const stopped = await found(scenario, { runs: 20, stopAfter: 5 });
    expect(stopped.patterns.length).toBeLessThan(once.patterns.length);
    for (const one of stopped.patterns) expect(one).toEqual(of(once, one.pattern));
    expect(stopped.warnings[0]!.message).toContain(`Stopped after ${stopped.patterns.length} of 8 patterns`);
  });
});

describe('what grows', () => {
  it('is the arrivals of a workload, with tasks for the same time; else the growth; else tasks at once', () => {
    const support = scenarioOf(builtin('support'));
    const axis = axisOf(support);
    expect(axis).toMatchObject({ label: 'arrivals', start: 60 });
    expect(settingsAt(support, axis, 120)).toEqual({
      'workload.arrivals.poisson': '120/h',
      'workload.tasks': 2 * support.workload.tasks,
    });
    expect(settingsAt(support, axis, 30)).toEqual({ 'workload.arrivals.poisson': '30/h' });
    expect(axisOf(scenarioOf(builtin('provider')))).toMatchObject({
      label: 'agents',
      also: ['agents.explorer.instances'],
      start: 7,
    });
    expect(axisOf(scenarioOf(builtin('article')))).toMatchObject({ label: 'tasks at once', start: 1 });
  });

  it('may be any path, and is refused like a setting', () => {
    const scenario = scenarioOf(builtin('article'));
    expect(axisAt(scenario, 'agents.summariser.instance', null)).toMatchObject({ ok: false });
    expect(axisOf(scenario, 'task.brief.tokens', ['100', '1000'])).toMatchObject({ label: 'task.brief.tokens' });
  });
});

describe('published cases', () => {
  it('seven at once: three are safe for whoever works in parallel', async () => {
    const result = await found(scenarioOf(builtin('provider')), { runs: 60 });
    for (const name of ['workflow', 'fan-out-fan-in', 'lead-and-subagents']) {
      expect(of(result, name)).toMatchObject({ most: 3, breaks: { value: 4, cause: 'input' } });
    }
    expect(of(result, 'pipeline').breaks!.cause).toBe('deadline');
  });

  it('142 agents: the quota of five hours carries 75', async () => {
    const result = await found(scenarioOf(builtin('published/five-hour-quota')), { runs: 4 });
    expect(of(result, 'workflow')).toMatchObject({ most: 75, breaks: { value: 76, cause: 'quota' } });
  });
});
