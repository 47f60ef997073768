/** Traces of runs that between them have everything that a trace can have. */

import { keyOf } from '../../src/sim/luck/seed.js';
import type { Story } from '../../src/sim/record/story.js';
import { World } from '../../src/sim/world.js';
import { watch } from '../../src/study/watch.js';
import { builtin, planFor, scenarioOf } from '../sim/helper.js';

export interface Ask {
  readonly scenario: string;
  readonly pattern: string;
  readonly replication: number;
  readonly task?: number;
  readonly set?: readonly string[];
}

const CRASHES = [
  'faults.agents.defaults.crash.mtbf=30s',
  'faults.engine.crash.mtbf=1m',
  'faults.coordinator.crash.mtbf=1m',
];
const LIMITS = ['provider.requestsPerMinute=3', 'agents.defaults.capacity=1'];

/** Article under every pattern, hand-overs, crashes with redeliveries, rate limits, hangs, and one task of a stream. */
export const ASKS: readonly Ask[] = [
  ...['choreography', 'supervisor', 'maker-checker', 'debate', 'mesh', 'blackboard', 'group-chat', 'hierarchy'].map(
    (pattern) => ({ scenario: 'article', pattern, replication: 1 }),
  ),
  ...['handoff', 'group-chat', 'router'].map((pattern) => ({ scenario: 'support', pattern, replication: 0 })),
  { scenario: 'support', pattern: 'handoff', replication: 0, task: 7 },
  {
    scenario: 'support',
    pattern: 'supervisor',
    replication: 0,
    task: 20,
    set: ['coordinator.capacity=1', 'workload.arrivals.poisson=300/h'],
  },
  ...['choreography', 'workflow', 'supervisor', 'pipeline', 'critical-path-hybrid'].flatMap((pattern) =>
    [0, 3, 7, 11].map((replication) => ({ scenario: 'payments', pattern, replication, set: CRASHES })),
  ),
  { scenario: 'payments', pattern: 'choreography', replication: 1, set: ['faults.messages.loss=0.4'] },
  ...['fan-out-fan-in', 'mesh', 'workflow'].map((pattern) => ({
    scenario: 'article',
    pattern,
    replication: 0,
    set: LIMITS,
  })),
  ...['choreography', 'supervisor'].map((pattern) => ({
    scenario: 'article',
    pattern,
    replication: 2,
    set: ['agents.defaults.hang=0.5', 'policies.timeout=.inf'],
  })),
  // Calls that take no time, and messages that take none either: everything happens at one moment.
  // Tools, a prompt cache, and thinking.
  {
    scenario: 'research',
    pattern: 'supervisor',
    replication: 0,
    set: ['agents.defaults.reasoning=50', 'provider.promptCache=true'],
  },
  ...['choreography', 'workflow'].map((pattern) => ({
    scenario: 'payments',
    pattern,
    replication: 0,
    set: ['agents.defaults.latency=0s', 'faults.messages.delay=0s', 'policies.durable=false'],
  })),
];

export function nameOf({ scenario, pattern, replication, task = 0, set = [] }: Ask): string {
  return `${scenario}, ${pattern}, replication ${replication}, task ${task}${set.map((s) => `, ${s}`).join('')}`;
}

export function traceFor({ scenario: name, pattern, replication, task = 0, set = [] }: Ask): Story {
  const scenario = scenarioOf(builtin(name), set);
  const world = new World(scenario, planFor(scenario, pattern), keyOf('traces'));
  return watch(world, { pattern, seed: 'traces', replication, task })!;
}
