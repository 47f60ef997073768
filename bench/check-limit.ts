import { taskValue } from '../src/measures/index.js';
import { plansFor } from '../src/patterns/plan.js';
import type { Scenario } from '../src/scenario/scenario.js';
import { World } from '../src/sim/world.js';
import { ArticleLimit } from './limit.js';

/** Replications in which the loop must come to what the simulator does: enough for retries, time-outs and skipped checks. */
const COMPARED = 2000;

/** @throws Error where the hand-written loop and the simulator differ, to the last bit. */
export function checkLimit(scenario: Scenario, key: number): void {
  const world = new World(scenario, plansFor(scenario, ['pipeline']).plans[0]!, key);
  const limit = new ArticleLimit(scenario, key);
  for (let replication = 0; replication < COMPARED; replication++) {
    const run = world.run(replication);
    limit.run(replication);
    const theirs = [taskValue('latency', run), taskValue('escaped', run), run.calls.length];
    const ours = [limit.latency, limit.escaped, limit.calls];
    if (theirs.every((value, i) => Object.is(value, ours[i]))) continue;
    throw new Error(
      `replication ${replication}: the loop gives ${ours.join(', ')}, the simulator ${theirs.join(', ')}`,
    );
  }
}
