import { describe, expect, it } from 'vitest';
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
type Run = Parameters<typeof callsOf>[0];
const who = (run: Run): string[] => callsOf(run).map((call) => call.who);
const handovers = (run: Run): number =>
  [...run.messages.columns.copy.slice(0, run.messages.length)].filter((copy) => copy === 0).length;

describe('group-chat with code that gives the floor', () => {
  it('lets everybody speak in turn, and everybody read', () => {
    const run = play(LINE, 'group-chat');
    expectInvariants(run);
    expect(who(run)).toEqual(['planner', 'writer', 'checker']);
    expect(callsOf(run).map((call) => call.inputTokens)).toEqual([511, 535, 559]);
    expect(run.outcome).toBe('correct');
    expect([measure(run, 'edges'), measure(run, 'messages')]).toEqual([3, 6]);
    // The user's brief, and from speaker to speaker; what the others read are copies.
    expect(handovers(run)).toBe(3);
  });

  it('gives no floor to a step that nobody foresaw, and stops at maxTurns', () => {
    expect(play(LINE.replace('after: [write],', 'after: [write], foreseen: 0,'), 'group-chat').missingSteps).toBe(1);
    expect(play(LINE, 'group-chat', { maxTurns: 2 }).outcome).toBe('failed');
    const partial = play(LINE, 'group-chat', { maxTurns: 2, onLimit: 'partial' });
    expect([partial.outcome, partial.missingSteps]).toEqual(['wrong', 1]);
    expect(play(LINE, 'group-chat', { maxTurns: 2, onLimit: 'empty' }).missingSteps).toBe(3);
  });
});

describe('group-chat with a manager', () => {
  const managed = { selector: 'llm' };

  it('has it name each speaker, and close the meeting with an answer', () => {
    const run = play(LINE, 'group-chat', managed);
    expectInvariants(run);
    const names = ['planner', 'writer', 'checker'].flatMap((name) => ['coordinator', name]);
    expect(who(run)).toEqual([...names, 'coordinator']);
    expect(run.outcome).toBe('correct');
    expect(measure(run, 'criticalPathCalls')).toBe(7);
    // Members see what was said and not what the manager writes; the manager reads all that was said.
    const inputs = callsOf(run).map((call) => call.inputTokens);
    expect(inputs.filter((_, i) => i % 2 === 1)).toEqual([511, 535, 559]);
    const opening = 7 + 104 + 15 + 3 * 16;
    expect(inputs.filter((_, i) => i % 2 === 0)).toEqual([0, 24, 48, 72].map((tokens) => opening + tokens));
  });

  it('notices a step that nobody foresaw', () => {
    const unforeseen = LINE.replace('after: [write],', 'after: [write], foreseen: 0,');
    expect(play(unforeseen, 'group-chat', managed).outcome).toBe('correct');
  });

  it('hears the same one in every turn where it never names anybody: a livelock, until maxTurns', () => {
    const run = play(LINE, 'group-chat', { ...managed, silence: 1, maxTurns: 4 });
    expectInvariants(run);
    expect(run.outcome).toBe('failed');
    const turn = ['coordinator', 'coordinator', 'coordinator', 'planner'];
    expect(who(run)).toEqual([...turn, ...turn, ...turn, ...turn]);
    const asked = callsOf(run).slice(0, 3);
    expect(asked.map((call) => call.inputTokens - asked[0]!.inputTokens)).toEqual([0, 30, 60]);
    expect(callsOf(run).map((call) => call.cause)).toEqual([-1, ...Array.from({ length: 15 }, (_, i) => i)]);
  });

  it('asks again, and goes on, where it names nobody now and then', () => {
    const world = worldOf(scenarioOf(yaml(LINE)), 'group-chat', { ...managed, silence: 0.3, attempts: 9 });
    const calls = replicate(world, 300, (run) => {
      expectInvariants(run);
      expect(run.outcome).toBe('correct');
      return run.calls.length;
    });
    // Four decisions, each with 0.3 / 0.7 further calls on average.
    const mean = calls.reduce((sum, count) => sum + count, 0) / calls.length;
    expect(Math.abs(mean - 7 - (4 * 0.3) / 0.7)).toBeLessThan(0.35);
  });

  it('wastes a turn on a wrong speaker, or closes too early', () => {
    const lost = scenarioOf(yaml(LINE), ['coordinator.misroute=0.3']);
    const runs = replicate(worldOf(lost, 'group-chat', managed), 300, (run) => {
      expectInvariants(run);
      return { calls: run.calls.length, outcome: run.outcome };
    });
    expect(runs.some(({ calls, outcome }) => calls > 7 && outcome === 'correct')).toBe(true);
    expect(runs.some(({ calls, outcome }) => calls < 7 && outcome === 'wrong')).toBe(true);
  });

  it('names nobody twice in a row where repeats are off, and is not asked where one is left', () => {
    const two = LINE.replace('role: checker,', 'role: planner,').replace('  checker: {}\n', '');
    const run = play(two, 'group-chat', { ...managed, repeats: false, maxTurns: 3, onLimit: 'partial' });
    expect(who(run)).toEqual(['coordinator', 'planner', 'writer', 'planner']);
    expect(run.missingSteps).toBe(0);
    const three = play(LINE, 'group-chat', { ...managed, repeats: false });
    const decisions = callsOf(three).filter((call) => call.who === 'coordinator');
    expect(decisions.map((call) => call.inputTokens)).toEqual([174, 182, 206, 230]);
  });

  it('keeps its own instructions and decisions, where it has a memory', () => {
    const run = play(LINE, 'group-chat', { ...managed, memory: true, wording: { instruction: 50, decided: 6 } });
    const decisions = callsOf(run).filter((call) => call.who === 'coordinator');
    expect(decisions.map((call) => call.inputTokens)).toEqual([0, 1, 2, 3].map((k) => 224 + k * (50 + 6 + 4 + 24)));
  });

  it('is a member of other teams, and has teams for members', () => {
    const teams = `${LINE}teams:\n  desk: { group-chat: [{ pipeline: [planner, writer] }, checker] }\n  room: { supervisor: [planner, { group-chat: [writer, checker] }] }\n`;
    for (const team of ['desk', 'room']) {
      const run = worldOf(scenarioOf(yaml(teams)), team, managed).run(0);
      expectInvariants(run);
      expect(run.outcome).toBe('correct');
    }
  });
});
