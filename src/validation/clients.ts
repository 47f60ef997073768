/** What clients of models do with requests that fail or take too long, through the scenario language, against probability. */
import { taskValue } from '../measures/index.js';
import { parseScenario } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Luckily, sampled } from './effort.js';
import { estimated, meanOf, shareOf } from './estimate.js';
import type { Row } from './row.js';

/** A scenario of one step, and what theory says of some of its measures. */
interface ClientCase {
  readonly name: string;
  readonly pattern: string;
  /** Of the one agent; of the step; whatever else the case is about. */
  readonly agent: string;
  readonly step?: string;
  readonly also: string;
  /** By measure. */
  readonly expected: Readonly<Record<string, { readonly value: number; readonly source: string }>>;
}

const P = 0.5;
/** Success and mean number of requests where up to `n` are sent, however many layers send them. */
const layers = (n: number, source: string): ClientCase['expected'] => ({
  correct: { value: 1 - P ** n, source: `1 - p^${n}: ${source}` },
  calls: { value: (1 - P ** n) / (1 - P), source: `(1 - p^${n}) / (1 - p)` },
});
const AT_ONCE = 'backoff: { base: 0 }';
const FAILING = `failure: ${P}, latency: 0`;

/** Mean seconds that a client waits before the answer comes, where it comes: the nth wait is `wait(n)` on average. */
function waited(attempts: number, wait: (nth: number) => number): number {
  let sum = 0;
  let waits = 0;
  for (let failures = 0; failures < attempts; failures++) {
    sum += P ** failures * (1 - P) * waits;
    waits += wait(failures);
  }
  return sum / (1 - P ** attempts);
}

const IN_TIME = 1 - Math.exp(-0.7);

