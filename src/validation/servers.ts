/** A shared model server against queueing theory, through the scenario language, and by hand. Service means are 1 second. */
import { World } from '../sim/world.js';
import { type LoadCase, loadScenarioOf } from './load.js';
import { planFor } from './plain.js';
import { erlangC } from './queues.js';
import { equalButForRounding, type Row } from './row.js';

const SIGMA = 0.8;
const HOUR = 3600;
const LOGNORMAL = `{ lognormal: { mu: ${-(SIGMA * SIGMA) / 2}, sigma: ${SIGMA} } }`;
const SERVE = 'serve: { role: server }';
const PROCESSOR_SHARING = '1 / (mu - lambda)';
const INSENSITIVE = `insensitivity of processor sharing: ${PROCESSOR_SHARING}, whatever the distribution`;

/** Agents with a model whose server is shared, and that take any number of calls. */
const agent = (latency: string): string => `server: { model: own, capacity: 1000000, latency: ${latency} }`;
const own = (server: string, model = ''): string => `models: { own: { like: small, server: ${server}${model} } }`;

/** Mean number of calls at a server at which c calls are done at the rate done(c); arrivals at `rate`. */
function meanCalls(rate: number, done: (calls: number) => number): number {
  let [term, sum, calls] = [1, 1, 0];
  for (let c = 1; c < 10_000 && term > 1e-15 * sum; c++) {
    term *= rate / done(c);
    sum += term;
    calls += c * term;
  }
  return calls / sum;
}

/** Mean response of a closed loop: `users` think for `think` seconds on average, c of their calls are done at the rate done(c). */
function closedResponse(users: number, think: number, done: (calls: number) => number): number {
  let [term, sum, throughput] = [1, 1, 0];
  for (let c = 1; c <= users; c++) {
    term *= (users - c + 1) / think / done(c);
    sum += term;
    throughput += term * done(c);
  }
  return (users * sum) / throughput - think;
}

const powered = (calls: number): number => calls ** 0.6;
const HALF = 4;
const halved = (calls: number): number => calls / (1 + (calls - 1) / HALF);

export const SERVER_CASES: readonly LoadCase[] = [
  {
    name: 'M/M/1-PS at load 0.7, a server whose calls share its speed',
    pattern: 'pipeline',
    steps: SERVE,
    agents: agent('{ exponential: { mean: 1s } }'),
    arrivals: 'poisson: 0.7/s',
    also: own('{ slowdown: 1 }'),
    expected: {
      latency: { value: 1 / 0.3, source: PROCESSOR_SHARING },
      bottleneck: { value: 0.7, source: 'lambda / mu' },
      saturation: { value: HOUR, source: 'mu' },
    },
  },
  {
    name: 'M/G/1-PS at load 0.7, lognormal service with sigma 0.8',
    pattern: 'choreography',
    steps: SERVE,
    agents: agent(LOGNORMAL),
    arrivals: 'poisson: 0.7/s',
    also: own('{ slowdown: 1 }'),
    expected: { latency: { value: 1 / 0.3, source: INSENSITIVE } },
  },
  {
    name: 'M/D/1-PS at load 0.7',
    pattern: 'pipeline',
    steps: SERVE,
    agents: agent('1s'),
    arrivals: 'poisson: 0.7/s',
    also: own('{ slowdown: 1 }'),
    expected: { latency: { value: 1 / 0.3, source: INSENSITIVE } },
  },
  {
    name: 'M/G/1 at load 0.7, a batch of one, lognormal service with sigma 0.8',
    pattern: 'pipeline',
    steps: SERVE,
    agents: agent(LOGNORMAL),
    arrivals: 'poisson: 0.7/s',
    also: own('{ maxBatch: 1 }'),
    expected: {
      latency: {
        value: 1 + (0.7 * Math.exp(SIGMA * SIGMA)) / (2 * 0.3),
        source: 'Pollaczek and Khinchine: 1 + lambda E[S^2] / (2 (1 - rho))',
      },
      timeRateLimit: {
        value: (0.7 * Math.exp(SIGMA * SIGMA)) / (2 * 0.3),
        source: 'Pollaczek and Khinchine: lambda E[S^2] / (2 (1 - rho))',
      },
    },
  },
  {
    name: 'M/M/4 at load 0.8, a batch of four that do not slow each other down',
    pattern: 'pipeline',
    steps: SERVE,
    agents: agent('{ exponential: { mean: 1s } }'),
    arrivals: 'poisson: 3.2/s',
    also: own('{ maxBatch: 4 }'),
    expected: {
      latency: { value: 1 + erlangC(4, 3.2) / (4 - 3.2), source: 'Erlang C' },
      bottleneck: { value: 0.8, source: 'lambda / (4 mu)' },
    },
  },
  {
    name: 'M/D/1 at load 0.4, calls that read one after the other, and end once none reads',
    pattern: 'pipeline',
    // 3 + 4 + 988 of format and prompt, and a brief of 1 + 4: 1,000 tokens, one second.
    steps: SERVE,
    agents: 'server: { model: own, capacity: 1000000, prompt: 988, output: 1 }',
    arrivals: 'poisson: 0.4/s',
    also: own('{}', ', ttft: 0, inputRate: 1000, outputRate: 1000000000'),
    expected: {
      latency: {
        value: (1 + 0.4 / (2 * 0.6)) / 0.6,
        source: 'the rest of a busy period: (1 + rho / (2 (1 - rho))) / (1 - rho)',
      },
      bottleneck: { value: 0.4, source: 'lambda / mu' },
    },
  },
  {
    name: 'lognormal service under the law c^0.6 at 1.5 arrivals a second',
    pattern: 'pipeline',
    steps: SERVE,
    agents: agent(LOGNORMAL),
    arrivals: 'poisson: 1.5/s',
    also: own('{ slowdown: 0.4 }'),
    expected: { latency: { value: meanCalls(1.5, powered) / 1.5, source: 'birth and death, and insensitivity' } },
  },
  {
    name: 'lognormal service at half speed beside 4 others at 2.4 arrivals a second',
    pattern: 'pipeline',
    steps: SERVE,
    agents: agent(LOGNORMAL),
    arrivals: 'poisson: 2.4/s',
    also: own(`{ halfSpeed: ${HALF} }`),
    expected: {
      latency: { value: meanCalls(2.4, halved) / 2.4, source: 'birth and death, and insensitivity' },
      bottleneck: { value: 2.4 / HALF, source: 'lambda / (mu halfSpeed)' },
    },
  },
  {
    name: 'closed loop of 12 users who think for 4 s, at half speed beside 4 others',
    pattern: 'pipeline',
    steps: SERVE,
    agents: agent('{ exponential: { mean: 1s } }'),
    arrivals: 'closed: { users: 12, think: { exponential: { mean: 4s } } }',
    also: own(`{ halfSpeed: ${HALF} }`),
    expected: { latency: { value: closedResponse(12, 4, halved), source: 'machine repairman: N / X - Z' } },
  },
];

