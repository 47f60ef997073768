import { patterns } from '../patterns/index.js';
import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { isDelivered, type RunOutcome } from '../sim/record/record.js';
import type { Story } from '../sim/record/story.js';
import { World } from '../sim/world.js';
import { alone } from './knock-out.js';
import { watch } from './watch.js';

/** Replications from which one is chosen: an odd number has a middle. */
const CHOICE = 99;
/** Events, in all, after which a choice from fewer replications of a very large task has to do. */
const MOST_EVENTS = 300_000;

/** One task that stands for many. */
export interface TypicalRun {
  readonly pattern: string;
  /** As for `rehearse run --replication`. */
  readonly replication: number;
  /** True: without any other task in the system, since the scenario's tasks come many at a time. */
  readonly isAlone: boolean;
  readonly story: Story;
}

/**
 * The same task on the same luck under each of these patterns, each alone: of the first replications in which the first two of
 * them end differently, with the first one right where there are such, the one that parts the first from most of the others.
 * Where they always end alike, the one with the median latency under the first; none where nothing is delivered.
 */
export function sameTask(
  scenario: Scenario,
  names: readonly string[],
  seed: string,
  known: readonly Pattern[] = patterns,
): TypicalRun[] {
  const { plans } = plansFor(scenario, names, known);
  const worlds = plans.map((plan) => ({ pattern: plan.name, world: new World(alone(scenario), plan, keyOf(seed)) }));
  worlds.sort((a, b) => names.indexOf(a.pattern) - names.indexOf(b.pattern));
  const replication = tellingReplication(worlds.map(({ world }) => world));
  if (replication === null) return [];
  const isAlone = scenario.workload.tasks > 1;
  return worlds.map(({ pattern, world }) => ({
    pattern,
    replication,
    isAlone,
    story: watch(world, { pattern, seed, replication, task: 0 })!,
  }));
}

function tellingReplication([first, second, ...others]: readonly World[]): number | null {
  if (first === undefined) return null;
  const ends: Ending[] = [];
  let events = 0;
  while (ends.length < CHOICE && events < MOST_EVENTS) {
    ends.push(endOf(first, ends.length));
    events += first.sim.events;
  }
  if (second === undefined) return middleOf(ends);
  const apart = ends.filter(({ replication, outcome }) => endOf(second, replication).outcome !== outcome);
  const right = apart.filter(({ outcome }) => outcome === 'correct');
  const candidates = right.length > 0 ? right : apart;
  const parted = ({ replication, outcome }: Ending): number =>
    others.filter((world) => endOf(world, replication).outcome !== outcome).length;
  let most = -1;
  let chosen = middleOf(ends);
  for (const end of candidates) {
    const count = parted(end);
    if (count > most) [most, chosen] = [count, end.replication];
  }
  return chosen;
}

interface Ending {
  readonly replication: number;
  readonly outcome: RunOutcome;
  readonly seconds: number;
  readonly isDelivered: boolean;
}

function endOf(world: World, replication: number): Ending {
  const run = world.run(replication);
  return { replication, outcome: run.outcome, seconds: run.endedAt, isDelivered: isDelivered(run) };
}

function middleOf(ends: readonly Ending[]): number | null {
  const delivered = ends.filter((end) => end.isDelivered);
  delivered.sort((a, b) => a.seconds - b.seconds || a.replication - b.replication);
  return delivered[Math.floor(delivered.length / 2)]?.replication ?? null;
}
