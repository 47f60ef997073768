import { describe, expect, it } from 'vitest';
import { World } from '../../src/sim/world.js';
import { callsOf, claimsOf, deliveredKeys, measure, planFor, play, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const lead = (body: string, options = {}, replication = 0) => play(body, 'lead-and-subagents', options, replication);

/** `count` independent steps, each with a role of its own, each call one second long. */
function steps(count: number, more = '', agent = ''): string {
  const names = Array.from({ length: count }, (_, i) => `s${i + 1}`);
  return `task:
  brief: { tokens: 400, claims: 10 }
  steps:
${names.map((name) => `    ${name}: { role: ${name}, claims: 20 }`).join('\n')}
agents:
  defaults: { model: plain, prompt: 40, output: 60, latency: 1${agent} }
${names.map((name) => `  ${name}: {}`).join('\n')}
${more}`;
}

const who = (run: ReturnType<typeof lead>): string =>
  callsOf(run)
    .map((call) => call.who.replace('coordinator', 'lead'))
    .join(' ');

describe('who works when', () => {
  it('in parallel: all ready steps at once, wave by wave', () => {
    const run = lead(steps(3));
    expect(who(run)).toBe('lead s1 s2 s3 lead');
    const branches = callsOf(run).slice(1, 4);
    expect(new Set(branches.map((call) => call.requestedAt)).size).toBe(1);
    const chained = steps(3).replace('s3: { role: s3,', 's3: { role: s3, after: [s1, s2],');
    expect(who(lead(chained))).toBe('lead s1 s2 lead s3 lead');
  });

  it('in series: one step for each call of the lead', () => {
    expect(who(lead(steps(3), { mode: 'serial' }))).toBe('lead s1 lead s2 lead s3 lead');
  });

  it('waits for the slowest of a wave', () => {
    const slow = steps(3).replace('  s2: {}', '  s2: { latency: 30 }');
    const calls = callsOf(lead(slow));
    expect(calls[4]!.requestedAt).toBeCloseTo(calls[2]!.endedAt, 9);
  });

  it('a lead that reports by writing each answer again makes three calls a step, and none at the end', () => {
    const run = lead(steps(2), { reemits: true });
    expect(who(run)).toBe('lead s1 lead lead s2 lead');
    expect(run.outcome).toBe('correct');
    expectInvariants(run);
  });
});

describe('a lead that asks itself whether all is done', () => {
  const serial = { mode: 'serial', confirms: true };

  it('does so after each round, and answers there: no last call', () => {
    const chained = steps(3).replace('s3: { role: s3,', 's3: { role: s3, after: [s1, s2],');
    expect(who(lead(chained, { confirms: true }))).toBe('lead s1 s2 lead lead s3 lead');
    const run = lead(steps(2), serial);
    expect(who(run)).toBe('lead s1 lead lead s2 lead');
    expect(run).toMatchObject({ outcome: 'correct', missingSteps: 0 });
    expect(measure(run, 'criticalPathCalls')).toBe(6);
    expectInvariants(run);
  });

  it('sees the newest reports twice, and writes its finding or the answer', () => {
    const sizes = {
      assignment: 7,
      briefTokens: 25,
      rosterBase: 12,
      rosterPerMember: 24,
      confirmBase: 100,
      verdict: 17,
    };
    const calls = callsOf(lead(steps(2), { ...serial, wording: sizes }));
    const name = calls[0]!.outputTokens - 7 - 25;
    const round = 4 + 7 + name + 25 + 4 + 60;
    const [first, check, second, last] = [calls[0]!, calls[2]!, calls[3]!, calls[5]!];
    expect(second.inputTokens - first.inputTokens).toBe(round);
    expect(check.inputTokens - second.inputTokens).toBe(100 - 12 + 60);
    expect(last.inputTokens - check.inputTokens).toBe(round);
    expect(check.outputTokens).toBe(17);
    const plain = callsOf(lead(steps(2), { mode: 'serial' }));
    expect(last.outputTokens).toBe(plain.at(-1)!.outputTokens);
  });

  it('takes unfinished work for finished, or asks once more for nothing, when it errs', () => {
    const world = worldOf(scenarioOf(yaml(steps(3)), ['coordinator.misroute=0.4']), 'lead-and-subagents', serial);
    const ends = Array.from({ length: 200 }, (_, replication) => {
      const run = world.run(replication);
      expectInvariants(run);
      return { missing: run.missingSteps > 0, calls: run.calls.length };
    });
    expect(ends.some(({ missing, calls }) => missing && calls < 9)).toBe(true);
    expect(ends.some(({ missing, calls }) => !missing && calls > 9)).toBe(true);
  });

  it('counts these calls at its limit', () => {
    const partial = { ...serial, onLimit: 'partial' };
    expect(who(lead(steps(3), { ...partial, limit: 3 }))).toBe('lead s1 lead lead s2');
    expect(who(lead(steps(3), { ...partial, limit: 4 }))).toBe('lead s1 lead lead s2 lead');
    expect(lead(steps(3), { ...partial, limit: 6 }).outcome).toBe('correct');
  });
});

it('a call that opens reads the task only, comes before all others, and counts at the limit', () => {
  const [title, first] = callsOf(lead(steps(2), { opens: 47, wording: { rosterBase: 12, rosterPerMember: 24 } }));
  const plain = callsOf(lead(steps(2), { wording: { rosterBase: 12, rosterPerMember: 24 } }))[0]!;
  expect(title).toMatchObject({ who: 'coordinator', outputTokens: 47, inputTokens: plain.inputTokens - 12 - 2 * 24 });
  expect(first!.inputTokens).toBe(plain.inputTokens);
  expect(first!.requestedAt).toBeCloseTo(title!.endedAt, 9);
  const run = lead(steps(2), { opens: 47 });
  expect(who(run)).toBe('lead lead s1 s2 lead');
  expect(measure(run, 'criticalPathCalls')).toBe(4);
  expect(run.outcome).toBe('correct');
  expectInvariants(run);
  expect(lead(steps(2), { opens: 47, limit: 2 }).outcome).toBe('failed');
});

describe('what a sub-agent sees', () => {
  it('is the brief and nothing else: by reference short, by value the whole task', () => {
    const seen = (options: object) => callsOf(lead(steps(2), options)).find((call) => call.who === 's2')!.inputTokens;
    expect(seen({ wording: { briefTokens: 25 } })).toBe(3 + 4 + 40 + 4 + 25);
    expect(seen({ brief: 'value', wording: { briefTokens: 25 } })).toBe(3 + 4 + 40 + 4 + 25 + 1 + 400);
  });

  it('by value is paid as output of the lead', () => {
    const written = (options: object) => callsOf(lead(steps(3), options))[0]!.outputTokens;
    expect(written({ brief: 'value' }) - written({})).toBe(3 * 401);
  });

  it('with briefLoss lacks claims, which are guessed at or missing from its result', () => {
    const guess = ', guess: 1';
    const guessed = (briefLoss: number) =>
      claimsOf(lead(steps(4, '', guess), { briefLoss })).filter((claim) => claim.cause === 'guessed').length;
    expect(guessed(0)).toBe(0);
    const half = guessed(0.5);
    expect(half).toBeGreaterThan(20);
    expect(half).toBeLessThan(60);
    expect(guessed(1)).toBe(80);
  });

  it('the claims that no brief passed on come only from the lead, who knows the task', () => {
    const run = lead(steps(2), { briefLoss: 1 });
    // All that the user said is in the answer: the lead had it before it.
    expect(deliveredKeys(run)).toHaveLength(10 + 40);
  });
});

describe('the answer', () => {
  it('drops what the synthesis does not carry, and adds what it makes up', () => {
    const text = yaml(steps(3));
    const plain = worldOf(scenarioOf(text, ['coordinator.claims=4']), 'lead-and-subagents').run(0);
    expect(plain.delivered.length).toBe(10 + 60 + 4);
    const lossy = worldOf(scenarioOf(text, ['coordinator.carry=0.5']), 'lead-and-subagents').run(0);
    expect(lossy.delivered.length).toBeGreaterThan(20);
    expect(lossy.delivered.length).toBeLessThan(50);
    const inventive = ['coordinator.claims=4', 'coordinator.hallucination=1'];
    const run = worldOf(scenarioOf(text, inventive), 'lead-and-subagents').run(0);
    expect(claimsOf(run).filter((claim) => claim.origin === 'coordinator' && claim.isFalse)).toHaveLength(4);
    expect(run.outcome).toBe('wrong');
  });

  it('comes too early, or after needless work, when the lead errs', () => {
    const world = worldOf(scenarioOf(yaml(steps(3)), ['coordinator.misroute=0.4']), 'lead-and-subagents');
    const ends = Array.from({ length: 200 }, (_, replication) => {
      const run = world.run(replication);
      expectInvariants(run);
      return { missing: run.missingSteps > 0, calls: run.calls.length, outcome: run.outcome };
    });
    expect(ends.some((end) => end.missing && end.outcome === 'wrong' && end.calls < 5)).toBe(true);
    expect(ends.some((end) => !end.missing && end.calls > 5)).toBe(true);
  });
});

describe('the limit', () => {
  it('counts calls of the lead: five are enough for four steps in series, not for five', () => {
    const five = { mode: 'serial', limit: 5, onLimit: 'empty' };
    expect(lead(steps(4), five).outcome).toBe('correct');
    const run = lead(steps(5), five);
    expect(who(run)).toBe('lead s1 lead s2 lead s3 lead s4 lead s5');
    expect(run.delivered.length).toBe(0);
    expect(run).toMatchObject({ outcome: 'wrong', missingSteps: 5 });
    expect(measure(run, 'criticalPathCalls')).toBe(10);
    expectInvariants(run);
  });

  it('of one call leaves the sub-agents working for nobody: the text is empty, and no error says so', () => {
    const run = lead(steps(2), { limit: 1, onLimit: 'empty' });
    expect(who(run)).toBe('lead s1 s2');
    const { from, to } = run.messages.columns;
    const pairs = Array.from({ length: run.messages.length }, (_, i) => [from[i], to[i]]);
    expect(
      pairs.filter(
        ([sender, receiver]) => sender === run.participants.findIndex((p) => p.name === 's1') && receiver !== -1,
      ),
    ).toEqual([]);
    expect(run.outcome).toBe('wrong');
  });

  it('can be loud, or leave what there is', () => {
    expect(lead(steps(5), { mode: 'serial', limit: 5 }).outcome).toBe('failed');
    const partial = lead(steps(5), { mode: 'serial', limit: 3, onLimit: 'partial' });
    expect(partial).toMatchObject({ outcome: 'wrong', missingSteps: 2 });
    const restated = lead(steps(5), { reemits: true, limit: 6, onLimit: 'partial' });
    expect(who(restated)).toBe('lead s1 lead lead s2 lead lead s3 lead');
    expect(restated).toMatchObject({ outcome: 'wrong', missingSteps: 2 });
  });
});

it('a team does what it is asked like a single sub-agent, and sees the brief only', () => {
  const body = steps(3, 'teams:\n  desk: { lead-and-subagents: [s1, { pipeline: [s2, s3] }] }\n').replace(
    's3: { role: s3,',
    's3: { role: s3, after: [s2],',
  );
  const scenario = scenarioOf(yaml(body));
  const run = new World(scenario, planFor(scenario, 'desk'), 7).run(0);
  expectInvariants(run);
  expect(who(run)).toBe('lead s1 s2 s3 lead');
  expect(run.outcome).toBe('correct');
  expect(callsOf(run).find((call) => call.who === 's2')!.inputTokens).toBe(3 + 4 + 40 + 4 + 25);
});
