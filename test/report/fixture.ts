import type { Comparison, GrowthRow } from '../../src/compare/comparison.js';
import { summarise } from '../../src/compare/summarise.js';
import { measureNamed } from '../../src/measures/index.js';
import type { Measure } from '../../src/measures/measure.js';
import { STANDARD_TIER } from '../../src/scenario/models/service-tiers.js';
import { NO_APPLICATION } from '../../src/scenario/real.js';
import type { AgentSpec, ModelSpec, Scenario } from '../../src/scenario/scenario.js';
import { meanInterval } from '../../src/statistics/estimates.js';
import type { PatternRuns } from '../../src/study/pattern-runs.js';
import { calm } from '../../src/validation/plain.js';

const constant = (value: number) => ({ kind: 'constant', value }) as const;

const conditions = calm([]);

const model: ModelSpec = {
  name: 'large',
  family: 'large',
  fallback: null,
  ttft: constant(0.6),
  inputRate: 5000,
  outputRate: constant(70),
  price: { input: 3, cachedInput: 0.3, output: 15, above: null },
  ...{ cache: null, listed: null, limits: null, server: null },
  tier: STANDARD_TIER,
  contextWindow: 200_000,
  retention: { half: 66_300, steepness: 1.12 },
};

const agent = (role: string, over: Partial<AgentSpec> = {}): AgentSpec => ({
  role,
  model,
  prompt: 400,
  nameTokens: 3,
  hallucination: 0.04,
  detection: 0,
  falseAlarm: 0,
  credulity: 0.95,
  doubt: 0.01,
  deference: 0.2,
  guess: 0.5,
  output: constant(300),
  reasoning: constant(0),
  compactAt: Number.POSITIVE_INFINITY,
  misroute: 0.04,
  ...{ failure: 0.01, malformed: 0, hang: 0.005 },
  ...{ capacity: 1, instances: 1 },
  latency: null,
  person: null,
  apart: false,
  ...over,
});

export const scenario: Scenario = {
  name: 'article',
  question: 'Which pattern keeps a bad citation from the reader, and at what price?',
  asks: { kind: 'choose', patterns: [], measures: [], condition: null },
  task: {
    brief: { tokens: 1200, cv: 0, claims: 12, falseClaims: 0, owed: 0, parts: [] },
    steps: [],
    topics: [],
    shift: 0,
    claimTokens: 8,
    difficulty: { correlation: 0.4, acrossFamilies: 0.2, withinTask: 0.1, wrongAnswers: 1 },
    size: { kind: 'constant', value: 1 },
    kinds: [],
  },
  agents: [
    agent('summariser'),
    agent('checker', { detection: 0.8, falseAlarm: 0.02 }),
    agent('tagger'),
    agent('writer'),
  ],
  tools: {},
  coordinator: { ...agent('coordinator'), decision: constant(40), misroute: 0.02, claims: 0, carry: 1 },
  generalist: {
    ...{ penalty: 1.5, masters: [] },
    model,
    prompt: 600,
    ...{ compactAt: Number.POSITIVE_INFINITY, nameTokens: 3, misroute: 0.02 },
    capacity: 1,
  },
  client: conditions.client,
  provider: {
    requestsPerMinute: Number.POSITIVE_INFINITY,
    tokensPerMinute: Number.POSITIVE_INFINITY,
    maxQueue: Number.POSITIVE_INFINITY,
    promptCache: false,
    cacheTtl: 300,
    overflow: 'truncate',
    framing: { call: 3, message: 4, named: true },
  },
  workload: conditions.workload,
  faults: { ...conditions.faults, messages: { ...conditions.faults.messages, delay: constant(0.05) } },
  policies: {
    ...conditions.policies,
    timeout: 120,
    retry: { attempts: 3, backoff: { base: 1, factor: 2, jitter: 0.1 } },
    deadline: 60,
  },
  patterns: { only: null, options: {} },
  teams: [{ name: 'newsroom', root: { pattern: 'supervisor', members: ['summariser', 'checker'], options: {} } }],
  decision: {
    objectives: [
      { measure: 'cost', weight: 2 },
      { measure: 'correct', weight: 5 },
      { measure: 'latency', weight: 1 },
    ],
    limits: [],
    uncertain: [],
  },
  thresholds: [{ pattern: 'pipeline', measure: 'correct', operator: '>=', value: 0.9 }],
  growth: { label: 'specialists', paths: ['task.steps.check.replicas'], sizes: [2, 4, 8, 12, 16], unit: '' },
  published: [],
  real: NO_APPLICATION,
};

