/**
 * Queueing theory met through the scenario language: each case is a file as a person writes it, read, rehearsed and
 * measured as `compare` does it. Service means are 1 second unless said otherwise.
 */
import { measureNamed } from '../measures/index.js';
import { parseScenario } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { gathered } from '../study/gather.js';
import { rehearse } from '../study/replicate.js';
import { estimated, meanOf } from './estimate.js';
import { planFor } from './plain.js';
import { erlangC } from './queues.js';
import type { Row } from './row.js';

/** A scenario under load, and what theory says of some of its measures. */
export interface LoadCase {
  readonly name: string;
  readonly pattern: string;
  /** The steps, the agents, how tasks arrive, and whatever else the case is about. */
  readonly steps: string;
  readonly agents: string;
  readonly arrivals: string;
  readonly also?: string;
  /** Tasks of a replication; without it, `TASKS`. */
  readonly size?: TaskCounts;
  /** By measure. */
  readonly expected: Readonly<Record<string, { readonly value: number; readonly source: string }>>;
}

const SIGMA = 0.8;
const SERVE = 'serve: { role: server }';
const SERVER = 'server: { latency: { exponential: { mean: 1s } } }';
const HOUR = 3600;

const FAILING = 0.2;
/** Calls of a task: one attempt after the other until the tool works, and the call that reads its result. */
const ATTEMPTED = 1 / (1 - FAILING) + 1;

export const LOAD_CASES: readonly LoadCase[] = [
  {
    name: 'M/M/1 at load 0.7',
    pattern: 'pipeline',
    steps: SERVE,
    agents: SERVER,
    arrivals: 'poisson: 0.7/s',
    expected: {
      latency: { value: 1 / 0.3, source: '1 / (mu - lambda)' },
      throughput: { value: 0.7 * HOUR, source: 'what arrives leaves' },
      bottleneck: { value: 0.7, source: 'lambda / mu' },
      saturation: { value: HOUR, source: 'mu' },
    },
  },
  {
    name: 'M/M/4 at load 0.8, one agent with capacity 4',
    pattern: 'pipeline',
    steps: SERVE,
    agents: 'server: { capacity: 4, latency: { exponential: { mean: 1s } } }',
    arrivals: 'poisson: 3.2/s',
    expected: {
      latency: { value: 1 + erlangC(4, 3.2) / (4 - 3.2), source: 'Erlang C' },
      bottleneck: { value: 0.8, source: 'lambda / (4 mu)' },
    },
  },
  {
    name: 'M/M/2 at load 0.75, two places of a shared tool',
    pattern: 'workflow',
    steps: `${SERVE.replace(' }', ', tools: { use: browser, roundTrips: 1 } }')}`,
    agents: 'server: { capacity: 1000, latency: 0 }',
    arrivals: 'poisson: 1.5/s',
    also: 'tools: { browser: { capacity: 2, latency: { exponential: { mean: 1s } } } }',
    expected: {
      latency: { value: 1 + erlangC(2, 1.5) / (2 - 1.5), source: 'Erlang C' },
      bottleneck: { value: 0.75, source: 'lambda / (2 mu)' },
    },
  },
  {
    name: 'M/M/2 at load 0.75, two people who approve',
    pattern: 'workflow',
    steps: 'approve: { role: approver, checks: true }',
    agents: 'approver: { person: {}, capacity: 2, latency: { exponential: { mean: 1s } } }',
    arrivals: 'poisson: 1.5/s',
    expected: {
      latency: { value: 1 + erlangC(2, 1.5) / (2 - 1.5), source: 'Erlang C' },
      bottleneck: { value: 0.75, source: 'lambda / (2 mu)' },
    },
  },
  {
    name: 'M/G/1 at load 0.7, lognormal service with sigma 0.8',
    pattern: 'single-agent',
    steps: SERVE,
    agents: `server: { latency: { lognormal: { mu: ${-(SIGMA * SIGMA) / 2}, sigma: ${SIGMA} } } }`,
    arrivals: 'poisson: 0.7/s',
    expected: {
      latency: {
        value: 1 + (0.7 * Math.exp(SIGMA * SIGMA)) / (2 * 0.3),
        source: 'Pollaczek and Khinchine: 1 + lambda E[S^2] / (2 (1 - rho))',
      },
    },
  },
  {
    name: 'tandem of two M/M/1 at loads 0.6 and 0.48',
    pattern: 'choreography',
    steps: `${SERVE}, check: { role: checker, after: [serve] }`,
    agents: `${SERVER}, checker: { latency: { exponential: { mean: 800ms } } }`,
    arrivals: 'poisson: 0.6/s',
    expected: {
      latency: { value: 1 / (1 - 0.6) + 1 / (1 / 0.8 - 0.6), source: 'Jackson: the sum of 1 / (mu - lambda)' },
    },
  },
  {
    name: 'fork-join of two M/M/1 at load 0.8',
    pattern: 'workflow',
    steps: `${SERVE}, check: { role: checker }`,
    agents: `${SERVER}, checker: { latency: { exponential: { mean: 1s } } }`,
    arrivals: 'poisson: 0.8/s',
    expected: {
      latency: { value: (12 - 0.8) / 8 / 0.2, source: 'Nelson and Tantawi: (12 - rho) / 8 / (mu - lambda)' },
    },
  },
  {
    name: 'M/M/1 whose tool fails with probability 0.2, so that its call is made again',
    pattern: 'pipeline',
    steps: `serve: { role: server, tools: { roundTrips: 1, failure: ${FAILING}, result: 0, latency: 0 } }`,
    agents: SERVER,
    arrivals: 'poisson: 0.3/s',
    also: 'policies: { retry: { attempts: 8, backoff: { base: 0 } } }',
    expected: {
      latency: {
        value: ATTEMPTED / (1 - 0.3 * ATTEMPTED),
        source: 'Jackson, with feedback: visits / (mu - lambda x visits)',
      },
      bottleneck: { value: 0.3 * ATTEMPTED, source: 'lambda x visits / mu' },
    },
  },
  {
    name: 'closed loop of 5 users who think for 4 s',
    pattern: 'pipeline',
    steps: SERVE,
    agents: SERVER,
    arrivals: 'closed: { users: 5, think: { exponential: { mean: 4s } } }',
    expected: {
      latency: { value: 5 / repaired(5, 4) - 4, source: 'machine repairman: N / X - Z' },
      throughput: { value: HOUR * repaired(5, 4), source: 'machine repairman: X = mu (1 - p0)' },
      bottleneck: { value: repaired(5, 4), source: 'machine repairman: 1 - p0' },
    },
  },
];

