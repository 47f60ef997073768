import { describe, expect, it } from 'vitest';
import { callsOf, measure, type Options, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** Branches of 10, 20, 30 and 40 seconds, and perhaps a step that joins them. */
const body = (joins: boolean): string =>
  yaml(`task:
  brief: { tokens: 100 }
  steps:
    s1: { role: a, claims: 1 }
    s2: { role: b, claims: 1 }
    s3: { role: c, claims: 1 }
    s4: { role: d, claims: 1 }
${joins ? '    join: { role: e, after: [s1, s2, s3, s4], claims: 1 }\n' : ''}agents:
  defaults: { model: plain, prompt: 10, output: 20, guess: 0 }
  a: { latency: 10 }
  b: { latency: 20 }
  c: { latency: 30 }
  d: { latency: 40 }
${joins ? '  e: { latency: 5 }\n' : ''}`);

function play(options: Options, overrides: readonly string[] = [], joins = true) {
  const run = worldOf(scenarioOf(body(joins), overrides), 'fan-out-fan-in', options).run(0);
  expectInvariants(run);
  return run;
}

const statuses = (run: ReturnType<typeof play>): string[] => callsOf(run).map((call) => call.status);

describe('the collector', () => {
  it('is the member of the step that joins all the others, where there is one', () => {
    const run = play({});
    expect(callsOf(run).map((call) => call.who)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(run.participants.map(({ kind }) => kind)).not.toContain('coordinator');
    expect(measure(run, 'latency')).toBe(45);
    expect(run.outcome).toBe('correct');
  });

  it('is a coordinator of its own, where there is none', () => {
    const run = play({}, ['coordinator.latency=7'], false);
    expect(callsOf(run).map((call) => call.who)).toEqual(['a', 'b', 'c', 'd', 'coordinator']);
    expect(callsOf(run)[4]).toMatchObject({ act: 'compose', requestedAt: 40 });
    expect(measure(run, 'latency')).toBe(47);
  });

  it('sees the brief and the results of all branches', () => {
    // 7 a call, 104 the brief; joined: 21 each, as messages: 24 each.
    expect(callsOf(play({}))[4]!.inputTokens).toBe(7 + 10 + 104 + 4 * 21);
    expect(callsOf(play({ gather: 'messages' }))[4]!.inputTokens).toBe(7 + 10 + 104 + 4 * 24);
  });
});

describe('wait: quorum', () => {
  it('merges when enough are there, and cancels the rest at that moment', () => {
    const run = play({ wait: 'quorum', quorum: 2 });
    expect(statuses(run)).toEqual(['ok', 'ok', 'cancelled', 'cancelled', 'ok']);
    expect(callsOf(run)[2]).toMatchObject({ endedAt: 20, service: 20, inputTokens: 121, outputTokens: 0 });
    expect(measure(run, 'latency')).toBe(25);
    expect(run.missingSteps).toBe(2);
    expect(measure(run, 'wasted')).toBe(2 * 121);
  });

  it('of more than there are branches is all of them', () => {
    const run = play({ wait: 'quorum', quorum: 9 });
    expect(measure(run, 'latency')).toBe(45);
    expect(run.outcome).toBe('correct');
  });

  it('is reached in spite of a branch that fails', () => {
    const run = play({ wait: 'quorum', quorum: 3 }, ['agents.b.failure=1']);
    expect(statuses(run)).toEqual(['ok', 'failed', 'ok', 'ok', 'ok']);
    expect(measure(run, 'latency')).toBe(45);
    expect(run.missingSteps).toBe(1);
  });

  it('that can no longer be reached fails the task loudly', () => {
    const run = play({ wait: 'quorum', quorum: 3 }, ['agents.a.failure=1', 'agents.b.failure=1']);
    expect(run.outcome).toBe('failed');
    expect(run.endedAt).toBeLessThan(20);
  });
});

describe('wait: deadline', () => {
  it('merges what is there when it has come, and cancels the rest', () => {
    const run = play({ wait: 'deadline', deadline: 35 });
    expect(statuses(run)).toEqual(['ok', 'ok', 'ok', 'cancelled', 'ok']);
    expect(measure(run, 'latency')).toBe(40);
    expect(run.missingSteps).toBe(1);
  });

  it('does not wait longer than the last branch takes', () => {
    expect(measure(play({ wait: 'deadline', deadline: 1000 }), 'latency')).toBe(45);
  });

  it('merges nothing but the brief where nothing is there yet', () => {
    const run = play({ wait: 'deadline', deadline: 5 });
    expect(run.missingSteps).toBe(4);
    expect(callsOf(run)[4]!.inputTokens).toBe(7 + 10 + 104);
  });

  it('is not cut short by a branch that fails: the others still come in', () => {
    const run = play({ wait: 'deadline', deadline: 60 }, ['agents.b.failure=1']);
    expect(statuses(run)).toEqual(['ok', 'failed', 'ok', 'ok', 'ok']);
    expect(measure(run, 'latency')).toBe(45);
    expect(run.missingSteps).toBe(1);
  });

  it('does without a branch that hangs', () => {
    const run = play({ wait: 'deadline', deadline: 60 }, ['agents.d.hang=1']);
    expect(measure(run, 'latency')).toBe(65);
    expect(run.missingSteps).toBe(1);
  });
});

describe('wait: all', () => {
  it('fails with the first branch that fails, and cancels the others', () => {
    const run = play({}, ['agents.a.failure=1']);
    expect(statuses(run)).toEqual(['failed', 'cancelled', 'cancelled', 'cancelled']);
    expect(run.outcome).toBe('failed');
    expect(run.endedAt).toBeLessThan(10);
  });

  it('waits for ever for a branch that hangs, where nothing times it out', () => {
    const run = play({}, ['agents.b.hang=1']);
    expect(run.outcome).toBe('stalled');
    expect(play({}, ['agents.b.hang=1', 'policies.timeout=60s']).outcome).toBe('failed');
  });
});

it('a planner makes one call before the branches, and sends each of them its plan', () => {
  const run = play({ plan: true }, ['coordinator.latency=3']);
  const calls = callsOf(run);
  expect(calls[0]).toMatchObject({ who: 'planner', act: 'decide', endedAt: 3 });
  for (const branch of calls.slice(1, 5)) expect(branch).toMatchObject({ requestedAt: 3, cause: 0 });
  expect(measure(run, 'latency')).toBe(48);
  expect(measure(run, 'messages')).toBe(8);
});

it('a step whose input another branch makes runs without it', () => {
  const text = body(false).replace('s2: { role: b,', 's2: { role: b, after: [s1],');
  const run = worldOf(scenarioOf(text, ['agents.b.guess=1']), 'fan-out-fan-in').run(0);
  expect(
    callsOf(run)
      .slice(0, 4)
      .map((call) => call.requestedAt),
  ).toEqual([0, 0, 0, 0]);
  expect(measure(run, 'rootErrors')).toBe(1);
});
