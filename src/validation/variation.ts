/**
 * How much runs differ: coefficients of variation (CV, standard deviation over mean) of recorded systems, against scenarios
 * that are fitted to means only. Their spreads are three figures for all systems, each from a recording:
 *
 * - answers: CV 1.0, of one agent's answers (192 runs of planner, executors and aggregator; 1.0 for the aggregator is the
 *   least of their roles, 1.8 for the planner the most);
 * - the size of tasks: CV .40, of calls between the tasks of one benchmark;
 * - tool calls of one and the same task: CV .33, of calls within a task.
 *
 * The last two are of τ-bench airline (50 tasks, 4 trials each): its own rows say what follows from them over all runs.
 */

import { taskValue } from '../measures/index.js';
import { parseScenario } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { World } from '../sim/world.js';
import { coefficientOfVariation } from '../statistics/spread.js';
import type { Luckily } from './effort.js';
import { meanOf } from './estimate.js';
import { planFor } from './plain.js';
import { checks, type PublishedRow } from './published-row.js';

const SIZE = '{ mean: 1, cv: 0.4 }';
const WITHIN = 0.33;
/** No error of theirs is fitted: whatever they read, they make none. */
const SURE = 'contextWindow: 10000000, retention: { half: .inf, steepness: 1 }';
/** What comes out may be so many times what was recorded, or as much less: CVs of 20 runs are known to a third. */
const FACTOR = 1.5;

interface Recorded {
  readonly name: string;
  readonly runs: number;
  readonly source: string;
  /** What its means are fitted to, and what is assumed. */
  readonly means: string;
  readonly pattern: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Keys of the scenario but its name and question. */
  readonly scenario: string;
  /** By measure: the recorded CV, and why what comes out is another, where that is known. */
  readonly cv: Readonly<Record<string, readonly [cv: number, missing?: string]>>;
}

const BROWSING =
  'pages that its agents browse and programs that they run take time beside the calls, more of it in large tasks; here an agent that makes one call takes as long as the call, and the ledgers, most of the writing, are of one length';
const PROMPTS =
  'its tasks are prompts from ShareGPT, a few of which fill the window; here the lengths of briefs vary as those of answers do, since no source says by how much these prompts vary';

const WORDS: Readonly<Record<string, string>> = {
  calls: 'calls',
  inputTokens: 'tokens read',
  outputTokens: 'tokens written',
  latency: 'time',
};

