import { describe, expect, it } from 'vitest';
import { expectations } from '../../src/experiment/validate/counting.js';
import { patternNamed } from '../../src/patterns/index.js';
import { World } from '../../src/sim/world.js';
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
    for (const options of [{}, { heartbeat: 1, silence: 900, intensity: 0, report: 0 }]) {
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
