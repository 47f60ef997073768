import { describe, expect, it } from 'vitest';
import { patternNamed } from '../../src/patterns/index.js';
import { World } from '../../src/sim/world.js';
import { expectations } from '../../src/validation/counting.js';
import { callsOf, measure, type Options, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const body = (agents: string, steps = ''): string => `task:
  brief: { tokens: 100, claims: 1 }
  steps:
    one: { role: a, claims: 1 }
    two: { role: b, after: [one], claims: 1 }
${steps}
agents:
  defaults: { model: plain, output: 50, hallucination: 0, latency: 2 }
  a: {}
  b: {}
${agents}
`;

const net = (text: string, options: Options = {}, overrides: readonly string[] = []): World =>
  worldOf(scenarioOf(yaml(text), overrides), 'contract-net', options);

describe('contract-net', () => {
  it.each([{}, { bids: 'rules' }, { deadline: 100, wording: { call: 7, bid: 3 } }])(
    'keeps to its formulas for 2 to 30 specialists with %o',
    (options) => {
      for (const row of expectations(patternNamed('contract-net')!, options, 1)) {
        expect(row, row.what).toMatchObject({ ok: true });
      }
    },
  );

  it('asks everybody before each step, and has one of those who can do it do it', () => {
    const run = net(body('')).run(0);
    expectInvariants(run);
    expect(run.outcome).toBe('correct');
    expect(callsOf(run).map((call) => `${call.who} ${call.act}`)).toEqual([
      'a judge',
      'b judge',
      'a produce',
      'a judge',
      'b judge',
      'b produce',
    ]);
    expect(measure(run, 'latency')).toBeCloseTo(8, 9);
  });

  it('awards the work to the least busy of a pool', () => {
    const parts = '    three: { role: c, replicas: 6 }';
    for (const bids of ['calls', 'rules']) {
      const run = net(body('  c: { instances: 3 }', parts), { bids }).run(0);
      expectInvariants(run);
      const doers = callsOf(run)
        .filter((call) => call.step?.startsWith('three') && call.act === 'produce')
        .map((call) => call.who);
      expect(doers.sort()).toEqual(['c-1', 'c-1', 'c-2', 'c-2', 'c-3', 'c-3']);
    }
  });

  it('counts no bid that comes late, and pays for it', () => {
    const parts = '    three: { role: c, tools: null }'.replace(', tools: null', '');
    const slow = body('  c: { instances: 2, latency: 30 }', parts);
    expect(net(slow, { deadline: 100 }).run(0).outcome).toBe('correct');
    const run = net(slow, { deadline: 10 }).run(0);
    expect(run.outcome).toBe('failed');
    expect(measure(run, 'wasted')).toBeGreaterThan(0);
    expect(net(slow, { deadline: 10, bids: 'rules' }).run(0).outcome).toBe('correct');
  });

  it('goes on without a bidder that hangs, once the deadline has passed', () => {
    const run = net(body('  idle: { hang: 1 }', '    three: { role: idle, probability: 0 }'), { deadline: 20 }).run(0);
    expectInvariants(run);
    expect(run.outcome).toBe('correct');
    expect(measure(run, 'latency')).toBeCloseTo(2 * (20 + 2), 9);
  });

  it('gives the work to another instance where one cannot bid', () => {
    const parts = '    three: { role: c }';
    const outcomes = replicate(
      net(body('  c: { instances: 4, failure: 0.5 }', parts), {}, ['policies.retry.attempts=1']),
      400,
      (run) => {
        expectInvariants(run);
        return run.outcome;
      },
    );
    // Somebody bids in 15 of 16 cases, and then does the work in one of two.
    const share = outcomes.filter((outcome) => outcome === 'correct').length / 400;
    expect(Math.abs(share - 15 / 32)).toBeLessThan(0.1);
  });

  it('puts out a step that nobody foresaw where its agent sees it, and goes on without it otherwise', () => {
    const text = body('').replace('one: { role: a,', 'one: { role: a, foreseen: 0,');
    const run = net(text).run(0);
    expect(run.outcome).toBe('correct');
    const blind = net(text, {}, ['coordinator.misroute=1']).run(0);
    expectInvariants(blind);
    expect([blind.outcome, blind.missingSteps]).toEqual(['wrong', 1]);
  });

  it('takes a team as a member, and is one itself', () => {
    const text = `${body('  c: {}', '    three: { role: c, after: [two] }')}teams:
  inside: { contract-net: [{ pipeline: [a, b] }, c] }
  outside: { pipeline: [{ contract-net: [a, b] }, c] }`;
    const scenario = scenarioOf(yaml(text));
    // Only c can be asked: once before the team's work, once before its own.
    for (const [team, calls] of [
      ['inside', 2 + 3],
      ['outside', 2 * 3 + 1],
    ] as const) {
      const run = new World(scenario, planFor(scenario, team), 1).run(0);
      expectInvariants(run);
      expect([team, run.outcome, measure(run, 'calls')]).toEqual([team, 'correct', calls]);
    }
  });
});
