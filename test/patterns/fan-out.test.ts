import { describe, expect, it } from 'vitest';
import { callsOf, claimsOf, measure, play, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const TASK = `
task:
  brief: { tokens: 100, claims: 2 }
  steps:
    write: { role: writer, claims: 1 }
    check: { role: checker, after: [write], checks: true, claims: 1 }
    tag:   { role: tagger, claims: 1 }
agents:
  defaults: { model: plain, output: 20, guess: 1 }
  writer: {}
  checker: {}
  tagger: {}
`;

describe('fan-out', () => {
  it('starts all steps at once from the brief; one that needs another guesses', () => {
    const run = play(TASK, 'fan-out');
    expectInvariants(run);
    const calls = callsOf(run);
    expect(calls.map((call) => call.requestedAt)).toEqual([0, 0, 0]);
    expect(calls.map((call) => call.inputTokens)).toEqual([511, 511, 511]);
    expect(measure(run, 'latency')).toBe(calls[0]!.endedAt);
    expect(claimsOf(run).filter((claim) => claim.isFalse)).toMatchObject([{ step: 'check', cause: 'guessed' }]);
    expect(run.outcome).toBe('wrong');
  });

  it('delivers what is there when a branch fails: its part is missing, and nobody finds out', () => {
    const run = play(TASK.replace('tagger: {}', 'tagger: { failure: 1 }'), 'fan-out');
    expectInvariants(run);
    expect(run.outcome).toBe('wrong');
    expect(run.missingSteps).toBe(1);
    expect(callsOf(run).map((call) => call.status)).toEqual(['ok', 'ok', 'failed']);
  });

  it('tries nothing twice, since nobody waits', () => {
    const text = `${TASK.replace('tagger: {}', 'tagger: { failure: 1 }')}policies: { retry: { attempts: 3 } }\n`;
    expect(play(text, 'fan-out').calls.length).toBe(3);
  });

  it('loses parts where writers put back the whole document as they had read it', () => {
    const run = play(`${TASK}policies: { writes: overwrite }\n`, 'fan-out');
    expect(run.lostUpdates).toBe(2);
    expect(run.missingSteps).toBe(2);
  });

  it('can be a member of a team, and can have teams for members', () => {
    const teams = `${TASK}teams:\n  desk: { fan-out: [{ pipeline: [writer, checker], with: { context: all } }, tagger] }\n  inner: { pipeline: [{ fan-out: [writer, tagger] }, checker], with: { context: all } }\n`;
    const scenario = scenarioOf(yaml(teams));
    for (const team of ['desk', 'inner']) {
      const run = worldOf(scenario, team).run(0);
      expectInvariants(run);
      expect([team, run.calls.length, run.outcome]).toEqual([team, 3, 'correct']);
    }
  });
});
