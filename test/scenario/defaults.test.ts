import { describe, expect, test } from 'vitest';
import { noFaults } from '../../src/scenario/faults/index.js';
import { parseScenario } from '../../src/scenario/load.js';
import { scenarioSchema } from '../../src/scenario/schema/schema.js';
import { BASE, scenarioOf } from './helper.js';

const FORM = `scenario: least
question: What is there?
task:
  brief: { tokens: 10 }
  steps:
    write: { role: writer }
agents:
  writer: { output: 5 }
`;

const NEVER = Number.POSITIVE_INFINITY;
const constant = (value: number) => ({ kind: 'constant', value });

test('nothing goes wrong where a file names no fault', () => {
  expect(noFaults(['writer'])).toMatchObject({
    messages: { delay: constant(0), loss: 0, duplicate: 0, reorder: null },
    agents: { writer: { crash: null, leave: null, join: null } },
    coordinator: { crash: null },
    engine: { crash: null },
    generalist: { crash: null },
  });
});

test('the least scenario has every default', () => {
  const medium = scenarioOf(FORM).agents[0]?.model;
  const large = scenarioOf(FORM).coordinator.model;
  const agent = {
    role: 'writer',
    model: medium,
    prompt: 400,
    nameTokens: 2,
    ...{ hallucination: 0, detection: 0, falseAlarm: 0 },
    ...{ credulity: 1, doubt: 0, deference: 0, guess: 0.5 },
    output: constant(5),
    reasoning: constant(0),
    compactAt: NEVER,
    misroute: 0,
    ...{ failure: 0, malformed: 0, hang: 0, capacity: NEVER, instances: 1, latency: null, person: null, apart: false },
  };
  const step = {
    ...{ name: 'write', role: 'writer', fallback: null, replica: 0 },
    ...{ stagger: 0, atOnce: Number.POSITIVE_INFINITY, perSize: null },
    after: [],
    needs: null,
    checks: false,
    ...{ verdict: null, sendsBack: null },
    claims: 0,
    owes: null,
    carry: 1,
    probability: 1,
    foreseen: 1,
    ...{ group: null, topic: null, output: null, tools: null, compensate: null, critical: true },
  };
  const coordination = { decision: constant(6), claims: 0, carry: 1 };
  expect(scenarioOf(FORM)).toEqual({
    name: 'least',
    question: 'What is there?',
    asks: { kind: 'choose', patterns: [], measures: [], condition: null },
    task: {
      brief: { tokens: 10, cv: 0, claims: 0, falseClaims: 0, owed: 0, parts: [] },
      steps: [step],
      ...{ topics: [], shift: 0, size: constant(1), kinds: [], claimTokens: 8 },
      difficulty: { correlation: 0.4, acrossFamilies: 0.2, withinTask: 0.1, wrongAnswers: 1 },
    },
    ...{ agents: [agent], tools: {} },
    coordinator: { ...agent, role: 'coordinator', model: large, prompt: 600, output: constant(120), ...coordination },
    generalist: {
      ...{ penalty: 1, masters: [], model: medium, prompt: 400, nameTokens: 2, misroute: 0 },
      ...{ compactAt: NEVER, capacity: NEVER },
    },
    client: {
      attempts: 1,
      backoff: { base: 0.5, factor: 2, most: NEVER, jitter: 0, spread: 'around' },
      ...{ timeout: NEVER, hedge: NEVER, reask: 1, error: 30, obeys: 60 },
    },
    provider: {
      requestsPerMinute: NEVER,
      tokensPerMinute: NEVER,
      maxQueue: NEVER,
      promptCache: false,
      cacheTtl: 300,
      overflow: 'truncate',
      framing: { call: 3, message: 4, named: false },
    },
    workload: { tasks: 1, arrivals: null, begins: 9 * 3600, warmup: 'auto' },
    faults: noFaults(['writer']),
    policies: {
      timeout: NEVER,
      retry: { attempts: 1, backoff: { base: 1, factor: 2, jitter: 0 } },
      breaker: null,
      redelivery: null,
      acknowledge: 'handled',
      deadLetters: null,
      idempotency: false,
      durable: null,
      restarts: 10,
      resubmit: { attempts: 0, after: 0 },
      ...{ budget: { tokens: NEVER, cost: NEVER, time: NEVER }, writes: 'merge', siblings: 'cancelled' },
      tracing: false,
      deadline: NEVER,
      tolerance: { false: 0, missing: 0 },
    },
    patterns: { only: null, options: {} },
    teams: [],
    decision: { objectives: [{ measure: 'correct', statistic: 'mean', weight: 1 }], limits: [], uncertain: [] },
    thresholds: [],
    growth: null,
    published: [],
    real: { agents: {}, tools: {}, results: 'scenario', failure: 'error', malformed: 'arguments', ignore: [] },
  });
});

