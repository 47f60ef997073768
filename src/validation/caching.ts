/**
 * Prompt caching by each provider's rules, met through the scenario language: one agent, three calls, each of which sends all
 * that came before and 1,000 tokens more. Worked out by hand from the rules; no luck, so no interval.
 */
import { taskValue } from '../measures/index.js';
import { parseScenario } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { World } from '../sim/world.js';
import { planFor } from './plain.js';
import { equal, equalButForRounding, type Row } from './row.js';

interface CacheCase {
  readonly name: string;
  /** As under `models.X.cache`. */
  readonly cache: string;
  /** Seconds from one call to the next. */
  readonly gap: number;
  /** Of each call of 10,000, 11,000 and 12,000 tokens. */
  readonly read: readonly number[];
  readonly written: readonly number[];
  /** Prices as factors of fresh input. */
  readonly factors: { readonly read: number; readonly write: number };
  /** US dollars per million tokens, for the life of what is written. */
  readonly storage?: number;
}

const SENT = [10_000, 11_000, 12_000];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const [NONE, TAIL] = [
  [0, 0, 0],
  [10_000, 1000, 1000],
];
const BEFORE = [0, 10_000, 11_000];

const CASES: readonly CacheCase[] = [
  { name: 'none', cache: 'none', gap: 60, read: NONE, written: NONE, factors: { read: 0, write: 1 } },
  {
    name: 'anthropic, 5 min, within its life',
    cache: 'anthropic',
    gap: 299,
    read: BEFORE,
    written: TAIL,
    factors: { read: 0.1, write: 1.25 },
  },
  {
    name: 'anthropic, 5 min, after its life',
    cache: 'anthropic',
    gap: 301,
    read: NONE,
    written: SENT,
    factors: { read: 0.1, write: 1.25 },
  },
  {
    name: 'anthropic, 1 h, within its life',
    cache: 'anthropic-1h',
    gap: 3599,
    read: BEFORE,
    written: TAIL,
    factors: { read: 0.1, write: 2 },
  },
  {
    name: 'openai before GPT-5.6, in steps of 128, within its life',
    cache: 'openai',
    gap: 60,
    // 78, 85 and 93 steps.
    read: [0, 9984, 10_880],
    written: [9984, 896, 1024],
    factors: { read: 0.1, write: 1 },
  },
  {
    name: 'openai before GPT-5.6, in steps of 128, after its life',
    cache: 'openai',
    gap: 600,
    read: NONE,
    written: [9984, 10_880, 11_904],
    factors: { read: 0.1, write: 1 },
  },
  {
    name: 'openai from GPT-5.6, within 30 min',
    cache: 'openai-explicit',
    gap: 1799,
    read: BEFORE,
    written: TAIL,
    factors: { read: 0.1, write: 1.25 },
  },
  {
    name: 'google, implicit',
    cache: 'google',
    gap: 60,
    read: BEFORE,
    written: TAIL,
    factors: { read: 0.1, write: 1 },
  },
  {
    name: 'google, explicit: an hour from the first call, storage at 1 dollar',
    cache: 'google-explicit',
    gap: 1900,
    read: [0, 10_000, 0],
    written: [10_000, 1000, 12_000],
    factors: { read: 0.1, write: 1 },
    storage: 1,
  },
  {
    name: 'prefixes of 10,500 tokens at least',
    cache: '{ like: anthropic, shortest: 10500 }',
    gap: 60,
    read: [0, 0, 11_000],
    written: [0, 11_000, 1000],
    factors: { read: 0.1, write: 1.25 },
  },
];

/** A prompt of 993 tokens and a brief of 8,996 in a message of 4; each result adds 996 and a message. */
const text = ({ cache, gap }: CacheCase): string => `
scenario: caching
question: What do three calls cost that send ever more?
task:
  brief: { tokens: 8996 }
  steps: { a: { role: worker }, b: { role: worker, after: [a] }, c: { role: worker, after: [b] } }
models:
  own: { like: large, price: { input: 2, cachedInput: 0.2, output: 0 }, cache: ${cache} }
agents:
  defaults: { model: own, prompt: 993, output: 996, latency: ${gap} }
  worker: {}
`;

/** Three calls of one agent, by the rules of each provider, within the life of its cache and after. */
export function cachingRows(key: number): Row[] {
  return CASES.flatMap((one) => {
    const record = new World(scenarioOf(one), planFor(scenarioOf(one), 'single-agent'), key).run(0);
    const { name, read, written, factors, storage = 0 } = one;
    const heading = { kind: 'closed form', name: `prompt cache: ${name}`, source: 'by hand' } as const;
    const fresh = sum(SENT) - sum(read) - sum(written);
    const paid = fresh + factors.read * sum(read) + factors.write * sum(written);
    const cost = (2 * paid + storage * sum(written)) / 1e6;
    return [
      equal(
        { ...heading, what: 'tokens read from the cache', unit: 'tokens' },
        sum(read),
        taskValue('cachedTokens', record),
      ),
      equal(
        { ...heading, what: 'tokens written to it', unit: 'tokens' },
        sum(written),
        taskValue('cacheWrites', record),
      ),
      equalButForRounding({ ...heading, what: 'cost', unit: 'USD' }, cost, taskValue('cost', record)),
    ];
  });
}

function scenarioOf(one: CacheCase): Scenario {
  const reading = parseScenario(text(one), 'caching.yaml', []);
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  return reading.scenario;
}