export const RECORDED: readonly Recorded[] = [
  {
    name: 'Magentic-One, 25 runs',
    runs: 25,
    source: 'github.com/LMCache/lmcache-agent-trace, magagent, commit 16a14ad (Apache-2.0)',
    means: 'means of 13 of the runs: 25 calls, 44,000 tokens read and 11,700 written (4 characters each), 206 s',
    pattern: 'magentic',
    options: {
      sees: 'instruction',
      wording: { facts: 700, plan: 196, progress: 830, rosterBase: 60, rosterPerMember: 0, progressPerMember: 0 },
    },
    scenario: `
task: { size: ${SIZE}, brief: { tokens: 100 }, steps: { work: { role: worker, replicas: 10, mostReplicas: 60 } } }
agents: { worker: { model: served, prompt: 200, output: { mean: 90 } } }
coordinator: { model: served, prompt: 0, output: 500 }
models: { served: { like: medium, ttft: 1, inputRate: 8000, outputRate: 66, ${SURE} } }`,
    cv: { calls: [0.35], inputTokens: [0.99], latency: [0.8, BROWSING] },
  },
  {
    name: 'mini-SWE-agent, 20 runs',
    runs: 20,
    source: 'github.com/LMCache/lmcache-agent-trace, commit 16a14ad (Apache-2.0)',
    means:
      'assumed, since no means are at hand: 31 calls, each after the first with 420 new tokens; its history is served from a cache, so that reading takes no time; 3 s a call',
    pattern: 'single-agent',
    scenario: `
task:
  size: ${SIZE}
  brief: { tokens: 500 }
  steps:
    fix: { role: coder, tools: { roundTrips: { mean: 30, cv: ${WITHIN} }, call: 120, result: { mean: 300 }, latency: 0.5 } }
agents: { coder: { model: served, output: { mean: 300 } } }
generalist: { model: served, prompt: 1500 }
models: { served: { like: medium, ttft: 1, inputRate: 1000000, outputRate: 80, ${SURE} } }`,
    cv: { calls: [0.52], inputTokens: [1.33], latency: [0.57] },
  },
  {
    name: 'τ-bench airline, one agent with tools, 200 runs',
    runs: 200,
    source: 'github.com/sierra-research/tau-bench, commit 59a200c (MIT)',
    means:
      'means of 100 of the runs: 14 calls, 39,000 tokens read (4 characters each), of which 165 are new in each call',
    pattern: 'single-agent',
    scenario: `
task:
  size: ${SIZE}
  brief: { tokens: 50 }
  steps:
    help: { role: clerk, tools: { roundTrips: { mean: 12.8, cv: ${WITHIN} }, call: 55, result: { mean: 100 } } }
agents: { clerk: { model: served, output: { mean: 55 } } }
generalist: { model: served, prompt: 1450 }
models: { served: { like: medium, ${SURE} } }`,
    cv: { calls: [0.52], inputTokens: [0.79] },
  },
  {
    name: 'AutoGen: planner, two executors, aggregator, 192 runs',
    runs: 192,
    source: 'github.com/UCSD-JP/multi-agent-bench, commit a6f026ff: figures only',
    means:
      'means by role: 200, 470 and 825 tokens read, 170, 280 and 640 written; .63 s to the first token and 5.9 ms each',
    pattern: 'pipeline',
    options: { context: 'all' },
    scenario: `
task:
  size: ${SIZE}
  brief: { tokens: 120, cv: 1 }
  steps:
    plan: { role: planner, output: { mean: 170 } }
    one: { role: executor, after: [plan], output: { mean: 280 } }
    two: { role: executor, after: [plan], output: { mean: 280 } }
    join: { role: aggregator, after: [one, two], output: { mean: 640 } }
agents:
  defaults: { model: served, output: 1 }
  planner: { prompt: 70 }
  executor: { prompt: 30 }
  aggregator: { prompt: 1 }
models: { served: { like: medium, ttft: 0.63, inputRate: 1000000, outputRate: 169, ${SURE} } }`,
    cv: { calls: [0], inputTokens: [0.97, PROMPTS], outputTokens: [0.72], latency: [0.48] },
  },
];

export function variationRows(luck: Luckily): PublishedRow[] {
  return RECORDED.flatMap((recorded) => rowsOf(recorded, luck));
}

function rowsOf(recorded: Recorded, luck: Luckily): PublishedRow[] {
  const values = valuesOf(recorded, luck);
  return Object.entries(recorded.cv).map(([id, [cv, known]]) => {
    const got = meanOf(inGroups(values.get(id)!, recorded.runs).map(coefficientOfVariation)).value;
    const finding = {
      name: recorded.name,
      what: `how much runs differ in ${WORDS[id]} (CV)`,
      unit: 'sd / mean',
      source: recorded.source,
      basis: `set by ${recorded.means}; spreads by the CVs of answers (1.0), of tasks (.40) and of tool calls within one (.33)`,
    };
    const allowed = got > cv ? (FACTOR - 1) * cv : (1 - 1 / FACTOR) * cv;
    return checks(finding, cv, got, allowed, known);
  });
}

/** As many runs as were recorded, again and again: the CV of a few falls short of that of many where tails are long. */
function inGroups(values: Float64Array, runs: number): Float64Array[] {
  const groups = Math.max(1, Math.floor(values.length / runs));
  return Array.from({ length: groups }, (_, nth) => values.subarray(nth * runs, (nth + 1) * runs));
}

/** By measure, its values in each run. */
export function valuesOf(recorded: Recorded, { key, runs }: Luckily): Map<string, Float64Array> {
  const scenario = scenarioOf(recorded);
  const world = new World(scenario, planFor(scenario, recorded.pattern, recorded.options), key);
  const values = new Map(Object.keys(WORDS).map((id) => [id, new Float64Array(runs)]));
  for (let replication = 0; replication < runs; replication++) {
    const record = world.run(replication);
    for (const [id, column] of values) column[replication] = taskValue(id, record);
  }
  return values;
}

function scenarioOf({ name, scenario }: Recorded): Scenario {
  const head = 'scenario: variation\nquestion: How much do runs differ?';
  const read = parseScenario(`${head}${scenario}`, name, []);
  if (!read.ok) throw new Error(`${name}: ${read.problems[0]!.message}`);
  return read.scenario;
}
