/** A provider's limits through the scenario language: the arithmetic of token buckets, Erlang's loss formula, a retry storm. */
import { taskValue } from '../measures/index.js';
import { parseScenario } from '../scenario/load.js';
import { World } from '../sim/world.js';
import { type LoadCase, loadRows } from './load.js';
import { planFor } from './plain.js';
import { equalButForRounding, type Row } from './row.js';

export function limitRows(key: number, tasks: number): Row[] {
  return [...bucketRows(key), ...loadRows(key, tasks, LOSS_CASES)];
}

/** Calls that come in at once. */
const CALLS = 9;
const SECONDS = 2;
/** Framing of a call and of a message, the prompt, and the brief as one message; what is written. */
const INPUT = 3 + 4 + 39 + (4 + 10);
const OUTPUT = 40;

interface BucketCase {
  readonly limits: string;
  readonly name: string;
  readonly source: string;
  /** Seconds until the last call goes. */
  readonly last: number;
}

/** Of calls that count `each` towards a bucket of `depth`, refilled in a minute, the last goes when all of it is there. */
const lastOf = (each: number, depth: number): number => ((CALLS * each - depth) * 60) / depth;
const BUCKET = '(n x - B) 60 / B';

const BUCKETS: readonly BucketCase[] = [
  { limits: 'requests: 6/m', name: '6 requests a minute', source: BUCKET, last: lastOf(1, 6) },
  {
    limits: 'input: 300/m',
    name: `300 input tokens a minute, ${INPUT} each`,
    source: BUCKET,
    last: lastOf(INPUT, 300),
  },
  {
    limits: 'output: 100/m',
    name: `100 output tokens a minute, ${OUTPUT} each`,
    source: BUCKET,
    last: lastOf(OUTPUT, 100),
  },
  {
    limits: 'requests: 6/m, tokens: 500/m',
    name: `500 tokens a minute, ${INPUT + OUTPUT} each, and 6 requests a minute`,
    source: `the larger of two ${BUCKET}`,
    last: Math.max(lastOf(INPUT + OUTPUT, 500), lastOf(1, 6)),
  },
  {
    limits: 'quota: { requests: 4, window: 1h }',
    name: 'a quota of 4 calls an hour',
    source: 'floor((n - 1) / q) windows',
    last: Math.floor((CALLS - 1) / 4) * 3600,
  },
];

/** The time of the last call: of those that wait in a line, and of those that are refused and come again when they were told. */
function bucketRows(key: number): Row[] {
  return BUCKETS.flatMap(({ limits, name, source, last }) =>
    [
      { how: 'that wait', more: ', whenExceeded: wait' },
      { how: 'refused with Retry-After', more: '' },
    ].map(({ how, more }) => {
      const heading = {
        kind: 'closed form',
        name: `${CALLS} calls at once, ${how}: ${name}`,
        what: 'time until all have answered',
        unit: 's',
        source: `token bucket: ${source} + latency`,
      } as const;
      return equalButForRounding(heading, last + SECONDS, timeOf(limits + more, key));
    }),
  );
}

