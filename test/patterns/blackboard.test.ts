import { describe, expect, it } from 'vitest';
import { patternNamed } from '../../src/patterns/index.js';
import { World } from '../../src/sim/world.js';
import { expectations } from '../../src/validation/counting.js';
import { callsOf, measure, type Options, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const body = (steps: string, agents: string): string => `task:
  brief: { tokens: 100, claims: 1 }
  steps:
${steps}
agents:
  defaults: { model: plain, output: 50, hallucination: 0, latency: 2 }
${agents}
`;

const line = '    one: { role: a, claims: 1 }\n    two: { role: b, after: [one], claims: 1 }';
const board = (text: string, options: Options = {}, overrides: readonly string[] = []): World =>
  worldOf(scenarioOf(yaml(text), overrides), 'blackboard', options);

describe('blackboard', () => {
  it('keeps to its formulas for 2 to 30 specialists', () => {
    for (const row of expectations(patternNamed('blackboard')!, {}, 1))
      expect(row, row.what).toMatchObject({ ok: true });
  });

  it('posts a step when what it needs is there, and shows it nothing else', () => {
    const run = board(body(line, '  a: {}\n  b: {}')).run(0);
    expectInvariants(run);
    expect([run.outcome, measure(run, 'latency'), measure(run, 'edges')]).toEqual(['correct', 4, 1]);
  });

  it('keeps a pool busy: six steps among three agents take two rounds', () => {
    const run = board(body('    part: { role: c, replicas: 6, claims: 1 }', '  c: { instances: 3 }')).run(0);
    expectInvariants(run);
    expect(measure(run, 'calls')).toBe(6);
    expect(measure(run, 'latency')).toBeCloseTo(4, 9);
    const doers = callsOf(run).map((call) => call.who);
    expect(['c-1', 'c-2', 'c-3'].map((name) => doers.filter((doer) => doer === name).length)).toEqual([2, 2, 2]);
  });

  it('without claims has a step done by everybody who is free, keeps one result, and wastes the others', () => {
    const text = body('    part: { role: c, claims: 1 }', '  c: { instances: 3 }');
    const run = board(text, { claim: 'none' }).run(0);
    expectInvariants(run);
    expect([run.outcome, measure(run, 'calls'), run.delivered.length]).toEqual(['correct', 3, 2]);
    const each = callsOf(run)[0]!;
    expect(measure(run, 'wasted')).toBe(
      callsOf(run)
        .slice(1)
        .reduce((sum, call) => sum + call.inputTokens + call.outputTokens, 0),
    );
    expect(each.status).toBe('ok');
    const claimed = board(text).run(0);
    expect([measure(claimed, 'calls'), measure(claimed, 'wasted')]).toEqual([1, 0]);
  });

  it('without claims does a step again as long as its result has not shown up', () => {
    const text = body(
      '    part: { role: c, replicas: 6, claims: 1 }',
      '  c: { instances: 2, latency: { exponential: { mean: 2 } } }',
    );
    const calls = (delay: number): number[] =>
      replicate(board(text, { claim: 'none' }, [`faults.messages.delay=${delay}`]), 400, (run) => {
        expectInvariants(run);
        return measure(run, 'calls');
      });
    const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
    // Where nothing shows up in time, each of the two begins everything, until all is there.
    const [seen, unseen] = [calls(0), calls(1000)];
    expect(mean(seen)).toBeLessThan(mean(unseen) - 0.4);
    expect(Math.max(...unseen)).toBe(12);
    const late = board(body(line, '  a: {}\n  b: {}'), {}, ['faults.messages.delay=10']).run(0);
    expectInvariants(late);
    expect(measure(late, 'latency')).toBeCloseTo(14, 9);
  });

  it('stalls in silence where who took a step hangs or fails', () => {
    const text = body('    part: { role: c, claims: 1 }', '  c: { instances: 2, hang: 1 }');
    expect(board(text).run(0).outcome).toBe('stalled');
    expect(board(body(line, '  a: { failure: 1 }\n  b: {}')).run(0).outcome).toBe('stalled');
  });

  it('does a step that nobody foresaw where its agent sees it', () => {
    const text = body(line.replace('after: [one],', 'after: [one], foreseen: 0,'), '  a: {}\n  b: {}');
    expect(board(text).run(0).outcome).toBe('correct');
    expect(board(text, {}, ['coordinator.misroute=1']).run(0).outcome).toBe('wrong');
  });

  it('takes a team as a member, and is one itself', () => {
    const text = `${body(`${line}\n    three: { role: c, after: [two], claims: 1 }`, '  a: {}\n  b: {}\n  c: {}')}teams:
  inside: { blackboard: [{ pipeline: [a, b] }, c] }
  outside: { pipeline: [{ blackboard: [a, b] }, c] }`;
    const scenario = scenarioOf(yaml(text));
    for (const team of ['inside', 'outside']) {
      const run = new World(scenario, planFor(scenario, team), 1).run(0);
      expectInvariants(run);
      expect([team, run.outcome, measure(run, 'calls')]).toEqual([team, 'correct', 3]);
    }
  });
});