interface HandCase {
  readonly name: string;
  readonly what: string;
  readonly expected: number;
  readonly steps: string;
  readonly agents: string;
  readonly server: string;
  readonly model?: string;
}

const TWO = 'short: { role: short }, long: { role: long }';
const two = (more: string): string =>
  `short: { model: own, capacity: 10, latency: 2s${more} }, long: { model: own, capacity: 10, latency: 6s${more} }`;
// 3 + 4 + 988 of format and prompt, and a brief of 1 + 4: 1,000 tokens, one second; 200 tokens, two seconds.
const READER = '{ model: own, capacity: 10, prompt: 988, output: 200 }';
const READERS = `one: ${READER}, other: ${READER}`;
const RATES = ', ttft: 500ms, inputRate: 1000, outputRate: 100';

const HAND_CASES: readonly HandCase[] = [
  {
    name: 'two calls of 2 and 6 s share equally',
    what: '4 s until the short one is done, and 4 s alone',
    expected: 8,
    steps: TWO,
    agents: two(''),
    server: '{ slowdown: 1 }',
  },
  {
    name: 'two calls of 2 and 6 s, each at 2^-0.5 of its speed',
    what: '2 x 2^0.5 s together, and 4 s alone',
    expected: 2 * Math.SQRT2 + 4,
    steps: TWO,
    agents: two(''),
    server: '{ slowdown: 0.5 }',
  },
  {
    name: 'two calls of 2 and 6 s, the memory of one',
    what: 'one after the other',
    expected: 8,
    steps: TWO,
    agents: two(', prompt: 80'),
    server: '{ kvTokens: 150 }',
  },
  {
    name: 'two calls of 2 and 6 s on two replicas',
    what: 'each alone',
    expected: 6,
    steps: TWO,
    agents: two(''),
    server: '{ slowdown: 1, replicas: 2 }',
  },
  {
    name: 'two calls that read for 1 s and write for 2 s, one reading at a time',
    what: '0.5 + 1 + 1 + 2',
    expected: 4.5,
    steps: 'one: { role: one }, other: { role: other }',
    agents: READERS,
    server: '{}',
    model: RATES,
  },
  {
    name: 'two calls that read for 1 s and write for 2 s, all of it shared',
    what: '0.5 + 2 x (1 + 2)',
    expected: 6.5,
    steps: 'one: { role: one }, other: { role: other }',
    agents: READERS,
    server: '{ prefill: shared, slowdown: 1 }',
    model: RATES,
  },
];

export function serverRows(key: number): Row[] {
  return HAND_CASES.map(({ name, what, expected, steps, agents, server, model = '' }) => {
    const load = loadScenarioOf({
      name,
      steps,
      agents,
      arrivals: 'poisson: 1/s',
      also: own(server, model),
    });
    const scenario = { ...load, workload: { ...load.workload, tasks: 1, arrivals: null, warmup: 0 } };
    const record = new World(scenario, planFor(scenario, 'workflow'), key).run(0);
    const ends = Array.from({ length: record.calls.length }, (_, call) => record.calls.columns.endedAt[call]!);
    const heading = { kind: 'closed form', name, what, unit: 's', source: 'by hand' } as const;
    return equalButForRounding(heading, expected, Math.max(...ends));
  });
}
