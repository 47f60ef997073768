/**
 * Scenarios with everything off that a comparison with theory does not need: constant sizes, no errors, no faults, no
 * limits, no loss in long contexts. What a case is about is switched on where the case is.
 */
import type { WrittenOptions } from '../patterns/declared.js';
import { objections } from '../patterns/objections.js';
import { type PatternPlan, plansFor } from '../patterns/plan.js';
import { noFaults } from '../scenario/faults/index.js';
import { STANDARD_TIER } from '../scenario/models/service-tiers.js';
import { NO_APPLICATION } from '../scenario/real.js';
import type {
  AgentSpec,
  ClientPolicy,
  CoordinatorSpec,
  Difficulty,
  Distribution,
  GeneralistSpec,
  ModelSpec,
  Policies,
  ProviderSpec,
  Scenario,
  StepSpec,
  Tools,
} from '../scenario/scenario.js';

export const constant = (value: number): Distribution => ({ kind: 'constant', value });

const NEVER = Number.POSITIVE_INFINITY;

/** Forgets nothing, holds everything; every agent here has a latency of its own, so its rates are not read. */
export const MODEL: ModelSpec = {
  name: 'plain',
  family: 'plain',
  fallback: null,
  ttft: constant(0),
  inputRate: NEVER,
  outputRate: constant(NEVER),
  price: { input: 0, cachedInput: 0, output: 0, above: null },
  cache: null,
  listed: null,
  tier: STANDARD_TIER,
  contextWindow: NEVER,
  retention: { half: NEVER, steepness: 1 },
  limits: null,
  server: null,
};

export function plainAgent(role: string, changes: Partial<AgentSpec>): AgentSpec {
  return {
    role,
    model: MODEL,
    prompt: 0,
    nameTokens: 1,
    hallucination: 0,
    detection: 1,
    falseAlarm: 0,
    credulity: 1,
    doubt: 0,
    deference: 0,
    guess: 0,
    output: constant(1),
    reasoning: constant(0),
    compactAt: NEVER,
    misroute: 0,
    failure: 0,
    malformed: 0,
    hang: 0,
    capacity: 1,
    instances: 1,
    latency: constant(1),
    person: null,
    apart: false,
    ...changes,
  };
}

/** A tool that answers at once and never fails. */
export function plainTools(changes: Partial<Tools>): Tools {
  return {
    use: null,
    roundTrips: constant(1),
    definition: 0,
    call: 1,
    result: constant(1),
    latency: constant(0),
    ...{ failure: 0, hang: 0, timeout: NEVER },
    ...{ errors: 'fail', attempts: 1, strategies: 1, persistence: 0, error: 0, parallel: 1 },
    explore: { finds: 1, breadth: 0, overlap: 0 },
    ...changes,
  };
}

export function plainStep(name: string, role: string, changes: Partial<StepSpec>): StepSpec {
  return {
    name,
    role,
    fallback: null,
    replica: 0,
    stagger: 0,
    atOnce: NEVER,
    perSize: null,
    after: [],
    needs: null,
    checks: false,
    verdict: null,
    sendsBack: null,
    claims: 0,
    owes: null,
    carry: 1,
    probability: 1,
    foreseen: 1,
    critical: true,
    group: null,
    topic: null,
    output: null,
    tools: null,
    compensate: null,
    ...changes,
  };
}

/** Sends each request once, and waits for its answer as long as it takes. */
export const PLAIN_CLIENT: ClientPolicy = {
  attempts: 1,
  backoff: { base: 0, factor: 1, most: NEVER, jitter: 0, spread: 'around' },
  ...{ timeout: NEVER, hedge: NEVER },
  reask: 0,
  error: 0,
  obeys: 0,
};

/** One task, nothing that goes wrong, nothing done about it. */
export function calm(roles: readonly string[]): Pick<Scenario, 'workload' | 'faults' | 'policies' | 'client'> {
  return {
    client: PLAIN_CLIENT,
    workload: { tasks: 1, arrivals: null, begins: 0, warmup: 0 },
    faults: noFaults(roles),
    policies: {
      timeout: NEVER,
      retry: { attempts: 1, backoff: { base: 0, factor: 1, jitter: 0 } },
      breaker: null,
      redelivery: null,
      acknowledge: 'handled',
      deadLetters: null,
      idempotency: false,
      durable: null,
      restarts: 0,
      resubmit: { attempts: 0, after: 0 },
      budget: { tokens: NEVER, cost: NEVER, time: NEVER },
      siblings: 'cancelled',
      writes: 'merge',
      tracing: false,
      deadline: NEVER,
      tolerance: { false: 0, missing: 0 },
    },
  };
}

