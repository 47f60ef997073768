import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import type { World } from '../../src/sim/world.js';
import { hashOf, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { times } from '../thorough.js';
import { expectInvariants } from './invariants.js';

/** Everything that can go wrong, each alone. */
const FAULTS: Readonly<Record<string, string>> = {
  'calls that fail': 'agents.defaults.failure=0.3',
  'calls that hang': 'agents.defaults.hang=0.2',
  'agents that crash': 'faults.agents.defaults.crash={ mtbf: 12s, repair: { exponential: { mean: 8s } } }',
  'an agent that is gone': 'faults.agents.b.crash={ at: 2s }',
  'agents that leave': 'faults.agents.defaults.leave={ at: { exponential: { mean: 10s } } }',
  'agents that join': 'faults.agents.defaults.join={ at: { exponential: { mean: 10s } } }',
  'coordinators that crash': 'faults.coordinator.crash={ mtbf: 15s, repair: { exponential: { mean: 5s } } }',
  'engines that crash': 'faults.engine.crash={ mtbf: 15s, repair: { exponential: { mean: 5s } } }',
  'a generalist that crashes': 'faults.generalist.crash={ mtbf: 15s, repair: { exponential: { mean: 5s } } }',
  'events that are lost': 'faults.messages.loss=0.3',
  'events that come twice': 'faults.messages.duplicate=0.4',
  'events that are late': 'faults.messages.delay={ exponential: { mean: 3s } }',
  'events that are overtaken': 'faults.messages.reorder={ share: 0.5, by: { exponential: { mean: 5s } } }',
  'a tight quota': 'provider={ requestsPerMinute: 6, maxQueue: 1 }',
  'answers that cannot be read': 'agents.defaults.malformed=0.3',
  'tools that hang': 'task.steps.c.tools={ roundTrips: 4, latency: 1, failure: 0.3, hang: 0.2 }',
  'wrong decisions': 'coordinator.misroute=0.3',
};

/** Everything that can be done about it. */
const POLICIES: readonly string[] = [
  'policies.timeout=9s',
  'policies.retry={ attempts: 3, backoff: { base: 1s, jitter: 0.3 } }',
  'policies.breaker={ failures: 2, window: 30s, cooldown: 5s }',
  'policies.redelivery={ attempts: 3, idle: 6s }',
  'policies.deadLetters={ alertAfter: 30s }',
  'policies.idempotency=true',
  'policies.durable={ write: 0.1 }',
  'policies.restarts=2',
  'policies.resubmit={ attempts: 2, after: 3s }',
  'policies.writes=overwrite',
  'policies.siblings=run-on',
  'policies.budget.time=20s',
  'client={ attempts: 3, timeout: 6s, backoff: { base: 1s, jitter: 1, spread: above } }',
  'client.hedge=2s',
  'client.reask=2',
  'models.plain.fallback=other',
  'agents.defaults.capacity=1',
  'task.steps.c.tools={ roundTrips: 5, latency: 1, failure: 0.4, timeout: 3s, errors: text, attempts: 3, parallel: 2, strategies: 2, persistence: 0.5 }',
  'policies.deadline=60s',
  'task.steps.c.fallback=spare',
  'agents.b.instances=2',
  'workload={ tasks: 4, arrivals: { poisson: 6/m }, warmup: 0 }',
  'workload={ tasks: 4, arrivals: { closed: { users: 2, think: 3s } }, warmup: 0 }',
];

const WORK = yaml(`task:
  brief: { tokens: 100, claims: 3, falseClaims: 1 }
  steps:
    a: { role: a, claims: 2, compensate: true }
    b: { role: b, after: [a], claims: 2, checks: true, compensate: true }
    c: { role: c, after: [a], claims: 1, critical: false, tools: { roundTrips: 1, latency: 1, failure: 0.1 } }
    d: { role: a, after: [b, c], carry: 0.5, probability: 0.8 }
agents:
  defaults: { model: plain, prompt: 50, output: { exponential: { mean: 60 } }, hallucination: 0.1, credulity: 0.9 }
  a: {}
  b: { detection: 0.5 }
  c: {}
  spare: {}
`).replace('models:\n', 'models:\n  other: { like: plain, family: other }\n');

/** What a rate limit or a coordinator without judgement could make of a thousand rounds is not asked here. */
const LIMITS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  supervisor: { limit: 25 },
  'lead-and-subagents': { limit: 25 },
  hierarchy: { limit: 25 },
  magentic: { maxRounds: 25 },
  'group-chat': { selector: 'llm', maxTurns: 25 },
  handoff: { maxHandoffs: 25 },
};

/** All tasks of a replication, each of which keeps what always holds; a fingerprint of all that happened. */
function fingerprint(world: World, replication: number): string {
  const tasks: string[] = [];
  world.rehearse(replication, (run, task) => {
    // What is done twice, since nobody knew that it was done, may go on after the end.
    expectInvariants(run, run.duplicates > 0);
    expect(tasks[task]).toBeUndefined();
    tasks[task] = hashOf(run);
  });
  // Users who wait for ever ask for no more; every task that came in ends in some way.
  const { arrivals, tasks: most } = world.scenario.workload;
  if (arrivals?.kind !== 'closed') expect(tasks).toHaveLength(most);
  expect(tasks).not.toHaveLength(0);
  for (const task of tasks) expect(task).toBeDefined();
  return tasks.join();
}

function expectABadDay(pattern: string, overrides: readonly string[], replication: number): void {
  const scenario = scenarioOf(WORK, overrides);
  const world = worldOf(scenario, pattern, LIMITS[pattern]);
  const first = fingerprint(world, replication);
  fingerprint(world, replication + 1);
  expect(fingerprint(world, replication)).toBe(first);
  expect(fingerprint(worldOf(scenario, pattern, LIMITS[pattern]), replication)).toBe(first);
}

describe.each(patterns.map((pattern) => pattern.name))('%s', (name) => {
  it.each(Object.entries(FAULTS))('bears %s', (_, fault) => {
    for (let replication = 0; replication < times(4, 6); replication += 2) expectABadDay(name, [fault], replication);
  });

  it('bears any combination of faults and policies', () => {
    const day = fc.tuple(
      fc.subarray(Object.values(FAULTS)),
      fc.subarray([...POLICIES]),
      fc.integer({ min: 0, max: 1000 }),
    );
    const property = fc.property(day, ([faults, policies, replication]) =>
      expectABadDay(name, [...faults, ...policies], replication),
    );
    fc.assert(property, { numRuns: Math.ceil(times(600, 2000) / patterns.length), seed: 20_261_120 });
  });
});
