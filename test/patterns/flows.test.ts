import { describe, expect, it } from 'vitest';
import {
  callsOf,
  deliveredKeys,
  keysOfStep,
  measure,
  type Options,
  replicate,
  scenarioOf,
  worldOf,
  yaml,
} from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** One step, then two side by side, one slow and one quick; calls of 10, 30 and 20 seconds. */
const body = (policies = ''): string =>
  yaml(`policies: { ${policies} }
faults: { messages: { delay: 2 } }
task:
  brief: { tokens: 100 }
  steps:
    first: { role: a, claims: 2 }
    slow: { role: b, after: [first], claims: 2 }
    quick: { role: c, after: [first], claims: 2 }
agents:
  defaults: { model: plain, prompt: 10, output: 20 }
  a: { latency: 10 }
  b: { latency: 30 }
  c: { latency: 20 }
`);

function play(pattern: string, options: Options = {}, overrides: readonly string[] = [], policies = '') {
  const run = worldOf(scenarioOf(body(policies), overrides), pattern, options).run(0);
  expectInvariants(run);
  return run;
}

const times = (run: ReturnType<typeof play>): unknown[] =>
  callsOf(run).map((call) => [call.step, call.requestedAt, call.endedAt]);

describe('workflow', () => {
  it('starts each step as soon as its inputs are there, and independent ones at once', () => {
    const run = play('workflow');
    expect(times(run)).toEqual([
      ['first', 0, 10],
      ['slow', 10, 40],
      ['quick', 10, 30],
    ]);
    expect(measure(run, 'latency')).toBe(40);
    expect(measure(run, 'coordinationShare')).toBe(0);
    expect(measure(run, 'criticalPathCalls')).toBe(2);
  });

  it('hands each step exactly its inputs', () => {
    expect(callsOf(play('workflow')).map((call) => call.inputTokens)).toEqual([7 + 10 + 104, 7 + 10 + 24, 7 + 10 + 24]);
  });

  it('delivers the results that nobody took, side by side', () => {
    const run = play('workflow');
    expect(new Set(deliveredKeys(run))).toEqual(new Set([...keysOfStep(run, 'slow'), ...keysOfStep(run, 'quick')]));
  });

  it('fails loudly with the first step that fails for good, and cancels what runs beside it', () => {
    const run = play('workflow', {}, ['agents.c.failure=1']);
    expect(run.outcome).toBe('failed');
    expect(callsOf(run).map((call) => call.status)).toEqual(['ok', 'cancelled', 'failed']);
  });
});

describe('pipeline', () => {
  it('takes one step after the other, even where two could run at once, in topological order', () => {
    const run = play('pipeline');
    expect(times(run)).toEqual([
      ['first', 0, 10],
      ['slow', 10, 40],
      ['quick', 40, 60],
    ]);
    expect(measure(run, 'criticalPathCalls')).toBe(3);
  });

  it('delivers what the last stage made of it all', () => {
    const run = play('pipeline');
    expect(deliveredKeys(run)).toEqual(keysOfStep(run, 'quick'));
    expect(run.delivered.length).toBe(6);
  });

  it('shows a stage the previous result, all results, or those and the brief', () => {
    const last = (context: string): number => callsOf(play('pipeline', { context }))[2]!.inputTokens;
    expect([last('previous'), last('outputs'), last('all')]).toEqual([17 + 24, 17 + 48, 17 + 48 + 104]);
  });

  it('sends the work through the line again in each cycle, and new claims replace those that they revise', () => {
    const run = play('pipeline', { cycles: 2 });
    expect(callsOf(run).map((call) => call.step)).toEqual(['first', 'slow', 'quick', 'first', 'slow', 'quick']);
    const once = play('pipeline');
    expect(run.claims.length - once.claims.length).toBe(6);
    expect(deliveredKeys(run)).toHaveLength(deliveredKeys(once).length);
    expect(new Set([...deliveredKeys(run), ...deliveredKeys(once)]).size).toBe(12);
  });

  it('stalls behind a stage that hangs', () => {
    const run = play('pipeline', {}, ['agents.b.hang=1']);
    expect(run.outcome).toBe('stalled');
    expect(callsOf(run)).toHaveLength(2);
  });
});

describe('single-agent', () => {
  it('does every step in one growing conversation, with the skills and the speed of each role', () => {
    const run = play('single-agent', {}, ['generalist.prompt=10', 'generalist.model=plain']);
    expect(times(run)).toEqual([
      ['first', 0, 10],
      ['slow', 10, 40],
      ['quick', 40, 60],
    ]);
    expect(callsOf(run).map((call) => call.inputTokens)).toEqual([17 + 104, 17 + 128, 17 + 152]);
    expect(measure(run, 'messages')).toBe(0);
    expect(measure(run, 'participants')).toBe(1);
  });

  it('drops its tool traffic once a step is done, or keeps all of it', () => {
    const tools = ['task.steps.first.tools={ roundTrips: 2, definition: 0, call: 8, result: 120 }'];
    const inputs = (options: Options): number[] =>
      callsOf(play('single-agent', options, tools)).map((call) => call.inputTokens);
    const [dropped, kept] = [inputs({}), inputs({ history: 'full' })];
    const traffic = dropped[2]! - dropped[0]!;
    expect(traffic).toBeGreaterThan(2 * (8 + 120));
    expect(kept.map((tokens, call) => tokens - dropped[call]!)).toEqual([0, 0, 0, traffic, traffic]);
  });

  it('stops at its limit with what it has done so far', () => {
    const run = play('single-agent', { limit: 2 });
    expect(callsOf(run).map((call) => call.step)).toEqual(['first', 'slow']);
    expect([run.outcome, run.missingSteps]).toEqual(['wrong', 1]);
  });
});