type Spec = [id: string, group: Measure['group'], label: string, unit: string, better: Measure['better']];

const specs: readonly Spec[] = [
  ['correct', 'outcome', 'correct', 'share', 'higher'],
  ['wrong', 'outcome', 'wrong', 'share', 'lower'],
  ['failed', 'outcome', 'failed', 'share', 'lower'],
  ['stalled', 'outcome', 'stalled', 'share', 'lower'],
  ['late', 'outcome', 'late', 'share', 'lower'],
  ['participants', 'structure', 'participants', 'participants', 'neither'],
  ['edges', 'structure', 'edges', 'edges', 'lower'],
  ['messages', 'structure', 'messages', 'messages', 'lower'],
  ['calls', 'cost', 'calls', 'calls', 'lower'],
  ['inputTokens', 'cost', 'input tokens', 'tokens', 'lower'],
  ['outputTokens', 'cost', 'output tokens', 'tokens', 'lower'],
  ['cost', 'cost', 'cost', 'USD', 'lower'],
  ['coordinationShare', 'cost', 'coordination', 'share', 'lower'],
  ['latency', 'time', 'latency', 's', 'lower'],
  ['rootErrors', 'errors', 'root errors', 'claims', 'lower'],
  ['derivedErrors', 'errors', 'derived errors', 'claims', 'lower'],
  ['caught', 'errors', 'caught', 'claims', 'neither'],
  ['falseAlarms', 'errors', 'false alarms', 'claims', 'lower'],
  ['escaped', 'errors', 'escaped', 'claims', 'lower'],
];

export const measures: readonly Measure[] = specs.map(([id, group, label, unit, better]) => ({
  id,
  group,
  label,
  unit,
  better,
  interval: group === 'outcome' ? 'share' : 'mean',
  definition: `${label}, in one sentence.`,
  ...columnOf(id),
  read: () => Number.NaN,
}));

/** As the measure of this id declares it. */
function columnOf(id: string): Pick<Measure, 'column'> {
  const column = measureNamed(id)?.column;
  return column === undefined ? {} : { column };
}

interface Profile {
  readonly name: string;
  /** Cumulative: correct, wrong, failed, stalled; the rest is late. */
  readonly ends: readonly [number, number, number, number];
  readonly latency: number;
  readonly participants: number;
  readonly edges: number;
  readonly messages: number;
  readonly calls: number;
  readonly tokens: number;
  readonly coordination: number;
  readonly roots: number;
  readonly catches: number;
}

const profile = (
  name: string,
  ends: Profile['ends'],
  [latency, participants, edges, messages, calls, tokens, coordination, roots, catches]: readonly number[],
): Profile => ({
  name,
  ends,
  latency: latency!,
  participants: participants!,
  edges: edges!,
  messages: messages!,
  calls: calls!,
  tokens: tokens!,
  coordination: coordination!,
  roots: roots!,
  catches: catches!,
});

export const profiles: readonly Profile[] = [
  profile('single-agent', [0.55, 0.93, 0.98, 0.98], [34, 1, 0, 0, 4, 9800, 0, 1.4, 0.3]),
  profile('pipeline', [0.71, 0.94, 0.98, 0.98], [36, 4, 3, 3, 4, 8100, 0, 1, 0.55]),
  profile('fan-out-fan-in', [0.4, 0.95, 0.98, 0.98], [15, 5, 4, 8, 5, 8900, 0.21, 1.9, 0.1]),
  profile('workflow', [0.78, 0.94, 0.98, 0.98], [25, 5, 4, 8, 4, 7900, 0, 0.9, 0.6]),
  profile('supervisor', [0.8, 0.92, 0.95, 0.95], [61, 5, 4, 18, 9, 31_000, 0.62, 0.9, 0.65]),
  profile('choreography', [0.7, 0.85, 0.85, 0.97], [22, 5, 5, 6, 4, 7950, 0, 0.95, 0.5]),
  profile('newsroom', [0.81, 0.94, 0.97, 0.97], [41, 5, 5, 12, 7, 17_000, 0.35, 0.9, 0.7]),
];

/** Seeded numbers in [0, 1): a linear congruential generator is good enough for a picture. */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

