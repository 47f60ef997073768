import { describe, expect, it } from 'vitest';
import { patternNamed } from '../../src/patterns/index.js';
import { World } from '../../src/sim/world.js';
import { expectations } from '../../src/validation/counting.js';
import { callsOf, measure, type Options, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const body = (one = '', more = ''): string => `task:
  brief: { tokens: 100, claims: 1 }
  steps:
    one: { role: a, claims: 1 }
    two: { role: b, after: [one], claims: 1 }
agents:
  defaults: { model: plain, output: 50, hallucination: 0, latency: 2 }
  a: { ${one} }
  b: {}
${more}
`;

const over = (text: string, options: Options = {}, overrides: readonly string[] = []): World =>
  worldOf(scenarioOf(yaml(text), ['coordinator.latency=1', ...overrides]), 'overseer', options);

describe('overseer', () => {
  it('keeps to its formulas for 2 to 30 specialists', () => {
    for (const options of [{}, { heartbeat: 1, silence: 900, intensity: 0, wording: { report: 0 } }]) {
      for (const row of expectations(patternNamed('overseer')!, options, 1))
        expect(row, row.what).toMatchObject({ ok: true });
    }
  });

  it('calls no model of its own while all is well, and is as fast as choreography', () => {
    const run = over(body()).run(0);
    expectInvariants(run);
    expect(callsOf(run).map((call) => call.who)).toEqual(['a', 'b']);
    expect(measure(run, 'latency')).toBeCloseTo(4, 9);
  });

  it('has a step that hangs begun again after its silence, where choreography stalls', () => {
    const text = body('hang: 0.3');
    const stalled = (world: World) =>
      replicate(world, 200, (run) => run.outcome).filter((outcome) => outcome === 'stalled').length;
    expect(stalled(worldOf(scenarioOf(yaml(text)), 'choreography'))).toBeGreaterThan(30);
    expect(stalled(over(text))).toBe(0);
    const runs = replicate(over(text, { silence: 30 }), 200, (run) => {
      expectInvariants(run);
      return { outcome: run.outcome, calls: measure(run, 'calls'), latency: measure(run, 'latency') };
    });
    const once = runs.filter(({ calls, outcome }) => calls === 4 && outcome === 'correct');
    expect(once.length).toBeGreaterThan(10);
    // The silence, the overseer's call, the step again, the other step.
    for (const { latency } of once) expect(latency).toBeCloseTo(30 + 1 + 2 + 2, 9);
  });

  it('notices a failure with the next heartbeat, and escalates in the end', () => {
    const run = over(body('failure: 1'), { heartbeat: 7, intensity: 2 }).run(0);
    expect(run.outcome).toBe('failed');
    expect(callsOf(run).map((call) => `${call.who} ${call.status}`)).toEqual([
      'a failed',
      'coordinator ok',
      'a failed',
      'coordinator ok',
      'a failed',
    ]);
    const calls = callsOf(run);
    expect(calls[1]!.requestedAt).toBeCloseTo(7, 9);
    expect(calls[2]!.requestedAt).toBeCloseTo(8, 9);
    expect(calls[3]!.requestedAt).toBeCloseTo(8 + 7, 9);
  });

  it('recovers from as many failures as its intensity allows', () => {
    const shares = [0, 1, 3].map((intensity) => {
      const outcomes = replicate(over(body('failure: 0.5'), { intensity }), 1000, (run) => {
        expectInvariants(run);
        return run.outcome;
      });
      return outcomes.filter((outcome) => outcome === 'correct').length / 1000;
    });
    for (const [i, p] of [0.5, 0.75, 1 - 0.5 ** 4].entries()) expect(Math.abs(shares[i]! - p)).toBeLessThan(0.05);
  });

  it('has another agent of the pool do it, where there is one', () => {
    const run = over(body('instances: 2, hang: 1'), { silence: 10, intensity: 1 }).run(0);
    expect(
      callsOf(run)
        .filter((call) => call.step === 'one')
        .map((call) => call.who),
    ).toEqual(['a-1', 'a-2']);
  });

  it('takes what is only slow for dead, when it is told to', () => {
    const patient = over(body('latency: 50'), { silence: 60 }).run(0);
    expect([patient.outcome, measure(patient, 'calls')]).toEqual(['correct', 2]);
    const hasty = over(body('latency: 50'), { silence: 20, intensity: 2 }).run(0);
    expect([hasty.outcome, measure(hasty, 'calls')]).toEqual(['failed', 5]);
  });

  it('runs the overseer itself under the policies: somebody waits for it', () => {
    const run = over(body('failure: 1'), {}, ['coordinator.failure=1', 'policies.retry.attempts=2']).run(0);
    expect(run.outcome).toBe('failed');
    expect(callsOf(run).filter((call) => call.who === 'coordinator')).toHaveLength(2);
  });

  it('has a step begun whose event was lost, once it has been silent for too long', () => {
    const run = over(body(), { silence: 30 }, ['faults.messages.loss=1']).run(0);
    expectInvariants(run);
    expect(callsOf(run).map((call) => [call.who, call.requestedAt])).toEqual([
      ['a', 0],
      ['coordinator', 32],
      ['b', 33],
    ]);
    expect([run.outcome, measure(run, 'latency')]).toEqual(['correct', 35]);
    // One that is redelivered earlier is not missed.
    const again = ['faults.messages.loss=0.5', 'policies.redelivery.attempts=20', 'policies.redelivery.idle=1s'];
    const calls = replicate(over(body(), { silence: 30 }, again), 50, (r) => r.calls.length);
    expect(new Set(calls)).toEqual(new Set([2]));
  });

  it('begins a step again that was lost in a crash, at an agent that is there', () => {
    const crash = ['faults.agents.a.crash={ at: 1s, repair: 100s }'];
    const run = over(body(), { heartbeat: 5, intensity: 1 }, crash).run(0);
    expect(callsOf(run).map((call) => [call.who, call.status, call.requestedAt])).toEqual([
      ['a', 'lost', 0],
      ['coordinator', 'ok', 5],
      ['a', 'ok', 6],
      ['b', 'ok', 103],
    ]);
    const alone = over(body('instances: 3'), { heartbeat: 5 });
    alone.knockedOut = { participant: 0, at: 1 };
    const others = alone.run(0);
    expect(callsOf(others).map((call) => call.who)).toEqual(['a-1', 'coordinator', 'a-2', 'b']);
  });

  it('notices nothing while the overseer is down', () => {
    const crash = ['faults.coordinator.crash={ at: 4s, repair: 20s }'];
    const failed = over(body('failure: 1'), { heartbeat: 5, intensity: 1 }, crash).run(0);
    expect(callsOf(failed)[1]).toMatchObject({ who: 'coordinator', requestedAt: 24 });
    // Nor does anybody end what takes long: it is done before the overseer is back.
    const slow = over(body('latency: 20'), { silence: 10 }, crash).run(0);
    expect([slow.outcome, slow.calls.length, measure(slow, 'latency')]).toEqual(['correct', 2, 22]);
    const late = over(body('hang: 1'), { silence: 10, intensity: 0 }, crash).run(0);
    expect([late.outcome, late.endedAt]).toEqual(['failed', 24]);
  });

  it('is watched itself with depth 2, and brought back a heartbeat after it went down', () => {
    const options = { heartbeat: 5, intensity: 1, depth: 2 };
    const world = over(body('failure: 1'), options);
    const calm = over(body(), options).run(0);
    expect([calm.participants.map(({ name }) => name), calm.calls.length]).toEqual([
      ['a', 'b', 'coordinator', 'watcher'],
      2,
    ]);
    world.knockedOut = { participant: 2, at: 1 };
    const run = world.run(0);
    expectInvariants(run);
    expect(callsOf(run).map((call) => [call.who, call.requestedAt])).toEqual([
      ['a', 0],
      ['watcher', 6],
      ['coordinator', 10],
      ['a', 11],
    ]);
    expect(run.outcome).toBe('failed');
    const unwatched = over(body('failure: 1'), { ...options, depth: 1 });
    unwatched.knockedOut = { participant: 2, at: 1 };
    expect(unwatched.run(0).outcome).toBe('stalled');
    // Both down: nobody is left.
    expect(over(body('failure: 1'), options, ['faults.coordinator.crash.at=1s']).run(0).outcome).toBe('stalled');
  });

  it('is brought back by one call, however many tasks are under way', () => {
    const text = `${body('latency: 20, instances: 4')}workload: { tasks: 4 }`;
    const world = over(text, { heartbeat: 5, depth: 2 });
    world.knockedOut = { participant: 5, at: 1 };
    let calls = 0;
    world.rehearse(0, (run) => {
      calls += callsOf(run).filter((call) => call.who === 'watcher').length;
    });
    expect(calls).toBe(1);
  });

  it('takes a team as a member, and is one itself', () => {
    const text = `${body('', '  c: {}').replace('agents:', '    three: { role: c, after: [two] }\nagents:')}teams:
  inside: { overseer: [{ pipeline: [a, b] }, c] }
  outside: { pipeline: [{ overseer: [a, b] }, c] }`;
    const scenario = scenarioOf(yaml(text));
    for (const team of ['inside', 'outside']) {
      const run = new World(scenario, planFor(scenario, team), 1).run(0);
      expectInvariants(run);
      expect([team, run.outcome, measure(run, 'calls')]).toEqual([team, 'correct', 3]);
    }
  });
});