test('a tool has the tokens of a usual definition, call and result', () => {
  const tools = scenarioOf(BASE, ['task.steps.write.tools={ roundTrips: 2 }']).task.steps[0]?.tools;
  expect(tools).toEqual({
    roundTrips: constant(2),
    definition: 34,
    call: 8,
    result: constant(120),
    latency: constant(0),
    ...{ failure: 0, hang: 0, timeout: NEVER, errors: 'fail', attempts: 3, error: 30, parallel: 1 },
    ...{ strategies: 1, persistence: 0 },
    ...{ use: null, explore: { finds: 1, breadth: 0, overlap: 0 } },
  });
});

describe('agents', () => {
  const text = BASE.replace(
    'defaults: { output: 50 }',
    'defaults: { output: 50, guess: 0, credulity: 0.5, model: small, prompt: 7 }',
  );

  test('a role takes from itself, then from the defaults; 0 is a value', () => {
    const [writer, checker, printer] = scenarioOf(text, [
      'agents.writer.guess=0.25',
      'agents.writer.credulity=0',
    ]).agents;
    expect(writer).toMatchObject({ role: 'writer', guess: 0.25, credulity: 0, prompt: 7, output: constant(50) });
    expect(checker).toMatchObject({ role: 'checker', guess: 0, credulity: 0.5, detection: 0.5 });
    expect(printer).toMatchObject({ output: constant(10), model: { name: 'small' } });
  });

  test('the coordinator has a model, prompt and output of its own and the rest from the defaults', () => {
    expect(scenarioOf(text).coordinator).toMatchObject({
      model: { name: 'large' },
      prompt: 600,
      output: constant(120),
      hallucination: 0,
      credulity: 0.5,
      guess: 0,
    });
  });

  test('misroute is the hallucination of the coordinator unless it is given', () => {
    expect(scenarioOf(text, ['coordinator.hallucination=0.2']).coordinator.misroute).toBe(0.2);
    expect(scenarioOf(text, ['coordinator={ hallucination: 0.2, misroute: 0 }']).coordinator.misroute).toBe(0);
  });

  test('the generalist has model and prompt of the defaults', () => {
    expect(scenarioOf(text).generalist).toMatchObject({ model: { name: 'small' }, prompt: 7 });
  });

  test('an agent that no step needs is a warning at its name', () => {
    const result = parseScenario(`${BASE}  idler: {}\n`, 'news.yaml', []);
    expect(result.ok && result.warnings).toEqual([
      {
        message: "no step has the role 'idler'",
        file: 'news.yaml',
        line: 14,
        column: 3,
        offending: '  idler: {}',
        next: 'Give a step this role, or remove the agent.',
      },
    ]);
  });
});

describe('models', () => {
  const modelOf = (models: string, name = 'own') =>
    scenarioOf(BASE, [`models=${models}`, `agents.writer.model=${name}`]).agents[0]?.model;

  test('three are built in', () => {
    const [large, medium, small] = ['large', 'medium', 'small'].map((name) => modelOf('{}', name));
    expect(large).toMatchObject({
      inputRate: 8000,
      outputRate: constant(60),
      price: { input: 3, cachedInput: 0.3, output: 15 },
      contextWindow: 200_000,
      retention: { half: 66_300, steepness: 1.12 },
    });
    expect(medium).toMatchObject({ outputRate: constant(90), price: { input: 0.8, cachedInput: 0.08, output: 4 } });
    expect(medium?.retention).toEqual(large?.retention);
    expect(small).toMatchObject({
      outputRate: constant(160),
      price: { input: 0.2, cachedInput: 0.02, output: 0.8 },
      retention: { half: 18_000, steepness: 1.32 },
    });
    expect(large?.ttft).toEqual({
      kind: 'lognormal',
      mu: Math.log(0.9),
      sigma: Math.log(2.5 / 0.9) / 1.6448536269514722,
    });
  });

  test('a model is like another where it is silent, whichever stands first', () => {
    const own = modelOf('{ own: { like: mine, price: { output: 1 } }, mine: { like: small, outputRate: 10/s } }');
    expect(own).toMatchObject({
      name: 'own',
      outputRate: constant(10),
      price: { input: 0.2, cachedInput: 0.02, output: 1 },
      retention: { half: 18_000, steepness: 1.32 },
    });
  });

  test('a built-in model can be changed, and like itself means the built-in one', () => {
    expect(modelOf('{ large: { inputRate: 1/s } }', 'large')).toMatchObject({ inputRate: 1, outputRate: constant(60) });
    expect(modelOf('{ large: { like: large, inputRate: 1/s } }', 'large')).toMatchObject({ inputRate: 1 });
    expect(modelOf('{ large: { inputRate: 1/s } }', 'medium')).toMatchObject({ inputRate: 8000 });
  });

  test('presets are those of the family', () => {
    expect(modelOf('{ own: { like: small, retention: mild } }')?.retention).toEqual({ half: 185_000, steepness: 2.36 });
    expect(modelOf('{ own: { like: medium, retention: mild } }')?.retention).toEqual({
      half: 720_000,
      steepness: 0.92,
    });
    expect(modelOf('{ own: { like: small, retention: hard } }')?.retention).toEqual({ half: 18_000, steepness: 1.32 });
    expect(modelOf('{ own: { like: small, retention: { half: .inf } } }')?.retention).toEqual({
      half: Number.POSITIVE_INFINITY,
      steepness: 1.32,
    });
  });
});