/** Tasks of a replication that do not count, and that do. */
export interface TaskCounts {
  readonly warmup: number;
  readonly counted: number;
}

/** The first ones are many times as many as a queue remembers, and do not count. */
const TASKS: TaskCounts = { warmup: 500, counted: 3500 };

/** `tasks` is what is rehearsed of each case, after the warm-up. */
export function loadRows(key: number, tasks: number, cases: readonly LoadCase[] = LOAD_CASES): Row[] {
  return cases.flatMap((one) => {
    const replications = Math.max(2, Math.ceil(tasks / (one.size ?? TASKS).counted));
    const scenario = loadScenarioOf(one);
    const ids = Object.keys(one.expected);
    const measures = ids.map((id) => measureNamed(id)!);
    const plans = [planFor(scenario, one.pattern)];
    const batch = rehearse(scenario, plans, measures, key, { from: 0, to: replications });
    const runs = gathered(scenario, measures, [batch]);
    return measures.map((measure, m) => {
      const { value, source } = one.expected[measure.id]!;
      const what = measure.unit === 'calls' ? `${measure.label} per task` : measure.label;
      const heading = { name: `${one.name}, ${one.pattern}`, what, unit: measure.unit, source };
      return estimated(heading, value, meanOf(runs.column(0, m)));
    });
  });
}

/** As a file, and read as one. */
export function loadScenarioOf({
  name,
  steps,
  agents,
  arrivals,
  also = '',
  size = TASKS,
}: Omit<LoadCase, 'pattern' | 'expected'>): Scenario {
  const text = `
scenario: load
question: ${JSON.stringify(`Does '${name}' behave as theory says?`)}
task: { brief: { tokens: 1 }, steps: { ${steps} } }
agents: { defaults: { output: 1, capacity: 1 }, ${agents} }
workload: { tasks: ${size.warmup + size.counted}, warmup: ${size.warmup}, arrivals: { ${arrivals} } }
${also}`;
  const parsed = parseScenario(text, 'load.yaml', []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  return parsed.scenario;
}

/** Throughput of one server with mean service 1, and `users` who think for `think` seconds on average: mu (1 - p0). */
function repaired(users: number, think: number): number {
  let term = 1;
  let sum = 1;
  for (let waiting = 1; waiting <= users; waiting++) {
    term *= (users - waiting + 1) / think;
    sum += term;
  }
  return 1 - 1 / sum;
}
