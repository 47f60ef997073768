/** What follows from counting alone: edges, calls, messages, tokens and the pace of a rate limit. No luck, so no interval. */
import { taskValue } from '../measures/index.js';
import { isRecord } from '../patterns/declared.js';
import { patterns } from '../patterns/index.js';
import type { Expectations, Pattern } from '../patterns/pattern.js';
import type { Scenario } from '../scenario/scenario.js';
import { World } from '../sim/world.js';
import { branchesOf, chainOf, constant, type Options, plainAgent, plainScenario, plainStep, planFor } from './plain.js';
import { equal, equalButForRounding, type Row } from './row.js';
import { shapeOfPlan, sizesOf } from './sizes.js';

const TEAM_SIZES = Array.from({ length: 29 }, (_, i) => i + 2);

export function countingRows(key: number): Row[] {
  return [
    edges('chain', 'pipeline', (n) => n, key),
    edges('star, the coordinator counted', 'supervisor', (n) => n - 1, key),
    edges('star, the engine counted', 'workflow', (n) => n - 1, key),
    conversation(key),
    ...patterns.flatMap((pattern) => variantsOf(pattern).flatMap((options) => expectations(pattern, options, key))),
    ...buckets(key),
  ];
}

/** The case that is farthest off; the last one where all are exact. */
function worst(
  heading: Pick<Row, 'name' | 'what' | 'unit' | 'source'>,
  sizes: readonly number[],
  at: (n: number) => readonly [number, number],
): Row {
  let row: Row | undefined;
  for (const n of sizes) {
    const [expected, got] = at(n);
    const next = equal({ kind: 'closed form', ...heading }, expected, got, `n = ${n}`);
    if (row === undefined || (row.ok && !next.ok) || (row.ok === next.ok && next.error >= row.error)) row = next;
  }
  return row!;
}

function measured(
  scenario: Scenario,
  pattern: string,
  options: Options,
  key: number,
  ids: readonly string[],
): number[] {
  const record = new World(scenario, planFor(scenario, pattern, options), key).run(0);
  return ids.map((id) => taskValue(id, record));
}

function edges(shape: string, pattern: string, members: (n: number) => number, key: number): Row {
  const heading = {
    name: `${shape}: ${pattern} of n participants, n = 2 to 30`,
    what: 'edges',
    unit: 'edges',
    source: 'n - 1',
  };
  return worst(heading, TEAM_SIZES, (n) => {
    const scenario = plainScenario(chainOf(members(n), {}));
    const [participants, got] = measured(scenario, pattern, {}, key, ['participants', 'edges']);
    return [participants! - 1, got!];
  });
}

/** Each of R calls sees the same start of S tokens and all messages so far, of m tokens each. */
function conversation(key: number): Row {
  const [brief, prompt, output] = [500, 93, 60];
  const start = 3 + 4 + prompt + 4 + brief;
  const message = output + 4;
  const heading = {
    name: `one conversation of R calls, R = 2 to 30, with S = ${start} and m = ${message}`,
    what: 'input tokens',
    unit: 'tokens',
    source: 'R S + m R (R - 1) / 2',
  };
  return worst(heading, TEAM_SIZES, (calls) => {
    const form = { ...chainOf(calls, { output: constant(output) }), brief: { tokens: brief }, generalist: { prompt } };
    const [got] = measured(plainScenario(form), 'single-agent', {}, key, ['inputTokens']);
    return [calls * start + (message * calls * (calls - 1)) / 2, got!];
  });
}

/** Options whose formulas are held against runs too, beside the defaults. */
const OTHER_OPTIONS: Readonly<Record<string, readonly Options[]>> = {
  pipeline: [
    { context: 'outputs', wording: { header: 9 } },
    { context: 'all', layout: 'joined', wording: { header: 9 } },
    { context: 'all', cycles: 2 },
  ],
  'fan-out-fan-in': [{ plan: true }, { gather: 'messages' }],
  supervisor: [
    { wording: { rosterBase: 0, rosterPerMember: 10, handoff: 40, handback: 20 } },
    { handoffMessages: false },
  ],
  choreography: [{ payload: 'accumulated' }],
  router: [{ reroute: true }],
  workflow: [{ payload: 'accumulated' }],
  'group-chat': [{ selector: 'llm' }, { selector: 'llm', memory: true, wording: { instruction: 90, decided: 25 } }],
  handoff: [{ targets: 'next' }, { history: 'messages' }, { history: 'results', wording: { rosterBase: 12 } }],
};