test('the mild preset is within a point of the accuracies that it was fitted to', () => {
  const lengths = [4096, 8192, 16_384, 32_768, 65_536, 131_072];
  const fits = [
    { half: 720_000, steepness: 0.92, base: 97.8, published: [96.6, 96.3, 95.2, 93.2, 87.0, 81.2] },
    { half: 185_000, steepness: 2.36, base: 96.1, published: [96.5, 95.8, 95.4, 94.8, 88.4, 66.6] },
  ];
  for (const { half, steepness, base, published } of fits) {
    for (const [i, length] of lengths.entries()) {
      const fitted = base / (1 + (length / half) ** steepness);
      expect(Math.abs(fitted - (published[i] ?? Number.NaN))).toBeLessThan(1.2);
    }
  }
});

test('steps with replicas are written out, and one replica is numbered too', () => {
  const text = BASE.replace('claims: 2', 'claims: 2, replicas: 3').replace('checks: true', 'checks: true, replicas: 1');
  expect(scenarioOf(text).task.steps.map(({ name, replica, after }) => ({ name, replica, after }))).toEqual([
    { name: 'write-1', replica: 0, after: [] },
    { name: 'write-2', replica: 1, after: [] },
    { name: 'write-3', replica: 2, after: [] },
    { name: 'check-1', replica: 0, after: ['write-1', 'write-2', 'write-3'] },
    { name: 'print', replica: 0, after: ['check-1'] },
  ]);
});

test('teams, patterns, objectives and thresholds come as data', () => {
  const scenario = scenarioOf(`${BASE}patterns: { only: [pipeline, desk], supervisor: { history: full } }
teams: { desk: { supervisor: [ { pipeline: [writer, checker] }, printer ], with: { history: last } } }
decision: { objectives: { cost: { weight: 0 }, correct: {} } }
thresholds: { pipeline.correct: '>= 0.6', desk.latency.p95: '<60' }
`);
  expect(scenario.patterns).toEqual({ only: ['pipeline', 'desk'], options: { supervisor: { history: 'full' } } });
  const pipeline = { pattern: 'pipeline', members: ['writer', 'checker'], options: {} };
  const options = { history: 'last' };
  expect(scenario.teams).toEqual([
    { name: 'desk', root: { pattern: 'supervisor', members: [pipeline, 'printer'], options } },
  ]);
  expect(scenario.decision.objectives).toEqual([
    { measure: 'cost', statistic: 'mean', weight: 0 },
    { measure: 'correct', statistic: 'mean', weight: 1 },
  ]);
  expect(scenario.thresholds).toEqual([
    { pattern: 'pipeline', measure: 'correct', operator: '>=', value: 0.6 },
    { pattern: 'desk', measure: 'latency.p95', operator: '<', value: 60 },
  ]);
});

test('growth sizes are a list or a range', () => {
  const sizes = (text: string) =>
    scenarioOf(BASE, [`growth={ label: n, paths: [agents.writer.instances], sizes: ${text} }`]).growth?.sizes;
  expect(sizes('[2, 5, 30]')).toEqual([2, 5, 30]);
  expect(sizes('{ from: 2, to: 5 }')).toEqual([2, 3, 4, 5]);
});

test('names that plain objects know are names like others', () => {
  const text = BASE.replaceAll('writer', 'constructor').replaceAll(/\bcheck\b/g, 'toString');
  expect(scenarioOf(text).task.steps.map(({ name }) => name)).toEqual(['write', 'toString', 'print']);
  expect(scenarioSchema.safeParse({}).success).toBe(false);
});