function timeOf(limits: string, key: number): number {
  const names = Array.from({ length: CALLS }, (_, i) => `s${i + 1}: { role: worker }`).join(', ');
  const text = `
scenario: buckets
question: When does the last call go?
models: { limited: { like: medium, limits: { ${limits} } } }
task: { brief: { tokens: 10 }, steps: { ${names} } }
agents: { worker: { model: limited, prompt: 39, output: ${OUTPUT}, latency: ${SECONDS}, capacity: ${CALLS} } }
client: { attempts: ${2 * CALLS}, backoff: { base: 0 }, obeys: 1d }`;
  const parsed = parseScenario(text, 'buckets.yaml', []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  return taskValue('latency', new World(parsed.scenario, planFor(parsed.scenario, 'workflow'), key).run(0));
}

const SIGMA = 0.8;
const limited = (limits: string): string => `models: { medium: { limits: { ${limits} } } }`;
const server = (latency: string): string => `server: { capacity: 1000, latency: { ${latency} } }`;
const EXPONENTIAL = server('exponential: { mean: 1s }');

const STORM = { rate: 3, places: 4, attempts: 3 };
const AGAIN = fixedPoint(STORM.rate, STORM.places, STORM.attempts);
const CHANCE = 0.3;

/** Poisson calls that find all places taken are refused. */
const LOSS_CASES: readonly LoadCase[] = [
  {
    name: 'M/M/4/4 with 3 Erlangs: at most 4 calls at once, the others are refused',
    pattern: 'fan-out',
    steps: 'serve: { role: server }',
    agents: EXPONENTIAL,
    arrivals: 'poisson: 3/s',
    also: limited('concurrent: 4'),
    expected: { refused: { value: erlangB(4, 3), source: 'Erlang B' } },
  },
  {
    name: 'M/G/6/6 with 5 Erlangs, lognormal service with sigma 0.8',
    pattern: 'workflow',
    steps: 'serve: { role: server }',
    agents: server(`lognormal: { mu: ${-(SIGMA * SIGMA) / 2}, sigma: ${SIGMA} }`),
    arrivals: 'poisson: 5/s',
    also: limited('concurrent: 6'),
    expected: { refused: { value: erlangB(6, 5), source: 'Erlang B, which does not depend on the distribution' } },
  },
  {
    name: `overloaded with probability ${CHANCE}, ${STORM.attempts} attempts`,
    pattern: 'workflow',
    steps: 'serve: { role: server }',
    agents: EXPONENTIAL,
    arrivals: 'poisson: 1/s',
    also: `${limited(`overloaded: ${CHANCE}`)}\npolicies: { retry: { attempts: ${STORM.attempts}, backoff: { base: 0 } } }`,
    expected: {
      calls: { value: attempted(CHANCE, STORM.attempts), source: '1 + p + p^2' },
      refused: { value: CHANCE * attempted(CHANCE, STORM.attempts), source: 'p (1 + p + p^2)' },
      operationalFailures: { value: CHANCE ** STORM.attempts, source: 'p^3' },
    },
  },
  {
    name: `retry storm: ${STORM.rate} Erlangs for ${STORM.places} places, refused calls come again a minute later, ${STORM.attempts} attempts`,
    pattern: 'workflow',
    steps: 'serve: { role: server }',
    agents: EXPONENTIAL,
    arrivals: `poisson: ${STORM.rate}/s`,
    also: `${limited(`concurrent: ${STORM.places}`)}\npolicies: { retry: { attempts: ${STORM.attempts}, backoff: { base: 60s, factor: 1, jitter: 1 } } }`,
    // The last tasks come again into an empty house, so there are many of them.
    size: { warmup: 1500, counted: 28_500 },
    expected: {
      calls: {
        value: attempted(AGAIN, STORM.attempts),
        source: 'fixed point of a = lambda (1 + p + p^2), p = Erlang B of a',
      },
      refused: { value: AGAIN * attempted(AGAIN, STORM.attempts), source: 'p (1 + p + p^2) at the fixed point' },
    },
  },
];

/** Probability that a call is refused: `places` for calls of mean length 1, offered `load` Erlangs. */
export function erlangB(places: number, load: number): number {
  let blocked = 1;
  for (let k = 1; k <= places; k++) blocked = (load * blocked) / (k + load * blocked);
  return blocked;
}

/** Calls of a task, of which each is refused with probability p, in at most `attempts`. */
function attempted(p: number, attempts: number): number {
  return (1 - p ** attempts) / (1 - p);
}

/** The probability of refusal that the calls which are made again bring about themselves. */
function fixedPoint(rate: number, places: number, attempts: number): number {
  let p = 0;
  for (let i = 0; i < 200; i++) p = erlangB(places, rate * attempted(p, attempts));
  return p;
}
