import { describe, expect, it } from 'vitest';
import { plansFor } from '../../src/patterns/plan.js';
import { callsOf, measure, play, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const LINE = `
task:
  brief: { tokens: 100, claims: 2 }
  steps:
    plan:  { role: planner, claims: 1 }
    write: { role: writer, after: [plan], claims: 1 }
    check: { role: checker, after: [write], claims: 1 }
agents:
  defaults: { model: plain, output: 20 }
  planner: {}
  writer: {}
  checker: {}
`;
const who = (run: Parameters<typeof callsOf>[0]): string[] => callsOf(run).map((call) => call.who);

describe('handoff', () => {
  it('goes from agent to agent with the whole conversation, and the last answer is the answer', () => {
    const run = play(LINE, 'handoff');
    expect(who(run)).toEqual(['planner', 'writer', 'checker']);
    expect(run.outcome).toBe('correct');
    expect(measure(run, 'edges')).toBe(2);
    const calls = callsOf(run);
    // The name is two tokens: the call is 8 and stays in the result; its answer is 14; two others cost 15 + 2 x 16.
    expect(calls.map((call) => call.outputTokens)).toEqual([28, 28, 20]);
    const start = 7 + 400 + 104 + 47;
    expect(calls.map((call) => call.inputTokens)).toEqual([start, start + 32 + 14, start + 2 * (32 + 14)]);
  });

  it('carries only results where a filter says so', () => {
    const inputs = callsOf(play(LINE, 'handoff', { history: 'results' })).map((call) => call.inputTokens);
    expect(inputs.map((tokens) => tokens - inputs[0]!)).toEqual([0, 24, 48]);
    const lines = callsOf(play(LINE, 'handoff', { history: 'messages' })).map((call) => call.inputTokens);
    expect(lines.map((tokens) => tokens - lines[0]!)).toEqual([0, 38, 76]);
  });

  it("carries a member's own tool traffic, unless a filter drops it", () => {
    const tools = LINE.replace('role: planner,', 'role: planner, tools: { roundTrips: 1, result: 120 },');
    const grows = (history: string): number => {
      const calls = callsOf(play(tools, 'handoff', { history }));
      return calls[2]!.inputTokens - 7 - 400 - 104 - 47;
    };
    expect(grows('all') - grows('messages')).toBe(8 + 10 + 120 + 8);
  });

  it('plays ping-pong up to the limit where agents always err, and what is left is as onLimit says', () => {
    const lost = `${LINE.replace('output: 20', 'output: 20, misroute: 1')}`;
    const limits = { maxHandoffs: 5 };
    const runs = replicate(worldOf(scenarioOf(yaml(lost)), 'handoff', limits), 600, (run) => {
      expectInvariants(run);
      return { outcome: run.outcome, calls: run.calls.length };
    });
    const failed = runs.filter((run) => run.outcome === 'failed');
    expect(failed.length).toBeGreaterThan(5);
    for (const run of failed) expect(run.calls).toBe(6);
    // Who hands over wrongly may also stop too early, and does so without noticing.
    expect(runs.some((run) => run.outcome === 'wrong' && run.calls < 3)).toBe(true);
    const partial = worldOf(scenarioOf(yaml(lost)), 'handoff', { ...limits, onLimit: 'partial' });
    const left = replicate(partial, 200, ({ outcome, missingSteps }) => ({ outcome, missingSteps }));
    expect(left.some(({ outcome }) => outcome === 'failed')).toBe(false);
    // The last answer is delivered, whichever step it is the answer to.
    expect(left.every(({ missingSteps }) => missingSteps < 3)).toBe(true);
  });

  it('lets agents in line pass on what they need not do, and stop where they see nothing left', () => {
    const skipped = LINE.replace('after: [plan],', 'after: [plan], probability: 0,');
    expect(who(play(skipped, 'handoff', { targets: 'next' }))).toEqual(['planner', 'writer', 'checker']);
    expect(who(play(skipped, 'handoff'))).toEqual(['planner', 'checker']);
  });

  it('notices a step that nobody foresaw, unless the agent errs', () => {
    const unforeseen = LINE.replace('after: [write],', 'after: [write], foreseen: 0,');
    expect(play(unforeseen, 'handoff').outcome).toBe('correct');
    expect(play(unforeseen, 'pipeline').outcome).toBe('wrong');
    const blind = unforeseen.replace('output: 20', 'output: 20, misroute: 0.4');
    const shares = replicate(worldOf(scenarioOf(yaml(blind)), 'handoff'), 300, (run) => run.missingSteps);
    expect(shares.filter((missing) => missing > 0).length).toBeGreaterThan(60);
  });

  it('takes a handoff for an error as likely as hallucination, unless misroute says otherwise', () => {
    const scenario = scenarioOf(yaml(LINE.replace('writer: {}', 'writer: { hallucination: 0.2 }')));
    expect(scenario.agents.map((agent) => agent.misroute)).toEqual([0, 0.2, 0]);
    const given = scenarioOf(yaml(LINE.replace('output: 20', 'output: 20, misroute: 0.1')));
    expect(given.agents.map((agent) => agent.misroute)).toEqual([0.1, 0.1, 0.1]);
    expect(given.coordinator.misroute).toBe(0);
  });

  it('has agents for members, not teams; but can be a member itself', () => {
    const teams = (root: string) => scenarioOf(yaml(`${LINE}teams:\n  desk: ${root}\n`));
    const wrong = plansFor(teams('{ handoff: [planner, { pipeline: [writer, checker] }] }'), ['desk']);
    expect(wrong.plans).toEqual([]);
    expect(wrong.leftOut[0]!.why).toBe(
      "the team 'pipeline' cannot be a member of handoff: only an agent can be handed a conversation and hand it on",
    );
    const scenario = teams('{ supervisor: [planner, { handoff: [writer, checker] }] }');
    const run = worldOf(scenario, 'desk').run(0);
    expectInvariants(run);
    expect(who(run)).toEqual(['coordinator', 'planner', 'coordinator', 'writer', 'checker', 'coordinator']);
    expect(run.outcome).toBe('correct');
  });
});