const variantsOf = (pattern: Pattern): readonly Options[] => [{}, ...(OTHER_OPTIONS[pattern.name] ?? [])];

const COUNTED = [
  ['calls', 'calls'],
  ['edges', 'edges'],
  ['messages', 'messages'],
  ['criticalPathCalls', 'calls'],
  ['inputTokens', 'tokens'],
] as const satisfies readonly (readonly [keyof Expectations<never>, string])[];

/** What a pattern says of itself, against what it does: n specialists and a step that joins their work. */
export function expectations(pattern: Pattern, written: Options, key: number): Row[] {
  const { expects } = pattern.withOptions(written);
  const { wording, ...others } = written;
  const listed = [others, isRecord(wording) ? wording : {}].flatMap((values) =>
    Object.entries(values).map(([name, value]) => `${name}: ${String(value)}`),
  );
  const name = `${[pattern.name, ...listed].join(', ')}: n specialists and a merger, n = 2 to 30`;
  const runs = new Map<number, { expected: number[]; got: number[] }>();
  for (const n of TEAM_SIZES) {
    const scenario = growing(n);
    const shape = shapeOfPlan(scenario, planFor(scenario, pattern.name, written));
    const sizes = sizesOf(scenario);
    const expected = COUNTED.map(([id]) =>
      id === 'inputTokens' ? expects.inputTokens(shape, sizes) : expects[id](shape),
    );
    runs.set(n, {
      expected,
      got: measured(
        scenario,
        pattern.name,
        written,
        key,
        COUNTED.map(([id]) => id),
      ),
    });
  }
  const source = "the pattern's own formula, from the shape of the work";
  return COUNTED.map(([what, unit], i) =>
    worst({ name, what, unit, source }, TEAM_SIZES, (n) => [runs.get(n)!.expected[i]!, runs.get(n)!.got[i]!]),
  );
}

/** All roles alike in size, as the formulas ask; the prompts of coordinator and generalist differ, so that each shows. */
export function growing(n: number): Scenario {
  const alike = { prompt: 400, output: constant(200), nameTokens: 2 };
  const names = Array.from({ length: n }, (_, i) => `part-${i + 1}`);
  const parts = names.map((part, replica) => plainStep(part, 'specialist', { replica, claims: 1 }));
  return plainScenario({
    brief: { tokens: 800, claims: 2 },
    agents: [plainAgent('specialist', { ...alike, instances: n }), plainAgent('merger', alike)],
    steps: [...parts, plainStep('merge', 'merger', { after: names, claims: 1 })],
    coordinator: { prompt: 350, output: constant(200) },
    generalist: { prompt: 450 },
  });
}

/** More calls at once than a minute's bucket holds: the rest go at the pace at which it is refilled. */
function buckets(key: number): Row[] {
  const [calls, latency] = [90, 2];
  // A call's framing and prompt, the brief as a message, the output.
  const each = 3 + 4 + 39 + (4 + 10) + 40;
  const [requests, tokens] = [60, 6000];
  const form = branchesOf(calls, { latency: constant(latency), output: constant(40), prompt: 39 });
  const limited = (provider: Partial<Scenario['provider']>): Scenario =>
    plainScenario({ ...form, brief: { tokens: 10 }, provider });
  const latencyOf = (scenario: Scenario): number => measured(scenario, 'choreography', {}, key, ['latency'])[0]!;
  const heading = (name: string, source: string) =>
    ({ kind: 'closed form', name, what: 'time until all have answered', unit: 's', source }) as const;
  return [
    equalButForRounding(
      heading(
        `${calls} calls at once, ${requests} requests a minute, ${latency} s each`,
        'token bucket: (N - B) 60 / B + latency',
      ),
      ((calls - requests) * 60) / requests + latency,
      latencyOf(limited({ requestsPerMinute: requests })),
    ),
    equalButForRounding(
      heading(
        `${calls} calls of ${each} tokens at once, ${tokens} tokens a minute`,
        'token bucket: (N T - B) 60 / B + latency',
      ),
      ((calls * each - tokens) * 60) / tokens + latency,
      latencyOf(limited({ tokensPerMinute: tokens })),
    ),
  ];
}
