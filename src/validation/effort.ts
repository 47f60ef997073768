import type { WrittenOptions } from '../patterns/declared.js';
import type { Scenario } from '../scenario/scenario.js';
import type { RunRecord } from '../sim/record/record.js';
import type { Plan } from '../sim/team/plan.js';
import { World } from '../sim/world.js';
import { planFor } from './plain.js';

/** How much is simulated to meet the closed forms. */
export interface ClosedFormEffort {
  readonly seed: string;
  /** Replications of each scenario that luck plays a part in. */
  readonly runs: number;
  /** Customers of each queue, after the warm-up; of a scenario under load a part of as many tasks. */
  readonly customers: number;
}

export const DEFAULT_EFFORT: ClosedFormEffort = { seed: 'validate', runs: 30_000, customers: 600_000 };

/** Whose luck is drawn, and how often. */
export interface Luckily {
  readonly key: number;
  readonly runs: number;
}

/** What `read` finds in each replication of a scenario under one pattern. */
export function sampled(
  scenario: Scenario,
  pattern: { readonly name: string; readonly options?: WrittenOptions },
  luck: Luckily,
  read: (run: RunRecord) => number,
): Float64Array {
  return replayed(scenario, planFor(scenario, pattern.name, pattern.options), luck, read);
}

/** The same under any plan: a team of the scenario's own, too. */
export function replayed(
  scenario: Scenario,
  plan: Plan,
  { key, runs }: Luckily,
  read: (run: RunRecord) => number,
): Float64Array {
  const world = new World(scenario, plan, key);
  return Float64Array.from({ length: runs }, (_, replication) => read(world.run(replication)));
}
