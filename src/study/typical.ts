import { patterns } from '../patterns/index.js';
import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { isDelivered } from '../sim/record/record.js';
import type { Story } from '../sim/record/story.js';
import { World } from '../sim/world.js';
import { alone } from './knock-out.js';
import { watch } from './watch.js';

/** Tasks from which a typical one is chosen: an odd number has a middle. */
const CHOICE = 99;

/** One task that stands for many. */
export interface TypicalRun {
  readonly pattern: string;
  /** As for `rehearse run --replication`. */
  readonly replication: number;
  /** True: without any other task in the system, since the scenario's tasks come many at a time. */
  readonly isAlone: boolean;
  readonly story: Story;
}

/** Of the first tasks that were delivered, each alone, the one with the median latency; null where none was. */
export function typicalRun(
  scenario: Scenario,
  pattern: string,
  seed: string,
  known: readonly Pattern[] = patterns,
): TypicalRun | null {
  const plan = plansFor(scenario, [pattern], known).plans[0];
  if (plan === undefined) return null;
  const world = new World(alone(scenario), plan, keyOf(seed));
  const delivered: { readonly replication: number; readonly seconds: number }[] = [];
  for (let replication = 0; replication < CHOICE; replication++) {
    const run = world.run(replication);
    if (isDelivered(run)) delivered.push({ replication, seconds: run.endedAt });
  }
  delivered.sort((a, b) => a.seconds - b.seconds || a.replication - b.replication);
  const middle = delivered[Math.floor(delivered.length / 2)];
  if (middle === undefined) return null;
  const isAlone = scenario.workload.tasks > 1;
  const { replication } = middle;
  return { pattern, replication, isAlone, story: watch(world, { pattern, seed, replication, task: 0 })! };
}
