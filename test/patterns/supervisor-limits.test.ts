import { describe, expect, it } from 'vitest';
import { World } from '../../src/sim/world.js';
import { callsOf, measure, planFor, play, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const supervised = (body: string, options = {}) => play(body, 'supervisor', options);

/** `count` independent steps, each with a role of its own. */
function steps(count: number, more = ''): string {
  const names = Array.from({ length: count }, (_, i) => `s${i + 1}`);
  return `task:
  brief: { tokens: 400, claims: 1 }
  steps:
${names.map((name) => `    ${name}: { role: ${name}, claims: 1 }`).join('\n')}
agents:
  defaults: { model: plain, prompt: 40, output: 60, latency: 1 }
${names.map((name) => `  ${name}: {}`).join('\n')}
${more}`;
}

const who = (run: ReturnType<typeof supervised>): string =>
  callsOf(run)
    .map((call) => call.who.replace('coordinator', 'hub'))
    .join(' ');

describe('the limit', () => {
  /** LangGraph's default: 25 supersteps, and an error. */
  const langgraph = { limit: 25, counts: 'supersteps', onLimit: 'fail' };
  /** OpenAI Agents' default: 10 turns, and an error. */
  const openai = { limit: 10, counts: 'turns', onLimit: 'fail' };

  it('of 25 supersteps is enough for 11 specialists; 12 pay for all 25 calls, and then all is lost', () => {
    const eleven = supervised(steps(11), langgraph);
    expect(eleven).toMatchObject({ outcome: 'correct', missingSteps: 0 });
    expect(eleven.calls.length).toBe(23);
    const twelve = supervised(steps(12), langgraph);
    expect(twelve.outcome).toBe('failed');
    expect(twelve.delivered.length).toBe(0);
    expect(twelve.calls.length).toBe(25);
    expect(supervised(steps(14), langgraph).calls.length).toBe(25);
    expect(measure(twelve, 'cost')).toBeGreaterThan(measure(eleven, 'cost'));
    expectInvariants(twelve);
  });

  it('of 10 turns is enough for 4 specialists, not for 5', () => {
    expect(supervised(steps(4), openai)).toMatchObject({ outcome: 'correct', missingSteps: 0 });
    const five = supervised(steps(5), openai);
    expect(five.outcome).toBe('failed');
    expect(five.calls.length).toBe(10);
  });

  it('can leave an empty answer, or what there is', () => {
    const empty = supervised(steps(5), { limit: 5, onLimit: 'empty' });
    expect(empty).toMatchObject({ outcome: 'wrong', missingSteps: 5 });
    const partial = supervised(steps(5), { limit: 5, onLimit: 'partial' });
    expect(who(partial)).toBe('hub s1 hub s2 hub');
    expect(partial).toMatchObject({ outcome: 'wrong', missingSteps: 3 });
    expectInvariants(partial);
  });
});

describe('several handoffs in one answer', () => {
  it('come to one: the first, or the last', () => {
    expect(who(supervised(steps(3), { namesAll: true }))).toBe('hub s1 hub s2 hub s3 hub');
    expect(who(supervised(steps(3), { namesAll: true, takes: 'last' }))).toBe('hub s3 hub s2 hub s1 hub');
  });

  it('are all written, and stay in the transcript as the framework leaves them', () => {
    const run = (others: string) => callsOf(supervised(steps(3), { namesAll: true, others, wording: { handoff: 25 } }));
    const input = (others: string) => run(others)[1]!.inputTokens;
    // Each decision is 10 tokens and a name of 2.
    for (const others of ['dropped', 'unanswered', 'answered']) expect(run(others)[0]!.outputTokens).toBe(3 * 12);
    expect(input('unanswered') - input('dropped')).toBe(2 * 12);
    expect(input('answered') - input('dropped')).toBe(2 * (25 - 4 + 2 * 2));
  });
});

describe('a member that hands back itself', () => {
  it('has a tool for it in its prompt, and writes the handoff', () => {
    const plain = callsOf(supervised(steps(2)));
    const calls = callsOf(supervised(steps(2), { wording: { memberRoster: 26, memberHandoff: 8 } }));
    expect(calls[1]!.inputTokens - plain[1]!.inputTokens).toBe(26);
    expect(calls[1]!.outputTokens).toBe(68);
    expect(calls[2]!.inputTokens - plain[2]!.inputTokens).toBe(8);
  });
});

describe('the hub that errs', () => {
  it('sends work to those who cannot use it, and ends too early', () => {
    const world = worldOf(scenarioOf(yaml(steps(3)), ['coordinator.misroute=0.4']), 'supervisor', { limit: 30 });
    const ends = Array.from({ length: 200 }, (_, replication) => {
      const run = world.run(replication);
      expectInvariants(run);
      return { calls: run.calls.length, missing: run.missingSteps, outcome: run.outcome };
    });
    expect(ends.some((end) => end.calls > 7)).toBe(true);
    expect(ends.some((end) => end.missing > 0 && end.outcome === 'wrong')).toBe(true);
  });
});

it('a team among its members does one step, however many calls that takes', () => {
  const teams = 'teams:\n  desk: { supervisor: [s1, { fan-out-fan-in: [s2, s3] }] }\n';
  const scenario = scenarioOf(yaml(steps(3, teams)));
  const run = new World(scenario, planFor(scenario, 'desk'), 7).run(0);
  expectInvariants(run);
  expect(run.outcome).toBe('correct');
  expect(callsOf(run).map((call) => call.who)).toHaveLength(7);
});