function runsOf(shape: Profile, runs: number): PatternRuns {
  const own = uniforms(profiles.indexOf(shape) * 7919 + 1);
  const columns = new Map(measures.map((measure) => [measure.id, new Float64Array(runs)]));
  // Same luck under every pattern: the generator is seeded alike, and every run draws the same number of times.
  const next = uniforms(20_240);
  for (let run = 0; run < runs; run++) {
    const [luck, pace, length, slips, spread, eye] = [next(), next(), next(), next(), next(), next()];
    // Patterns mostly, but not only, meet the same luck: a real difference has spread.
    const [whose, mine] = [own(), own()];
    const end = shape.ends.findIndex((edge) => (whose < 0.3 ? mine : luck!) < edge);
    const outcome = ['correct', 'wrong', 'failed', 'stalled'][end] ?? 'late';
    const tokens = Math.round(shape.tokens * (0.85 + 0.3 * length!));
    const roots = Math.floor(-Math.log(1 - slips!) * shape.roots);
    const derived = Math.floor(roots * 2 * spread!);
    const caught = Math.floor((roots + derived) * shape.catches * (0.6 + 0.8 * eye!));
    const ended = outcome !== 'failed' && outcome !== 'stalled';
    const delivered = Math.max(0, roots + derived - caught);
    const values: Record<string, number> = {
      [outcome]: 1,
      participants: shape.participants,
      edges: shape.edges,
      messages: shape.messages + (shape.messages > 6 && slips! > 0.9 ? 2 : 0),
      calls: shape.calls + (slips! > 0.9 ? 1 : 0),
      inputTokens: tokens,
      outputTokens: Math.round(tokens * 0.18),
      cost: (tokens * 3 + Math.round(tokens * 0.18) * 15) / 1e6,
      coordinationShare: shape.coordination * (0.9 + 0.2 * length!),
      latency: ended ? shape.latency * (0.7 - 0.5 * Math.log(1 - pace!)) : Number.NaN,
      rootErrors: roots,
      derivedErrors: derived,
      caught,
      falseAlarms: eye! > 0.9 ? 1 : 0,
      escaped: ended ? delivered : Number.NaN,
    };
    for (const [id, value] of Object.entries(values)) columns.get(id)![run] = value;
  }
  return { name: shape.name, columns };
}

const grown: Record<string, (size: number) => readonly [edges: number, messages: number]> = {
  'single-agent': () => [0, 0],
  pipeline: (size) => [size - 1, size - 1],
  'fan-out-fan-in': (size) => [size, 2 * size],
  workflow: (size) => [size, 2 * size],
  supervisor: (size) => [size, 4 * size + 2],
  choreography: (size) => [(size * (size - 1)) / 4, 1.4 * size],
  newsroom: (size) => [size + 1, 2.6 * size],
};

function growthRows(sizes: readonly number[]): GrowthRow[] {
  const next = uniforms(7);
  return profiles.flatMap(({ name }) =>
    sizes.flatMap((size) =>
      (['edges', 'messages'] as const).map((measure, index) => {
        const centre = grown[name]!(size)[index]!;
        const noise = measure === 'messages' && name === 'choreography' ? 0.3 * centre : 0;
        const sample = Array.from({ length: 40 }, () => centre + noise * (next() - 0.5));
        return { pattern: name, size, measure, ...meanInterval(sample) };
      }),
    ),
  );
}

export interface FixtureOptions {
  readonly runs?: number;
  readonly requested?: number;
  readonly names?: readonly string[];
  readonly withGrowth?: boolean;
  readonly scenario?: Partial<Scenario>;
}

/** A comparison that looks like a real one: seven patterns, four hundred replications. */
export function comparison(options: FixtureOptions = {}): Comparison {
  const { runs = 400, requested = runs, names, withGrowth = true } = options;
  const chosen = profiles.filter((shape) => names?.includes(shape.name) ?? true);
  return summarise({
    scenario: { ...scenario, ...options.scenario },
    seed: 'gutenberg',
    requested,
    runs,
    measures,
    patterns: chosen.map((shape) => runsOf(shape, runs)),
    leftOut: [{ pattern: 'router', why: 'no step of the task is a choice between roles' }],
    growth: withGrowth ? growthRows(scenario.growth!.sizes) : [],
    warnings: [],
  });
}
