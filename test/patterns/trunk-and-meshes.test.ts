import { describe, expect, it } from 'vitest';
import { patternNamed } from '../../src/patterns/index.js';
import { branchesOf } from '../../src/sim/team/shape.js';
import { World } from '../../src/sim/world.js';
import { expectations } from '../../src/validation/counting.js';
import { callsOf, measure, type Options, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** g groups of m agents with a step each; the first agent of all starts with a false claim. */
const grouped = (g: number, m: number, agents = ''): string => {
  const names = Array.from({ length: g * m }, (_, i) => i);
  return `task:
  brief: { tokens: 100 }
  steps:
${names.map((i) => `    s${i}: { role: r${i}, group: g${i % g}, claims: 1 }`).join('\n')}
agents:
  defaults: { model: plain, output: 50, hallucination: 0, credulity: 1, ${agents} }
${names.map((i) => `  r${i}: ${i === 0 ? '{ hallucination: 1 }' : '{}'}`).join('\n')}
`;
};

const SHARP = ['coordinator.detection=1', 'coordinator.falseAlarm=0'];

const trunk = (text: string, options: Options = {}, overrides: readonly string[] = []): World =>
  worldOf(scenarioOf(yaml(text), overrides), 'trunk-and-meshes', options);

describe('trunk-and-meshes', () => {
  it.each([{}, { maxRounds: 1, wording: { plan: 40, verdict: 12 } }, { retries: 0, repair: 0.1 }, { tokenBudget: 1 }])(
    'keeps to its formulas for 2 to 30 specialists with %o',
    (options) => {
      for (const row of expectations(patternNamed('trunk-and-meshes')!, options, 1)) {
        expect(row, row.what).toMatchObject({ ok: true });
      }
    },
  );

  it('keeps to its formulas with g groups of m, whatever their order: g m(m-1)/2 + g edges', () => {
    for (const [g, m] of [
      [1, 4],
      [3, 3],
      [4, 2],
      [5, 1],
    ] as const) {
      for (const maxRounds of [1, 2]) {
        const world = trunk(grouped(g, m), { maxRounds }, ['coordinator.detection=0', 'coordinator.falseAlarm=0']);
        const run = world.run(0);
        expectInvariants(run);
        const { expects } = patternNamed('trunk-and-meshes')!.withOptions({ maxRounds, wording: { plan: 0 } });
        for (const id of ['calls', 'edges', 'messages', 'criticalPathCalls'] as const) {
          expect([id, g, m, measure(run, id)]).toEqual([id, g, m, expects[id](world.shape)]);
        }
        if (maxRounds > 1) expect(measure(run, 'edges')).toBe((g * m * (m - 1)) / 2 + g);
      }
    }
  });

  it('makes a branch of each connected part where the scenario has no groups', () => {
    expect(branchesOf([null, null, null, null], [[], [0], [], [2]], -1)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(branchesOf([null, null, null, null], [[], [0], [], [1, 2]], 3)).toEqual([[0, 1], [2]]);
    expect(branchesOf(['a', 'b', 'a', null], [[], [0], [], [2]], -1)).toEqual([[0, 2], [1], [3]]);
    expect(branchesOf([null, null, null], [[2], [2], []], -1)).toEqual([[0, 1, 2]]);
  });

  it('keeps a false claim in its own branch, where a free mesh tells everybody', () => {
    const text = grouped(3, 3);
    const reach = (world: World): number => measure(world.run(0), 'reach');
    expect(reach(worldOf(scenarioOf(yaml(text)), 'mesh'))).toBe(1);
    const run = trunk(text, { retries: 0 }, SHARP).run(0);
    // Three of ten participants; the trunk does not believe it, and fails the task loudly.
    expect(measure(run, 'reach')).toBeCloseTo(3 / 10, 12);
    expect(run.outcome).toBe('failed');
    expect(run.delivered.length).toBe(0);
  });

  it('sends a branch back to its work, and lets the second result out', () => {
    const text = grouped(2, 2).replace('hallucination: 1 }', 'hallucination: 0.5 }');
    const ends = replicate(trunk(text, { retries: 4 }, SHARP), 300, (run) => {
      expectInvariants(run);
      return { outcome: run.outcome, gates: callsOf(run).filter((call) => call.act === 'judge').length };
    });
    const delivered = ends.filter(({ outcome }) => outcome === 'correct');
    expect(delivered.some(({ gates }) => gates > 2)).toBe(true);
    expect(ends.every(({ outcome }) => outcome === 'correct' || outcome === 'failed')).toBe(true);
    // A branch comes to nothing five times over: 1 in 32.
    expect(Math.abs(delivered.length / 300 - 31 / 32)).toBeLessThan(0.04);
  });

  it('lets out what its gates do not see, and the synthesis believes it', () => {
    const run = trunk(grouped(3, 3), {}, [
      'coordinator.detection=0',
      'coordinator.falseAlarm=0',
      'coordinator.credulity=1',
    ]).run(0);
    expect(run.outcome).toBe('wrong');
    expect(measure(run, 'reach')).toBeCloseTo(4 / 10, 12);
  });

  it('begins no further round once a branch has spent its tokens', () => {
    const calls = (tokenBudget: number): number =>
      measure(
        trunk(grouped(2, 3), { maxRounds: 6, tokenBudget }, [
          'coordinator.detection=0',
          'coordinator.falseAlarm=0',
        ]).run(0),
        'calls',
      );
    expect(calls(1)).toBe(2 + 2 * (3 + 1));
    // Told in the second round, settled in the third.
    expect(calls(1_000_000)).toBe(2 + 2 * (9 + 1));
  });

  it('goes on without an agent that fails, and fails with a whole branch', () => {
    const one = trunk(grouped(2, 2), {}, ['agents.r1.failure=1', ...SHARP, 'agents.r0.hallucination=0']).run(0);
    expect([one.outcome, one.missingSteps]).toEqual(['wrong', 1]);
    expect(
      trunk(grouped(2, 2), {}, ['agents.r1.failure=1', 'agents.r3.failure=1', 'agents.r0.hallucination=0']).run(0)
        .outcome,
    ).toBe('failed');
  });

  it('plans in a step that nobody foresaw', () => {
    const text = grouped(2, 1).replace('group: g1,', 'foreseen: 0,').replace('hallucination: 1 }', '}');
    const done = (misroute: number): boolean =>
      callsOf(trunk(text, {}, [`coordinator.misroute=${misroute}`, ...SHARP]).run(0)).some(
        (call) => call.step === 's1',
      );
    expect([done(0), done(1)]).toEqual([true, false]);
  });

  it('takes a team as an agent of a branch, and is a member itself', () => {
    const body = `task:
  brief: { tokens: 100, claims: 1 }
  steps: { one: { role: a, claims: 1 }, two: { role: b, after: [one], claims: 1 }, three: { role: c, claims: 1 } }
agents: { defaults: { model: plain, output: 50, hallucination: 0, guess: 0 }, a: {}, b: {}, c: {} }
teams:
  inside: { trunk-and-meshes: [{ pipeline: [a, b] }, c] }
  outside: { pipeline: [{ trunk-and-meshes: [a, b] }, c] }`;
    const scenario = scenarioOf(yaml(body), SHARP);
    for (const [team, calls] of [
      ['inside', 1 + 2 + 1 + 2 + 1],
      ['outside', 1 + 4 + 1 + 1 + 1],
    ] as const) {
      const run = new World(scenario, planFor(scenario, team), 1).run(0);
      expectInvariants(run);
      expect([team, run.outcome, measure(run, 'calls')]).toEqual([team, 'correct', calls]);
    }
  });
});
