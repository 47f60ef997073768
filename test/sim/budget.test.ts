import { describe, expect, test } from 'vitest';
import { timeline } from '../../src/report/exporters/traces/timeline.js';
import { advice } from '../../src/study/check.js';
import { watch } from '../../src/study/watch.js';
import { callsOf, chain, hashOf, measure, play, scenarioOf, worldOf, yaml } from './helper.js';

describe('the budget of a task', () => {
  // Each call reads a prompt of 29 tokens, the chat format, and what came before; it writes 24.
  const used = (pattern: string, conditions = ''): number => {
    const calls = callsOf(play(chain(conditions), pattern));
    return calls.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
  };

  test('ends a task with the call that exceeds it, and the task has failed', () => {
    const first = callsOf(play(chain(), 'pipeline'))[0]!;
    const tokens = first.inputTokens + first.outputTokens;
    const run = play(chain(`policies: { budget: { tokens: ${tokens} } }`), 'pipeline');
    expect([run.outcome, run.endedAt, run.isOverBudget]).toEqual(['failed', 20, true]);
    expect(callsOf(run).map(({ step }) => step)).toEqual(['a', 'b']);
    expect(measure(run, 'overBudget')).toBe(1);
  });

  test('that is enough changes nothing', () => {
    const free = play(chain(), 'supervisor');
    const hash = hashOf(free);
    const run = play(chain(`policies: { budget: { tokens: ${used('supervisor')}, cost: 1 } }`), 'supervisor');
    expect([hashOf(run), run.isOverBudget]).toEqual([hash, false]);
  });

  test('of time ends it at that moment, and a task that would stall for ever', () => {
    const run = play(chain('policies: { budget: { time: 15s } }'), 'pipeline');
    expect([run.outcome, run.endedAt, run.isOverBudget]).toEqual(['failed', 15, true]);
    expect(callsOf(run).map(({ status }) => status)).toEqual(['ok', 'cancelled']);
    for (const pattern of ['pipeline', 'choreography', 'supervisor']) {
      const hung = play(
        chain('policies: { budget: { time: 1h } }').replace('model: plain', 'model: plain, hang: 1'),
        pattern,
      );
      expect([pattern, hung.outcome, hung.endedAt]).toEqual([pattern, 'failed', 3600]);
    }
    const enough = play(chain('policies: { budget: { time: 1h } }'), 'pipeline');
    expect(hashOf(enough)).toBe(hashOf(play(chain(), 'pipeline')));
  });

  test('is not given again to a task that is submitted again', () => {
    const conditions = 'policies: { budget: { tokens: 10 }, resubmit: { attempts: 3 } }';
    expect(callsOf(play(chain(conditions), 'pipeline'))).toHaveLength(1);
  });

  test('cuts off what runs beside the call that exceeds it', () => {
    const body = `
policies: { budget: { cost: 0.001 } }
task: { brief: { tokens: 60 }, steps: { a: { role: a }, b: { role: b } } }
agents:
  defaults: { model: plain, prompt: 29 }
  a: { output: 200, latency: 10 }
  b: { output: 200, latency: 15 }`;
    for (const pattern of ['workflow', 'choreography', 'fan-out']) {
      const run = play(body, pattern);
      expect([run.outcome, run.endedAt]).toEqual(['failed', 10]);
      expect(callsOf(run).map(({ status }) => status)).toEqual(['ok', 'cancelled']);
    }
  });

  test('is each task its own', () => {
    const scenario = scenarioOf(yaml(chain('policies: { budget: { tokens: 500 } }\nworkload: { tasks: 4 }')));
    const outcomes: string[] = [];
    worldOf(scenario, 'pipeline').rehearse(0, ({ outcome }) => outcomes.push(outcome));
    expect(outcomes).toEqual(['correct', 'correct', 'correct', 'correct']);
  });

  test('is told in the story of the run', () => {
    const world = worldOf(scenarioOf(yaml(chain('policies: { budget: { tokens: 10 } }'))), 'pipeline');
    const story = watch(world, { pattern: 'pipeline', seed: 'test', replication: 0, task: 0 })!;
    const told = timeline(story, { title: 'x', width: 100, colour: false });
    expect(told).toContain('Nothing was delivered: the budget of the task was spent.');
  });

  test('in dollars has no effect where nothing costs anything', () => {
    const free = yaml(chain('policies: { budget: { cost: 1 } }')).replace(
      /price: .*/,
      'price: { input: 0, cachedInput: 0, output: 0 }',
    );
    const notes = advice(scenarioOf(free.replace('like: medium', 'like: medium'), ['generalist.model=plain']));
    expect(notes.map(({ message }) => message)).toContain(
      'policies.budget.cost has no effect: nothing costs anything.',
    );
  });
});
