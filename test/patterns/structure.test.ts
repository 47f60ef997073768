import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entries, wordingEntries } from '../../src/patterns/declared.js';
import { patterns } from '../../src/patterns/index.js';
import type { Pattern, Sizes } from '../../src/patterns/pattern.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { type Shape, shapeOf } from '../../src/sim/team/shape.js';
import { builtin, measure, type Options, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** The sizes of the built-in scenario growth: 3 tokens a call, 4 a message. */
const SIZES: Sizes = {
  brief: 804,
  bareBrief: 800,
  prompt: 407,
  coordinatorPrompt: 407,
  generalistPrompt: 407,
  output: 204,
  bareOutput: 200,
  name: 2,
  decision: 6,
  synthesis: 200,
  framing: 4,
};

/** n independent parts, each done by a specialist of its own, and a merger. */
function shape(n: number): Shape {
  const specialists = Array.from({ length: n }, (_, i) => `specialist-${i + 1}`);
  return shapeOf([...specialists, 'merger'], [...specialists.map(() => []), specialists.map((_, i) => i)]);
}

const text = builtin('growth');
const growth = new Map<number, Scenario>();
for (let n = 2; n <= 30; n++) {
  // Where claims take no tokens, a lead's briefs do not grow with what they tell.
  const sized = [`task.steps.specialise.replicas=${n}`, `agents.specialist.instances=${n}`, 'task.claimTokens=0'];
  growth.set(n, scenarioOf(text, sized));
}

const IDS = ['calls', 'edges', 'edgesPossible', 'messages', 'criticalPathCalls'] as const;

function expectFormulas(pattern: Pattern, options: Options, n: number): void {
  const world = worldOf(growth.get(n)!, pattern.name, options);
  const run = world.run(n);
  // Which steps form a team is the pattern's own business, and has tests of its own.
  const form = pattern.divides === null ? shape(n) : world.shape;
  expectInvariants(run);
  const { expects } = pattern.withOptions(options);
  const formulas = Object.fromEntries(IDS.map((id) => [id, expects[id](form)]));
  const measured = Object.fromEntries(IDS.map((id) => [id, measure(run, id)]));
  expect({ n, ...measured }).toEqual({ n, ...formulas });
  expect(measure(run, 'inputTokens')).toBe(expects.inputTokens(form, SIZES));
}

/** Options that change the structure; one by one and together. */
const VARIANTS: Readonly<Record<string, readonly Options[]>> = {
  'single-agent': [{ limit: 2 }, { history: 'full' }],
  pipeline: [
    { context: 'all' },
    { context: 'outputs' },
    { context: 'all', layout: 'joined', wording: { header: 9 } },
    { context: 'outputs', layout: 'joined' },
    { context: 'all', cycles: 2, wording: { header: 7, template: 5 } },
    { context: 'previous', cycles: 3, skip: true },
  ],
  'fan-out-fan-in': [
    { gather: 'messages' },
    { plan: true },
    { plan: true, gather: 'messages' },
    { plan: true, wording: { briefTokens: 25, assignment: 9 } },
  ],
  workflow: [{ payload: 'accumulated' }],
  supervisor: [
    { history: 'full' },
    { wording: { rosterBase: 0, rosterPerMember: 5 } },
    { wording: { handoff: 0, handback: 0 } },
    { handoffMessages: false },
    { namesAll: true },
    { namesAll: true, others: 'dropped' },
    { namesAll: true, others: 'answered', takes: 'last' },
    { wording: { memberRoster: 26, memberHandoff: 8 } },
    { limit: 63 },
    { limit: 64, counts: 'supersteps', onLimit: 'empty' },
  ],
  'lead-and-subagents': [
    { mode: 'serial' },
    { brief: 'value' },
    { brief: 'value', mode: 'serial', wording: { briefTokens: 0 } },
    { wording: { briefTokens: 50, assignment: 9, wrapping: 41 } },
    { wording: { rosterBase: 20, rosterPerMember: 5 } },
    { reemits: true, mode: 'serial', wording: { wrapping: 11 } },
    { reemits: true, brief: 'value' },
    { limit: 1000, onLimit: 'partial' },
    { briefLoss: 0.5 },
    { opens: 47 },
    { confirms: true },
    { confirms: true, mode: 'serial', wording: { confirmBase: 90, verdict: 30, wrapping: 8 } },
    { opens: 9, confirms: true, mode: 'serial', wording: { rosterPerMember: 3 } },
  ],
  hierarchy: [
    { teamSize: 3 },
    { teamSize: 31 },
    { history: 'full', handoffMessages: false },
    { wording: { rosterBase: 3, rosterPerMember: 4, handoff: 5, handback: 6 } },
    { limit: 63, onLimit: 'empty' },
  ],
  magentic: [
    { sees: 'instruction', opensWithTask: true },
    { clears: 'before', factsKeep: 1, wording: { factsUpdate: 9, planUpdate: 9 } },
    { wording: { facts: 200, plan: 90, instruction: 40, progress: 70 } },
    { wording: { rosterBase: 9, rosterPerMember: 5, progressPerMember: 3 } },
    { wording: { factsPrompt: 11, planPrompt: 12, progressPrompt: 13, finalPrompt: 14, ledgerText: 15 } },
    { maxRounds: 32, maxStalls: 1, onLimit: 'partial' },
  ],
  choreography: [{ payload: 'accumulated' }],
  router: [{ reroute: true }, { maxRoutings: 2, wording: { rosterBase: 3, rosterPerRoute: 9 } }],
  'group-chat': [
    { selector: 'llm' },
    { selector: 'llm', transcript: 'joined', wording: { label: 5, rosterBase: 3, rosterPerMember: 11 } },
    { selector: 'llm', memory: true, wording: { instruction: 90, decided: 20 } },
    { selector: 'llm', attempts: 2, maxTurns: 32, onLimit: 'partial', wording: { askAgain: 40 } },
  ],
  handoff: [
    { targets: 'next' },
    { history: 'messages', wording: { answer: 14 } },
    { history: 'results', targets: 'next', wording: { rosterBase: 12 } },
    { wording: { rosterBase: 0, rosterPerMember: 20, call: 9, answer: 3 } },
    { maxHandoffs: 30, onLimit: 'partial' },
  ],
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
        const world = worldOf(scenarioOf(yaml(body.join('\n'))), name);
        const run = world.run(0);
        const { expects } = pattern.withOptions({});
        const doers = pattern.usesMembers ? roles : roles.map(() => 'generalist');
        const form = pattern.divides === null ? shapeOf(doers, after) : world.shape;
        for (const id of ['calls', 'edges', 'messages'] as const) {
          expect([id, roles, after, measure(run, id)]).toEqual([id, roles, after, expects[id](form)]);
        }
      }
    }
  });

  it('has variants listed here for each of its options, or a test of its own for them', () => {
    if (existsSync(new URL(`./${name}.test.ts`, import.meta.url))) return;
    const own = ['wait', 'quorum', 'deadline', 'briefLoss', 'onLimit', 'repeats', 'silence', 'handBack'];
    const variants = VARIANTS[name] ?? [];
    const listed = new Set(variants.flatMap((options) => Object.keys(options)));
    const worded = new Set(variants.flatMap(({ wording = {} }) => Object.keys(wording as object)));
    for (const [option] of entries(pattern)) expect([...listed, ...own]).toContain(option);
    for (const [length] of wordingEntries(pattern)) expect([...worded]).toContain(length);
  });
});