describe('choreography', () => {
  it('starts a step when its last event has arrived, a message delay after it was sent', () => {
    const run = play('choreography');
    expect(times(run)).toEqual([
      ['first', 0, 10],
      ['slow', 12, 42],
      ['quick', 12, 32],
    ]);
    expect(measure(run, 'latency')).toBe(42);
    expect(measure(run, 'timeMessages')).toBe(2);
    expect(run.participants.map(({ kind }) => kind)).toEqual(['agent', 'agent', 'agent']);
  });

  it('delays each message by luck of its own, which another step does not change', () => {
    const delays = ['faults.messages.delay={ exponential: { mean: 1 } }'];
    const pair = yaml(`task:
  brief: { tokens: 100 }
  steps:
    one: { role: a }
    two: { role: b }
    both: { role: c, after: [one, two] }
agents:
  defaults: { model: plain, output: 20, latency: 1 }
  a: {}
  b: {}
  c: {}
faults: { messages: { delay: 0 } }
`);
    const waits = (text: string): number[] =>
      replicate(worldOf(scenarioOf(text, delays), 'choreography'), 2000, (run) => {
        return callsOf(run).find((call) => call.step === 'both')!.messageDelay;
      });
    const alone = waits(pair);
    // The later one of two exponential delays: 1 + 1/2 on average, with variance 1 + 1/4.
    const mean = alone.reduce((sum, x) => sum + x, 0) / alone.length;
    expect(Math.abs(mean - 1.5)).toBeLessThan(3.9 * Math.sqrt(1.25 / alone.length));
    expect(
      waits(pair.replace('    one:', '    zero: { role: d }\n    one:').replace('  c: {}', '  c: {}\n  d: {}')),
    ).toEqual(alone);
  });

  it('carries in an event its own result, or everything that led to it', () => {
    const seen = (payload: string): number => callsOf(play('choreography', { payload }))[1]!.inputTokens;
    expect(seen('previous')).toBe(17 + 24);
    expect(seen('accumulated')).toBe(17 + 104 + 21);
  });

  it.each(['failure', 'hang'])('stalls in silence after a %s: nobody waits, so nobody knows', (fault) => {
    const run = play('choreography', {}, [`agents.b.${fault}=1`], 'timeout: 60s, retry: { attempts: 5 }');
    expect(run.outcome).toBe('stalled');
    expect(callsOf(run).filter((call) => call.step === 'slow')).toHaveLength(1);
    expect(callsOf(run).find((call) => call.step === 'quick')!.status).toBe('ok');
  });

  it.each([0.05, 0.2])('stalls 1 - (1 - f)^k of the tasks of k steps, with f = %d', (f) => {
    const n = 4000;
    const scenario = scenarioOf(body(), [
      `agents.defaults.failure=${f / 2}`,
      `agents.defaults.hang=${f / 2 / (1 - f / 2)}`,
    ]);
    // A call fails only where it does not hang; chosen so that together it is f.
    const perCall = 1 - (1 - f / 2) * (1 - f / 2 / (1 - f / 2));
    const stalled = replicate(worldOf(scenario, 'choreography'), n, (run) => run.outcome === 'stalled');
    const expected = 1 - (1 - perCall) ** 3;
    const share = stalled.filter((is) => is).length / n;
    // The 99.9 % interval of a share.
    expect(Math.abs(share - expected)).toBeLessThan(3.291 * Math.sqrt((expected * (1 - expected)) / n));
    expect(perCall).toBeCloseTo(f, 9);
  });

  it('loses an update with writes: overwrite where two write at the same time, silently', () => {
    const run = play('choreography', {}, [], 'writes: overwrite');
    // The slow one had read the document before the quick one wrote to it.
    expect(deliveredKeys(run)).toEqual(keysOfStep(run, 'slow'));
    expect(run.lostUpdates).toBe(1);
    expect([run.outcome, run.missingSteps]).toEqual(['wrong', 1]);
  });

  it('loses none with writes: merge', () => {
    const run = play('choreography', {}, [], 'writes: merge');
    expect(run.lostUpdates).toBe(0);
    expect([run.outcome, run.missingSteps]).toEqual(['correct', 0]);
  });

  it('loses none with overwrite where one has written before the other begins', () => {
    const late = body('writes: overwrite').replace(
      'quick: { role: c, after: [first], claims: 2 }',
      'mid: { role: a, after: [first] }\n    mid2: { role: a, after: [mid] }\n    mid3: { role: a, after: [mid2] }\n    quick: { role: c, after: [mid3], claims: 2 }',
    );
    const run = worldOf(scenarioOf(late), 'choreography').run(0);
    expectInvariants(run);
    // The quick one begins after 48 seconds, the slow one has written after 42.
    expect(run.lostUpdates).toBe(0);
    expect(run.outcome).toBe('correct');
  });

  it('counts a lost update for each part that a writer undid', () => {
    const three = body('writes: overwrite')
      .replace('agents:', '    third: { role: d, after: [first], claims: 2 }\nagents:')
      .replace('  c: { latency: 20 }', '  c: { latency: 20 }\n  d: { latency: 40 }');
    const run = worldOf(scenarioOf(three), 'choreography').run(0);
    expect(run.lostUpdates).toBe(2);
    expect(deliveredKeys(run)).toEqual(keysOfStep(run, 'third'));
  });
});
