import { plansFor } from '../../src/patterns/plan.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { World } from '../../src/sim/world.js';
import { alone } from '../../src/study/knock-out.js';

/** Replications of a pattern that are kept, each with a record of its own: they play the measured side. */
export function recordsOf(scenario: Scenario, pattern: string, seed: string, runs: number): RunRecord[] {
  const { plans } = plansFor(alone(scenario), [pattern]);
  return Array.from({ length: runs }, (_, replication) => {
    const world = new World(alone(scenario), plans[0]!, keyOf(seed));
    world.watched = 0;
    let kept: RunRecord | null = null;
    world.rehearse(replication, (record) => {
      kept = record;
    });
    return kept!;
  });
}
