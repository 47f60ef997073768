import { describe, expect, it } from 'vitest';
import {
  callsOf,
  claimsOf,
  margin,
  measure,
  type Options,
  replicate,
  scenarioOf,
  worldOf,
  yaml,
} from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** Two independent steps and one that needs both; calls of a second. */
const BODY = yaml(`task:
  brief: { tokens: 100 }
  steps:
    a: { role: a, claims: 3 }
    b: { role: b, claims: 3 }
    c: { role: c, after: [a, b], claims: 20 }
agents:
  defaults: { model: plain, prompt: 10, output: 20, latency: 1, guess: 1 }
  a: {}
  b: {}
  c: {}
`);

const world = (misroute: number, options: Options = {}) =>
  worldOf(scenarioOf(BODY, [`coordinator.misroute=${misroute}`, 'coordinator.latency=1']), 'supervisor', options);

const stepsOf = (run: Parameters<typeof callsOf>[0]): (string | null)[] =>
  callsOf(run)
    .filter((call) => call.act === 'produce')
    .map((call) => call.step);

describe('a supervisor that never errs', () => {
  it('decides before each step, one step at a time, and answers in the end', () => {
    const run = world(0).run(0);
    expect(callsOf(run).map((call) => [call.who, call.act])).toEqual([
      ['coordinator', 'decide'],
      ['a', 'produce'],
      ['coordinator', 'decide'],
      ['b', 'produce'],
      ['coordinator', 'decide'],
      ['c', 'produce'],
      ['coordinator', 'compose'],
    ]);
    expect(measure(run, 'latency')).toBe(7);
    expect(measure(run, 'timeCoordination')).toBe(4);
    expect(measure(run, 'centralization')).toBe(1);
    expect(run.outcome).toBe('correct');
  });
});

describe('a supervisor that errs', () => {
  const runs = replicate(world(0.3, { limit: 25 }), 1500, (run) => {
    expectInvariants(run);
    return {
      steps: stepsOf(run),
      outcome: run.outcome,
      missing: run.missingSteps,
      guesses: claimsOf(run).filter((claim) => claim.cause === 'guessed').length,
    };
  });

  it('first errs with its misroute', () => {
    const n = runs.length;
    const wrong = runs.filter(({ steps }) => steps[0] !== 'a').length / n;
    expect(Math.abs(wrong - 0.3)).toBeLessThan(margin(0.3, n));
  });

  it('sometimes stops early: needed steps are missing, and the work is wrong', () => {
    const early = runs.filter(({ missing }) => missing > 0);
    expect(early.length).toBeGreaterThan(100);
    expect(new Set(early.map(({ outcome }) => outcome))).toEqual(new Set(['wrong']));
    expect(early.some(({ steps }) => steps.length === 0)).toBe(true);
  });

  it('sometimes has a step done again: a needless round', () => {
    expect(runs.some(({ steps }) => new Set(steps).size < steps.length)).toBe(true);
  });

  it('sometimes has a step done too early, which then guesses', () => {
    const early = runs.filter(({ steps }) => steps[0] === 'c');
    expect(early.length).toBeGreaterThan(50);
    for (const { guesses } of early) expect(guesses).toBeGreaterThan(0);
    const inOrder = runs.filter(({ steps }) => steps.join() === 'a,b,c');
    expect(inOrder.length).toBeGreaterThan(100);
    for (const { guesses } of inOrder) expect(guesses).toBe(0);
  });

  it('that always errs never takes the right step first, and ends all the same', () => {
    const always = replicate(world(1, { limit: 61 }), 200, (run) => ({
      first: stepsOf(run)[0],
      outcome: run.outcome,
    }));
    for (const { first } of always) expect(first === undefined || first === 'c').toBe(true);
    expect(new Set(always.map(({ outcome }) => outcome))).toEqual(new Set(['wrong']));
  });

  it('errs more the longer its transcript is: retention makes it lose the thread', () => {
    const forgetful = scenarioOf(BODY, [
      'coordinator.misroute=0',
      'models.plain.retention={ half: 1000, steepness: 1 }',
      'task.brief.tokens=1000',
    ]);
    const done = replicate(worldOf(forgetful, 'supervisor', { limit: 41 }), 400, (run) => stepsOf(run).join());
    const right = done.filter((steps) => steps === 'a,b,c').length / done.length;
    // Each of four decisions holds with less than one half.
    expect(right).toBeGreaterThan(0.005);
    expect(right).toBeLessThan(0.5 ** 4 + margin(0.5 ** 4, 400));
  });
});

describe('the limit of rounds', () => {
  it('fails loudly, with all that was paid for, when the work needs one round more', () => {
    const run = world(0, { limit: 5 }).run(0);
    expect(run.outcome).toBe('failed');
    expect(stepsOf(run)).toEqual(['a', 'b']);
    expect(measure(run, 'cost')).toBeGreaterThan(0);
  });

  it('does not touch work that needs just as many', () => {
    expect(world(0, { limit: 7 }).run(0).outcome).toBe('correct');
  });
});

describe('the transcript', () => {
  it('keeps handoffs and hand-backs unless told otherwise', () => {
    const inputs = (options: Options): number[] => callsOf(world(0, options).run(0)).map((call) => call.inputTokens);
    const kept = inputs({});
    const dropped = inputs({ handoffMessages: false });
    // At the second decision: a handoff (25 and the name twice) and a hand-back (35 and the name).
    expect(kept[2]! - dropped[2]!).toBe(25 + 4 + 35 + 2);
    expect(kept[0]).toBe(dropped[0]);
  });

  it('tells the coordinator of each member, once a call', () => {
    const first = (options: Options): number => callsOf(world(0, options).run(0))[0]!.inputTokens;
    expect(first({}) - first({ wording: { rosterBase: 0, rosterPerMember: 0 } })).toBe(15 + 3 * 16);
  });

  it('with namesAll holds every member that is left, in the decision and from then on', () => {
    const plain = callsOf(world(0, {}).run(0));
    const all = callsOf(world(0, { namesAll: true }).run(0));
    expect(all.map((call, i) => call.outputTokens - plain[i]!.outputTokens)).toEqual([24, 0, 12, 0, 0, 0, 0]);
    expect(all[1]!.inputTokens - plain[1]!.inputTokens).toBe(24);
    expect(all[6]!.inputTokens - plain[6]!.inputTokens).toBe(36);
  });
});

it('a member that fails for good takes the whole task down with it', () => {
  const scenario = scenarioOf(BODY, ['agents.b.failure=1']);
  const run = worldOf(scenario, 'supervisor').run(0);
  expect(run.outcome).toBe('failed');
  expect(stepsOf(run)).toEqual(['a', 'b']);
});
