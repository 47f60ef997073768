/** Prices of long contexts, reasoning, compaction and tiers of service, met through the scenario language. */
import { taskValue } from '../measures/index.js';
import { parseScenario } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { World } from '../sim/world.js';
import { type Luckily, sampled } from './effort.js';
import { estimated, shareOf } from './estimate.js';
import { planFor } from './plain.js';
import { equal, equalButForRounding, type Row } from './row.js';

/** Five calls of one agent of 1,100 tokens and 104 more each time, with 100 of output: a dollar and ten per million. */
const text = (model: string, agent: string): string => `
scenario: billing
question: What does it cost, and how long does it take?
task:
  brief: { tokens: 996 }
  steps:
    a: { role: worker }
    b: { role: worker, after: [a] }
    c: { role: worker, after: [b] }
    d: { role: worker, after: [c] }
    e: { role: worker, after: [d] }
models:
  own:
    like: large
    ttft: 1
    inputRate: 1000
    outputRate: 100
    price: { input: 1, cachedInput: 0.1, output: 10${model} }
agents:
  defaults: { model: own, prompt: 93, output: 100${agent} }
  worker: {}
`;

interface BillingCase {
  readonly name: string;
  readonly model?: string;
  readonly agent?: string;
  /** By measure. */
  readonly expected: Readonly<Record<string, number>>;
}

const SENT = [1100, 1204, 1308, 1412, 1516];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const WRITTEN = 500;
const IN_FLIGHT = 5 + sum(SENT) / 1000 + WRITTEN / 100;

const CASES: readonly BillingCase[] = [
  {
    name: 'a price step above 1,308 tokens: input twice, output 1.5 times',
    model: ', above: { tokens: 1308 }',
    expected: { cost: (sum(SENT) + 1412 + 1516 + 10 * WRITTEN + 5 * 200) / 1e6 },
  },
  {
    name: '50 tokens of reasoning a call',
    agent: ', reasoning: 50',
    expected: {
      cost: (sum(SENT) + 10 * (WRITTEN + 250)) / 1e6,
      inputTokens: sum(SENT),
      reasoningTokens: 250,
      latency: IN_FLIGHT + 2.5,
    },
  },
  {
    name: 'compaction above 1,250 tokens',
    agent: ', compactAt: 1250',
    // The third call is preceded by one that reads as much; what follows reads its summary.
    expected: { calls: 6, inputTokens: 1100 + 1204 + 1308 + 204 + 308 + 412 },
  },
  {
    name: 'three tools of 200 tokens',
    agent: ', tools: 3, toolTokens: 200',
    expected: { inputTokens: sum(SENT) + 5 * 600 },
  },
  {
    name: 'the flex tier: half the price, half as fast',
    agent: ', tier: flex',
    expected: { cost: (sum(SENT) + 10 * WRITTEN) / 2e6, latency: 2 * IN_FLIGHT },
  },
];

const UNITS: Readonly<Record<string, string>> = { cost: 'USD', latency: 's', calls: 'calls' };

export function billingRows(luck: Luckily): Row[] {
  const exact = CASES.flatMap(({ name, model = '', agent = '', expected }) => {
    const scenario = scenarioOf(text(model, agent));
    const record = new World(scenario, planFor(scenario, 'single-agent'), luck.key).run(0);
    return Object.entries(expected).map(([measure, value]) => {
      const heading = { kind: 'closed form', name: `billing: ${name}`, what: measure, source: 'by hand' } as const;
      const unit = UNITS[measure] ?? 'tokens';
      // Money and seconds are added up in floating point.
      const row = unit === 'tokens' || unit === 'calls' ? equal : equalButForRounding;
      return row({ ...heading, unit }, value, taskValue(measure, record));
    });
  });
  return [...exact, ...batchRows(luck)];
}

/** OpenRouter's figures, of one call that takes next to no time itself. */
function batchRows(luck: Luckily): Row[] {
  const scenario = scenarioOf(text('', ', latency: 0, tier: batch').replace(/\n {4}[b-e]:.*/g, ''));
  const waits = sampled(scenario, { name: 'single-agent' }, luck, (record) => taskValue('latency', record));
  return [
    { within: 420, share: 0.5 },
    { within: 3600, share: 0.9 },
  ].map(({ within, share }) => {
    const name = `billing: the batch tier, within ${within / 60} min`;
    const heading = {
      name,
      what: 'share of calls',
      unit: 'share',
      source: 'openrouter.ai/blog/announcements/batch-api',
    };
    return estimated(heading, share, shareOf(waits.map((wait) => (wait <= within ? 1 : 0))));
  });
}

function scenarioOf(written: string): Scenario {
  const reading = parseScenario(written, 'billing.yaml', []);
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  return reading.scenario;
}
