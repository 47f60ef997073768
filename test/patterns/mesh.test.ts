import { describe, expect, it } from 'vitest';
import { patternNamed } from '../../src/patterns/index.js';
import { World } from '../../src/sim/world.js';
import { expectations } from '../../src/validation/counting.js';
import { coverages, expectedCoverage, MESH, meanFieldCoverage } from '../../src/validation/spread.js';
import {
  callsOf,
  margin,
  measure,
  type Options,
  planFor,
  replicate,
  scenarioOf,
  worldOf,
  yaml,
} from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** Independent parts; one agent starts with a false claim. */
const peers = (n: number, agents = '', sick = 0): string => `task:
  brief: { tokens: 100 }
  steps:
${Array.from({ length: n }, (_, i) => `    s${i}: { role: r${i}, claims: ${i === sick ? 1 : 0} }`).join('\n')}
agents:
  defaults: { model: plain, output: 50, hallucination: 0, ${agents} }
${Array.from({ length: n }, (_, i) => `  r${i}: ${i === sick ? '{ hallucination: 1 }' : '{}'}`).join('\n')}
`;

const meshOf = (text: string, options: Options = {}, overrides: readonly string[] = []): World =>
  worldOf(scenarioOf(yaml(text), overrides), 'mesh', options);

describe('mesh', () => {
  it.each([
    { rounds: 1 },
    { reads: 'hub' },
    { reads: 'previous' },
    { rounds: 5, settle: false, repair: 0.2 },
    { rounds: 3, settle: false, reads: 'hub' },
  ])('keeps to its formulas for 2 to 30 specialists with %o', (options) => {
    for (const row of expectations(patternNamed('mesh')!, options, 1))
      expect(row, row.what).toMatchObject({ ok: true });
  });

  it('has n(n-1)/2 edges, or n-1 around a hub or in a line', () => {
    for (const n of [2, 5, 12]) {
      for (const [reads, edges] of [
        ['everybody', (n * (n - 1)) / 2],
        ['hub', n - 1],
        ['previous', n - 1],
      ] as const) {
        const run = meshOf(peers(n), { reads }).run(0);
        expectInvariants(run);
        expect([reads, measure(run, 'edges'), measure(run, 'edgesPossible')]).toEqual([reads, edges, edges]);
      }
    }
  });

  it('ends when a round changed nothing, and not before', () => {
    // Everybody believes everything at once: told in the second round, settled in the third.
    expect(measure(meshOf(peers(4, 'credulity: 1'), { rounds: 9 }).run(0), 'calls')).toBe(3 * 4);
    // Down the line it takes a round for each agent, and one to see that it is over.
    expect(measure(meshOf(peers(4, 'credulity: 1'), { rounds: 9, reads: 'previous' }).run(0), 'calls')).toBe(5 * 4);
    expect(measure(meshOf(peers(4, 'credulity: 1'), { rounds: 9, settle: false }).run(0), 'calls')).toBe(9 * 4);
  });

  it('spreads what nobody doubts to everybody, and delivers each claim once', () => {
    const run = meshOf(peers(5, 'credulity: 1')).run(0);
    expect(run.outcome).toBe('wrong');
    expect(measure(run, 'reach')).toBeCloseTo(1, 12);
    expect(run.delivered.length).toBe(1);
  });

  it('gives a false claim a chance with every believer, in every round anew', () => {
    const reached = (rounds: number): number =>
      replicate(meshOf(peers(2, 'credulity: 0.3'), { rounds, settle: false }), 3000, (run) => run.believed[1]!).reduce(
        (a, b) => a + b,
        0,
      ) / 3000;
    for (const rounds of [2, 3, 5]) {
      const p = 1 - 0.7 ** (rounds - 1);
      expect(Math.abs(reached(rounds) - p), `${rounds} rounds`).toBeLessThan(margin(p, 3000));
    }
  });

  it('is mended by a check among the agents, as soon as they read it', () => {
    const text = peers(3, 'credulity: 1').replace(
      's2: { role: r2, claims: 0 }',
      's2: { role: r2, claims: 0, checks: true }',
    );
    const escapedAfter = (rounds: number): number[] =>
      replicate(meshOf(text, { rounds, settle: false }, ['agents.r2.detection=1']), 20, (run) =>
        measure(run, 'escaped'),
      );
    // In the second round the check retracts what it reads; who reads along then still says it.
    expect(new Set(escapedAfter(2))).toEqual(new Set([1]));
    expect(new Set(escapedAfter(3))).toEqual(new Set([0]));
  });

  it('makes a step again once its input has come in', () => {
    const body = `task:
  brief: { tokens: 100, claims: 1 }
  steps: { a: { role: a, claims: 1 }, b: { role: b, after: [a], claims: 20 } }
agents: { defaults: { model: plain, output: 50, hallucination: 0, guess: 1 }, a: {}, b: {} }
`;
    const escaped = (rounds: number, credulity: number) =>
      replicate(meshOf(body, { rounds }, [`agents.defaults.credulity=${credulity}`]), 50, (run) =>
        measure(run, 'escaped'),
      );
    expect(new Set(escaped(1, 0))).toEqual(new Set([20]));
    expect(new Set(escaped(2, 0))).toEqual(new Set([0]));
    // Who believed the first guesses still repeats them, but their author has withdrawn them.
    expect(new Set(escaped(2, 1))).toEqual(new Set([0]));
  });

  it('goes on without an agent that fails, and fails when all do', () => {
    const run = meshOf(peers(3), {}, ['agents.r1.failure=1']).run(0);
    expect(run.missingSteps).toBe(1);
    expect(run.outcome).toBe('wrong');
    expect(meshOf(peers(3, 'failure: 1')).run(0).outcome).toBe('failed');
    const some = meshOf(peers(4), { rounds: 4 }, ['agents.defaults.failure=0.3', 'policies.retry.attempts=1']);
    const outcomes = replicate(some, 200, (each) => each.outcome);
    expect(new Set(outcomes)).not.toContain('stalled');
  });

  it('runs a step that nobody foresaw where its agent sees it', () => {
    const text = peers(2).replace('s1: { role: r1, claims: 0 }', 's1: { role: r1, foreseen: 0 }');
    expect(callsOf(meshOf(text).run(0)).some((call) => call.step === 's1')).toBe(true);
    const blind = meshOf(text, {}, ['coordinator.misroute=1']).run(0);
    expect(callsOf(blind).some((call) => call.step === 's1')).toBe(false);
    expect(blind.outcome).toBe('wrong');
  });

  it('takes a team as a peer, and is a member itself', () => {
    const body = `task:
  brief: { tokens: 100, claims: 1 }
  steps: { one: { role: a, claims: 1 }, two: { role: b, after: [one], claims: 1 }, three: { role: c, after: [two], claims: 1 } }
agents: { defaults: { model: plain, output: 50, hallucination: 0, guess: 0 }, a: {}, b: {}, c: {} }
teams:
  inside: { mesh: [{ pipeline: [a, b] }, c] }
  outside: { pipeline: [{ mesh: [a, b] }, c] }`;
    const scenario = scenarioOf(yaml(body));
    for (const [team, calls] of [
      ['inside', 2 * 3],
      ['outside', 4 + 1],
    ] as const) {
      const run = new World(scenario, planFor(scenario, team), 1).run(0);
      expectInvariants(run);
      expect([team, run.outcome, measure(run, 'calls')]).toEqual([team, 'correct', calls]);
    }
  });

  it('spreads one claim among five as the exact chain of states says, near its mean field', () => {
    const values = coverages(MESH, { key: 11, runs: 3000 });
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(Math.abs(mean - expectedCoverage(MESH))).toBeLessThan(0.01);
    expect(expectedCoverage(MESH)).toBeCloseTo(0.9632, 4);
    expect(meanFieldCoverage(MESH)).toBeCloseTo(0.9695, 4);
  });
});
