import { describe, expect, it } from 'vitest';
import { patternNamed } from '../../src/patterns/index.js';
import { World } from '../../src/sim/world.js';
import { expectations } from '../../src/validation/counting.js';
import { callsOf, claimsOf, measure, planFor, play, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const draft = (more: string, agent = 'hallucination: 0'): string => `task:
  brief: { tokens: 400, claims: 2 }
  steps: { draft: { role: maker, claims: 4 } }
agents:
  maker: { model: plain, output: 100, ${agent} }
${more}`;

/** A checker that sees everything, and raises no false alarm. */
const SHARP = 'coordinator.detection=1';

const played = (text: string, overrides: readonly string[], options = {}) =>
  worldOf(scenarioOf(yaml(text), overrides), 'maker-checker', options);

describe('maker-checker', () => {
  it.each([
    {},
    { rounds: 'fixed' },
    { rounds: 'fixed', memory: true, maxRounds: 5, wording: { header: 7, wrapping: 2 } },
    { rounds: 'fixed', wording: { verdict: 50, feedback: 0 } },
    { onLimit: 'fail', maxRounds: 1 },
  ])('keeps to its formulas for 2 to 30 specialists with %o', (options) => {
    for (const row of expectations(patternNamed('maker-checker')!, options, 1))
      expect(row, row.what).toMatchObject({ ok: true });
  });

  it('stops in the first round where there is nothing to object to, after three where the maker never learns', () => {
    expect(measure(played(draft(''), [SHARP]).run(0), 'calls')).toBe(2);
    const stubborn = played(draft('', 'hallucination: 1'), [SHARP]).run(0);
    expect(measure(stubborn, 'calls')).toBe(6);
    expect(stubborn.outcome).toBe('wrong');
    expectInvariants(stubborn);
  });

  it('fails loudly at the limit where it is told to', () => {
    const run = played(draft('', 'hallucination: 1'), [SHARP], { onLimit: 'fail' }).run(0);
    expect(run.outcome).toBe('failed');
    expect(measure(run, 'calls')).toBe(6);
  });

  it('replaces what was flagged, and keeps the rest', () => {
    const world = played(draft('', 'hallucination: 0.4'), [SHARP]);
    const seen = replicate(world, 200, (run) => {
      expectInvariants(run);
      const flagged = measure(run, 'caught');
      return {
        flagged,
        made: claimsOf(run).filter((claim) => claim.step === 'draft').length,
        delivered: run.delivered.length,
      };
    });
    expect(seen.some(({ flagged }) => flagged > 2)).toBe(true);
    for (const { made, delivered, flagged } of seen) {
      // Two of the brief and four of the step; what the last verdict flagged is still in there.
      expect(delivered).toBe(6);
      expect(made).toBeLessThanOrEqual(4 + flagged);
    }
  });

  it('with three rounds leaves the third power of the error rate, where the checker sees everything', () => {
    const one = draft('', 'hallucination: 0.5').replace('claims: 4', 'claims: 1').replace('claims: 2', 'claims: 0');
    const wrong = replicate(played(one, [SHARP]), 4000, (run) => measure(run, 'wrong'));
    const share = wrong.reduce((sum, x) => sum + x, 0) / wrong.length;
    expect(Math.abs(share - 0.125)).toBeLessThan(3.3 * Math.sqrt((0.125 * 0.875) / 4000));
  });

  it('never brings back what an earlier verdict retracted, even when all the drafts are shown again', () => {
    const world = played(draft('', 'hallucination: 0.6'), [SHARP], { memory: true, rounds: 'fixed', maxRounds: 4 });
    for (const [i, escaped] of replicate(world, 300, (run) => {
      const last = callsOf(run)
        .filter((call) => call.act === 'judge')
        .at(-1)!.call;
      const flagged = [...run.rejections.columns.call.slice(0, run.rejections.length)].filter(
        (call) => call === last,
      ).length;
      return measure(run, 'escaped') - flagged;
    }).entries()) {
      expect([i, escaped]).toEqual([i, 0]);
    }
  });

  it('sends nothing back for what its maker has already left out', () => {
    // The checker sees the false claim in the brief, and not in the draft.
    const doubting = draft('')
      .replace('claims: 2', 'claims: 2, falseClaims: 1')
      .replace('hallucination: 0', 'hallucination: 0, credulity: 0');
    const run = played(doubting, [SHARP]).run(0);
    expect([run.outcome, measure(run, 'calls')]).toEqual(['correct', 2]);
  });

  it('does not mind what the checker cannot see', () => {
    const blind = played(draft('', 'hallucination: 1'), ['coordinator.detection=0']).run(0);
    expect(measure(blind, 'calls')).toBe(2);
    expect(blind.outcome).toBe('wrong');
  });

  it('leaves out a step that is not needed, and fails with its maker or its checker', () => {
    const text = draft('').replace(
      'claims: 4 }',
      'claims: 1 }, extra: { role: maker, after: [draft], probability: 0.5 }',
    );
    const calls = replicate(worldOf(scenarioOf(yaml(text), [SHARP]), 'maker-checker'), 100, (run) =>
      measure(run, 'calls'),
    );
    expect(new Set(calls)).toEqual(new Set([2, 4]));
    for (const who of ['agents.maker', 'coordinator']) {
      expect(played(draft(''), [`${who}.failure=1`]).run(0).outcome).toBe('failed');
    }
  });

  it('takes a team as the maker, and is a member itself', () => {
    const body = `task:
  brief: { tokens: 100, claims: 1 }
  steps: { one: { role: a, claims: 1 }, two: { role: b, after: [one], claims: 1 }, three: { role: c, after: [two], claims: 1 } }
agents:
  defaults: { model: plain, output: 50, hallucination: 0 }
  a: {}
  b: {}
  c: {}
teams:
  inside: { maker-checker: [{ pipeline: [a, b] }, c] }
  outside: { pipeline: [{ maker-checker: [a, b] }, c] }`;
    const scenario = scenarioOf(yaml(body), [SHARP]);
    for (const [team, calls] of [
      ['inside', 3 + 2],
      ['outside', 3 + 2],
    ] as const) {
      const run = new World(scenario, planFor(scenario, team), 1).run(0);
      expectInvariants(run);
      expect([team, run.outcome, measure(run, 'calls')]).toEqual([team, 'correct', calls]);
    }
  });

  it('plays under a built-in scenario', () => {
    expect(play(draft(''), 'maker-checker').outcome).not.toBe('stalled');
  });
});