export const CLIENT_CASES: readonly ClientCase[] = [
  {
    name: 'a client that sends 3 times under a framework that attempts twice',
    pattern: 'pipeline',
    agent: FAILING,
    also: `client: { attempts: 3, ${AT_ONCE} }\npolicies: { retry: { attempts: 2, ${AT_ONCE} } }`,
    expected: layers(6, '3 x 2 requests'),
  },
  {
    name: 'a client that sends 3 times where nobody waits',
    pattern: 'fan-out',
    agent: FAILING,
    also: `client: { attempts: 3, ${AT_ONCE} }\npolicies: { retry: { attempts: 2, ${AT_ONCE} } }`,
    expected: layers(3, 'no layer around the client'),
  },
  {
    name: 'a client that sends twice, a broker that delivers twice',
    pattern: 'choreography',
    agent: FAILING,
    also: `client: { attempts: 2, ${AT_ONCE} }\npolicies: { redelivery: { attempts: 2, idle: 10s } }`,
    expected: layers(4, '2 x 2 requests'),
  },
  {
    name: 'a client that sends twice, a framework that attempts twice, a task that is submitted twice',
    pattern: 'workflow',
    agent: FAILING,
    also: `client: { attempts: 2, ${AT_ONCE} }\npolicies: { retry: { attempts: 2, ${AT_ONCE} }, resubmit: { attempts: 1 } }`,
    expected: layers(8, '2 x 2 x 2 requests'),
  },
  {
    name: 'a client like those of OpenAI and Anthropic that sends 4 times and waits 1 s at most',
    pattern: 'fan-out',
    agent: FAILING,
    also: 'client: { attempts: 4, backoff: { base: 500ms, factor: 2, most: 1s, jitter: 0.25, spread: below } }',
    expected: {
      latency: {
        value: waited(4, (nth) => 0.875 * Math.min(1, 0.5 * 2 ** nth)),
        source: 'min(1, 0.5 x 2^n) less a quarter at most, weighted by p^n (1 - p)',
      },
    },
  },
  {
    name: 'a client like that of LangChain that sends 4 times',
    pattern: 'pipeline',
    agent: FAILING,
    also: 'client: { attempts: 4, backoff: { base: 1s, factor: 2, jitter: 1, spread: above } }',
    expected: {
      latency: { value: waited(4, (nth) => 1.5 * 2 ** nth), source: '2^n x U[1, 2), weighted by p^n (1 - p)' },
    },
  },
  {
    name: 'requests of exponential length 1 s that a client cuts off after 0.7 s and sends again',
    pattern: 'pipeline',
    agent: 'latency: { exponential: { mean: 1s } }',
    also: `client: { attempts: 1000, timeout: 700ms, ${AT_ONCE} }`,
    expected: {
      calls: { value: 1 / IN_TIME, source: '1 / (1 - e^-0.7)' },
      latency: { value: 1, source: 'no memory: 1 s, as without the time-out' },
    },
  },
  {
    name: 'a tool that fails half of the time, whose error the model reads, with 2 calls for a result',
    pattern: 'pipeline',
    agent: 'latency: 0, guess: 1',
    step: ', claims: 1, tools: { roundTrips: 1, failure: 0.5, errors: text, attempts: 2 }',
    also: '',
    expected: {
      calls: { value: 1 + (1 - P ** 2) / (1 - P), source: '1 + (1 - q^2) / (1 - q)' },
      rootErrors: { value: P ** 2, source: 'guess x q^2: what the result would have said is guessed' },
    },
  },
  {
    name: 'a tool of exponential length 1 s that is cut off after 0.7 s and called again',
    pattern: 'fan-out',
    agent: 'latency: 0',
    step: ', tools: { roundTrips: 1, latency: { exponential: { mean: 1s } }, timeout: 700ms, errors: text, attempts: 1000 }',
    also: '',
    expected: {
      calls: { value: 1 + 1 / IN_TIME, source: '1 + 1 / (1 - e^-0.7)' },
      latency: { value: 1, source: 'no memory: 1 s, as without the time-out' },
    },
  },
  {
    name: '6 calls of a tool of exponential length 1 s, 3 at once',
    pattern: 'pipeline',
    agent: 'latency: 0',
    step: ', tools: { roundTrips: 6, latency: { exponential: { mean: 1s } }, parallel: 3 }',
    also: '',
    expected: {
      calls: { value: 3, source: '1 + 6 / 3' },
      latency: { value: 2 * (1 + 1 / 2 + 1 / 3), source: 'two round trips of H_3 s each' },
    },
  },
  {
    name: 'answers that cannot be parsed half of the time, asked for again twice, under a framework that attempts twice',
    pattern: 'pipeline',
    agent: 'latency: 0, malformed: 0.5',
    also: `client: { reask: 2 }\npolicies: { retry: { attempts: 2, ${AT_ONCE} } }`,
    expected: layers(6, '3 x 2 answers'),
  },
  {
    name: 'a client that sends twice to a model, then twice to its fallback',
    pattern: 'choreography',
    agent: FAILING,
    also: `client: { attempts: 2, ${AT_ONCE} }\nmodels: { medium: { fallback: small } }`,
    expected: layers(4, '2 requests to each of two models'),
  },
  {
    name: 'requests of exponential length 1 s, each with a second one beside it after 0.7 s',
    pattern: 'pipeline',
    agent: 'latency: { exponential: { mean: 1s } }',
    also: 'client: { hedge: 700ms }',
    expected: {
      calls: { value: 1 + Math.exp(-0.7), source: '1 + e^-h' },
      latency: { value: 1 - Math.exp(-0.7) / 2, source: 'the smaller of X and h + Y: 1 - e^-h / 2' },
    },
  },
  {
    name: 'a tool that fails half of the time, called 3 times in two ways, of which a failed one fails again with 0.6',
    pattern: 'pipeline',
    agent: 'latency: 0, guess: 1',
    step: ', claims: 1, tools: { roundTrips: 1, failure: 0.5, errors: text, attempts: 3, strategies: 2, persistence: 0.6 }',
    also: '',
    expected: {
      rootErrors: { value: P ** 2 * (0.6 + 0.4 * P), source: 'q^2 (s + (1 - s) q), all of it guessed' },
      calls: { value: 1 + 1 + P + P ** 2, source: '1 + 1 + q + q^2' },
    },
  },
];

/** A measure in words, and its unit. */
const SAID: Readonly<Record<string, readonly [string, string]>> = {
  correct: ['success', 'share'],
  calls: ['calls per task', 'calls'],
  latency: ['mean latency', 's'],
  rootErrors: ['false claims per task', 'claims'],
};

export function clientRows(luck: Luckily): Row[] {
  return CLIENT_CASES.flatMap((one) => {
    const scenario = clientScenarioOf(one);
    return Object.entries(one.expected).map(([id, { value, source }]) => {
      const [what, unit] = SAID[id] ?? [id, ''];
      const heading = { name: `${one.name}, ${one.pattern}`, what, unit, source };
      const got = sampled(scenario, { name: one.pattern }, luck, (run) => taskValue(id, run));
      return estimated(
        heading,
        value,
        (id === 'correct' ? shareOf : meanOf)(got.filter((each) => !Number.isNaN(each))),
      );
    });
  });
}

/** As a file, and read as one. */
export function clientScenarioOf({ name, agent, step = '', also }: Omit<ClientCase, 'pattern' | 'expected'>): Scenario {
  const text = `
scenario: client
question: Does '${name}' behave as theory says?
task: { brief: { tokens: 1 }, steps: { ask: { role: asker${step} } } }
agents: { asker: { output: 10, ${agent} } }
${also}
`;
  const parsed = parseScenario(text, 'client.yaml', []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  return parsed.scenario;
}
