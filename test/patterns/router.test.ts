import { describe, expect, it } from 'vitest';
import { callsOf, measure, play, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const DESK = `
task:
  brief: { tokens: 100, claims: 2 }
  topics: { billing: 1, technical: 0 }
  steps:
    read:   { role: triage, claims: 1 }
    repair: { role: technician, after: [read], topic: technical, claims: 1 }
    test:   { role: technician, after: [repair], topic: technical, claims: 1 }
    refund: { role: clerk, after: [read], topic: billing, claims: 1 }
    close:  { role: triage, after: [test, refund], claims: 1 }
agents:
  defaults: { model: plain, output: 20 }
  triage: {}
  technician: {}
  clerk: {}
`;
type Run = Parameters<typeof callsOf>[0];
const steps = (run: Run): (string | null)[] => callsOf(run).map((call) => call.step);

describe('router', () => {
  it('decides once, and runs the route of the topic with what waits for it', () => {
    const run = play(DESK, 'router');
    expectInvariants(run);
    expect(steps(run)).toEqual([null, 'read', 'refund', 'close']);
    expect(run.outcome).toBe('correct');
    expect(measure(run, 'criticalPathCalls')).toBe(4);
    expect(callsOf(run).map((call) => call.inputTokens)).toEqual([7 + 104 + 15 + 2 * 16, 511, 431, 455]);
  });

  it('sends a task down the wrong route where it errs; who gets it hands it back', () => {
    const lost = scenarioOf(yaml(DESK), ['coordinator.misroute=0.5']);
    const seen = replicate(worldOf(lost, 'router'), 400, (run) => {
      expectInvariants(run);
      return { steps: steps(run), outcome: run.outcome };
    });
    const straight = seen.filter(({ steps }) => steps.length === 4);
    expect(Math.abs(straight.length / 400 - 0.5)).toBeLessThan(0.1);
    expect(seen).toContainEqual({ steps: [null, 'read', 'repair', null, 'refund', 'close'], outcome: 'correct' });
    for (const { steps, outcome } of straight) expect([steps[2], outcome]).toEqual(['refund', 'correct']);
  });

  it('delivers the wrong work where nobody notices', () => {
    const lost = scenarioOf(yaml(DESK), ['coordinator.misroute=1']);
    const run = worldOf(lost, 'router', { handBack: 0 }).run(0);
    expectInvariants(run);
    expect(steps(run)).toEqual([null, 'read', 'repair', 'test', 'close']);
    expect([run.outcome, run.missingSteps]).toEqual(['wrong', 1]);
    // It goes on being sent back and forth, until maxRoutings.
    const back = worldOf(lost, 'router', { maxRoutings: 3 }).run(0);
    expect(callsOf(back).filter((call) => call.step === null)).toHaveLength(3);
  });

  it('misses that a task turned to another topic, unless it looks again', () => {
    const turning = DESK.replace('billing: 1, technical: 0', 'billing: 0.5, technical: 0.5').replace(
      '  steps:',
      '  shift: 1\n  steps:',
    );
    const world = worldOf(scenarioOf(yaml(turning)), 'router');
    for (const { missing, calls } of replicate(world, 50, (run) => ({
      missing: run.missingSteps,
      calls: steps(run),
    }))) {
      expect(missing).toBe(calls.includes('refund') ? 2 : 1);
    }
    const again = replicate(worldOf(scenarioOf(yaml(turning)), 'router', { reroute: true }), 50, (run) => {
      expectInvariants(run);
      expect(run.outcome).toBe('correct');
      return steps(run);
    });
    expect(again).toContainEqual([null, 'read', 'refund', null, 'repair', 'test', null, 'close']);
    expect(again).toContainEqual([null, 'read', 'repair', 'test', null, 'refund', null, 'close']);
  });

  it('never runs a step that nobody wrote down, and leaves out what a task does not need', () => {
    const unforeseen = play(DESK.replace('claims: 1 }\n    close', 'claims: 1, foreseen: 0 }\n    close'), 'router');
    expect([unforeseen.outcome, unforeseen.missingSteps]).toEqual(['wrong', 1]);
    expect(steps(play(DESK.replace('topic: billing,', 'topic: billing, probability: 0,'), 'router'))).toEqual([
      null,
      'read',
      'close',
    ]);
  });

  it('has teams for members, and is one itself', () => {
    const teams = `${DESK}teams:\n  front: { router: [triage, clerk, { pipeline: [technician] }] }\n  back: { handoff: [triage, clerk, technician] }\n  both: { pipeline: [{ router: [triage, clerk, technician] }] }\n`;
    for (const team of ['front', 'back', 'both']) {
      const run = worldOf(scenarioOf(yaml(teams)), team).run(0);
      expectInvariants(run);
      expect([team, run.outcome]).toEqual([team, 'correct']);
    }
  });
});