/** Whoever tries has luck of its own. */
const INDEPENDENT: Difficulty = { correlation: 0, acrossFamilies: 0, withinTask: 0, wrongAnswers: 1 };

/** What a case says about its scenario. */
export interface PlainForm {
  readonly brief?: Partial<Scenario['task']['brief']>;
  readonly steps: readonly StepSpec[];
  readonly topics?: Scenario['task']['topics'];
  readonly shift?: number;
  readonly difficulty?: Partial<Difficulty>;
  readonly agents: readonly AgentSpec[];
  readonly coordinator?: Partial<CoordinatorSpec>;
  readonly generalist?: Partial<GeneralistSpec>;
  readonly provider?: Partial<ProviderSpec>;
  readonly messages?: Partial<Scenario['faults']['messages']>;
  readonly policies?: Partial<Policies>;
  readonly client?: Partial<ClientPolicy>;
}

const SOLO = { penalty: 1, masters: [], model: MODEL, prompt: 0, nameTokens: 1, misroute: 0 };

export function plainScenario(form: PlainForm): Scenario {
  const lead = { decision: constant(1), claims: 0, carry: 1 };
  const generalist = { ...SOLO, compactAt: NEVER, capacity: NEVER };
  const conditions = calm(form.agents.map(({ role }) => role));
  return {
    name: 'plain',
    question: '',
    asks: { kind: 'choose', patterns: [], measures: [], condition: null },
    task: {
      brief: { tokens: 1, cv: 0, claims: 0, falseClaims: 0, owed: 0, parts: [], ...form.brief },
      steps: form.steps,
      topics: form.topics ?? [],
      shift: form.shift ?? 0,
      claimTokens: 0,
      difficulty: { ...INDEPENDENT, ...form.difficulty },
      size: { kind: 'constant', value: 1 },
      kinds: [],
    },
    agents: form.agents,
    tools: {},
    coordinator: { ...plainAgent('coordinator', {}), ...lead, ...form.coordinator },
    generalist: { ...generalist, ...form.generalist },
    provider: {
      requestsPerMinute: NEVER,
      tokensPerMinute: NEVER,
      maxQueue: NEVER,
      promptCache: false,
      cacheTtl: 0,
      overflow: 'truncate',
      framing: { call: 3, message: 4, named: false },
      ...form.provider,
    },
    ...conditions,
    faults: { ...conditions.faults, messages: { ...conditions.faults.messages, ...form.messages } },
    policies: { ...conditions.policies, ...form.policies },
    client: { ...PLAIN_CLIENT, ...form.client },
    patterns: { only: null, options: {} },
    teams: [],
    decision: { objectives: [{ measure: 'correct', weight: 1 }], limits: [], uncertain: [] },
    thresholds: [],
    growth: null,
    published: [],
    real: NO_APPLICATION,
  };
}

/** All of a scenario's roles under one pattern. Throws for a pattern or an option that does not exist. */
export function planFor(scenario: Scenario, pattern: string, options: WrittenOptions = {}): PatternPlan {
  return onlyPlan({ ...scenario, patterns: { only: [pattern], options: { [pattern]: options } } }, pattern);
}

function onlyPlan(chosen: Scenario, name: string): PatternPlan {
  const wrong = objections(chosen)[0];
  if (wrong !== undefined) throw new Error(`${wrong.path.join('.')}: ${wrong.message}`);
  const { plans, leftOut } = plansFor(chosen, null);
  const plan = plans[0];
  if (plan === undefined) throw new Error(`'${name}' cannot do the task: ${leftOut[0]?.why}`);
  return plan;
}

/** The same for one of the scenario's own teams; options by the pattern that has them. */
export function planForTeam(
  scenario: Scenario,
  team: string,
  options: Readonly<Record<string, WrittenOptions>>,
): PatternPlan {
  return onlyPlan({ ...scenario, patterns: { only: [team], options } }, team);
}

/** Steps one after the other, each done by an agent of its own. */
export function chainOf(length: number, agent: Partial<AgentSpec>, step: Partial<StepSpec> = {}): PlainForm {
  const names = numbered(length);
  return {
    agents: names.map((name) => plainAgent(name, agent)),
    steps: names.map((name, i) => plainStep(name, name, { ...step, after: i === 0 ? [] : [names[i - 1]!] })),
  };
}

/** Steps that are independent of each other, each done by an agent of its own. */
export function branchesOf(width: number, agent: Partial<AgentSpec>): PlainForm {
  const names = numbered(width);
  return {
    agents: names.map((name) => plainAgent(name, agent)),
    steps: names.map((name) => plainStep(name, name, {})),
  };
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `agent ${i + 1}`);
