import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import type { Pattern, Sizes } from '../../src/patterns/pattern.js';
import { entries } from '../../src/patterns/plan.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { type Shape, shapeOf } from '../../src/sim/shape.js';
import { builtin, measure, type Options, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** The sizes of the built-in scenario growth: 3 tokens a call, 4 a message. */
const SIZES: Sizes = {
  brief: 804,
  prompt: 407,
  coordinatorPrompt: 407,
  generalistPrompt: 407,
  output: 204,
  bareOutput: 200,
  name: 2,
  decision: 6,
};

/** n independent parts, each done by a specialist of its own, and a merger. */
function shape(n: number): Shape {
  const specialists = Array.from({ length: n }, (_, i) => `specialist-${i + 1}`);
  return shapeOf([...specialists, 'merger'], [...specialists.map(() => []), specialists.map((_, i) => i)]);
}

const text = builtin('growth');
const growth = new Map<number, Scenario>();
for (let n = 2; n <= 30; n++) {
  growth.set(n, scenarioOf(text, [`task.steps.specialise.replicas=${n}`, `agents.specialist.instances=${n}`]));
}

const IDS = ['calls', 'edges', 'edgesPossible', 'messages', 'criticalPathCalls'] as const;

function expectFormulas(pattern: Pattern, options: Options, n: number): void {
  const run = worldOf(growth.get(n)!, pattern.name, options).run(n);
  expectInvariants(run);
  const filled = Object.fromEntries(
    entries(pattern).map(([name, option]) => [name, options[name] ?? option.initial]),
  ) as never;
  const formulas = Object.fromEntries(IDS.map((id) => [id, pattern.expects[id](shape(n), filled)]));
  const measured = Object.fromEntries(IDS.map((id) => [id, measure(run, id)]));
  expect({ n, ...measured }).toEqual({ n, ...formulas });
  expect(measure(run, 'inputTokens')).toBe(pattern.expects.inputTokens(shape(n), SIZES, filled));
}

/** Options that change the structure; one by one and together. */
const VARIANTS: Readonly<Record<string, readonly Options[]>> = {
  'single-agent': [{ limit: 2 }],
  pipeline: [
    { context: 'all' },
    { context: 'outputs' },
    { context: 'all', layout: 'joined', header: 9 },
    { context: 'outputs', layout: 'joined' },
    { context: 'all', header: 7, cycles: 2 },
    { context: 'previous', cycles: 3, skip: true },
  ],
  'fan-out-fan-in': [{ gather: 'messages' }, { plan: true }, { plan: true, gather: 'messages' }],
  workflow: [],
  supervisor: [
    { history: 'full' },
    { rosterBase: 0, rosterPerMember: 5 },
    { handoff: 0, handback: 0 },
    { handoffMessages: false },
    { namesAll: true },
    { maxRounds: 31 },
  ],
  choreography: [{ payload: 'accumulated' }],
};

describe.each(patterns.map((pattern) => [pattern.name, pattern] as const))('%s', (name, pattern) => {
  it('costs exactly the calls, edges, messages and input tokens that its formulas say, for 2 to 30 specialists', () => {
    for (const n of growth.keys()) expectFormulas(pattern, {}, n);
  });

  it.each((VARIANTS[name] ?? []).map((options) => [JSON.stringify(options), options] as const))(
    'does so with %s too',
    (_, options) => {
      for (const n of [2, 3, 7, 30]) expectFormulas(pattern, options, n);
    },
  );

  it('keeps to its formulas where members do several steps, and where steps are in no order of their own', () => {
    for (const roles of [
      ['a', 'b', 'a', 'c'],
      ['a', 'a', 'a', 'a'],
      ['a', 'b', 'c', 'd'],
      ['b', 'a', 'b', 'a'],
    ]) {
      for (const after of [
        [[], [0], [0], [1, 2]],
        [[3], [], [1], [1]],
        [[], [], [], []],
        [[], [0], [1], [0]],
      ]) {
        const lines = roles.map((role, i) => `    s${i}: { role: ${role}, after: [${after[i]!.map((j) => `s${j}`)}] }`);
        const agents = [...new Set(roles)].map((role) => `  ${role}: {}`);
        const body = [
          'task:',
          '  brief: { tokens: 100 }',
          '  steps:',
          ...lines,
          'agents:',
          '  defaults: { model: plain, output: 20 }',
          ...agents,
        ];
        const run = worldOf(scenarioOf(yaml(body.join('\n'))), name).run(0);
        const initial = Object.fromEntries(entries(pattern).map(([option, { initial }]) => [option, initial])) as never;
        const doers = pattern.usesMembers ? roles : roles.map(() => 'generalist');
        for (const id of ['calls', 'edges', 'messages'] as const) {
          expect([id, roles, after, measure(run, id)]).toEqual([
            id,
            roles,
            after,
            pattern.expects[id](shapeOf(doers, after), initial),
          ]);
        }
      }
    }
  });

  it('has variants listed here for each of its options, or a test of its own for them', () => {
    const own = ['wait', 'quorum', 'deadline'];
    const listed = new Set((VARIANTS[name] ?? []).flatMap((options) => Object.keys(options)));
    for (const [option] of entries(pattern)) expect([...listed, ...own]).toContain(option);
  });
});
