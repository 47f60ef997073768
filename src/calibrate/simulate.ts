import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { World } from '../sim/world.js';
import { observedOf } from './from-record.js';
import { type ReadTask, readTaskOf } from './measures.js';

/** The scenario with one task at a time, whatever its workload: what a task does by itself is what traces are compared by. */
export function oneAtATime(scenario: Scenario): Scenario {
  return { ...scenario, workload: { ...scenario.workload, tasks: 1, arrivals: null } };
}

/**
 * So many tasks of a scenario under a pattern or a team of it, one at a time, as traces of them would be read; empty where the
 * pattern cannot do them. Tasks without a call are left out, as no trace is left of them.
 */
export function simulatedTasks(scenario: Scenario, pattern: string, count: number, seed: string): ReadTask[] {
  const { plans } = plansFor(scenario, [pattern]);
  const plan = plans.find(({ name }) => name === pattern);
  if (plan === undefined) return [];
  const world = new World(oneAtATime(scenario), plan, keyOf(seed));
  const tasks: ReadTask[] = [];
  for (let replication = 0; replication < count; replication++) {
    world.rehearse(replication, (record) => {
      if (record.calls.length > 0) tasks.push(readTaskOf(observedOf(record, `${replication}`)));
    });
  }
  return tasks;
}
