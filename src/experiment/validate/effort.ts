import type { Scenario } from '../../scenario/scenario.js';
import type { RunRecord } from '../../sim/record.js';
import { World } from '../../sim/world.js';
import { type Options, planFor } from './plain.js';

/** How much is simulated to meet the closed forms. */
export interface ClosedFormEffort {
  readonly seed: string;
  /** Replications of each scenario that luck plays a part in. */
  readonly runs: number;
  /** Customers of each queue, after the warm-up. */
  readonly customers: number;
}

export const DEFAULT_EFFORT: ClosedFormEffort = { seed: 'validate', runs: 30_000, customers: 600_000 };

/** What `read` finds in each replication of a scenario under one pattern. */
export function sampled(
  scenario: Scenario,
  pattern: { readonly name: string; readonly options?: Options },
  { key, runs }: { readonly key: number; readonly runs: number },
  read: (run: RunRecord) => number,
): Float64Array {
  const world = new World(scenario, planFor(scenario, pattern.name, pattern.options), key);
  return Float64Array.from({ length: runs }, (_, replication) => read(world.run(replication)));
}
