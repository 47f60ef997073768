import type { KnockOutResult } from '../measures/disturbed.js';
import type { Scenario } from '../scenario/scenario.js';
import { hashOf, Luck, Purpose } from '../sim/luck/luck.js';
import { isDelivered, type RunRecord } from '../sim/record/record.js';
import type { Plan } from '../sim/team/plan.js';
import { World } from '../sim/world.js';
import { mean } from '../statistics/estimates.js';

/** Steps that are done, in all, to knock participants out of a task, and the fewest participants that are. */
const MOST_STEPS = 60_000;
const FEWEST = 20;
/** Events, in all, after which those tasks have to do in which participants were knocked out so far. */
const MOST_EVENTS = 3_000_000;

/** How many of the participants are knocked out in so many tasks: all but in very large tasks. */
function knockedOut({ task }: Scenario, participants: number, replications: number): number {
  const affordable = Math.floor(MOST_STEPS / (replications * task.steps.length));
  return Math.min(participants, Math.max(FEWEST, affordable));
}

/**
 * Knocks out each participant in turn, or in very large tasks some of them (`knockedOut`), at a moment that is uniform over the time that the task takes undisturbed: 1 where
 * the task or a step of it was lost, 0 where not. The worst comes first; of equals the first participant.
 * `undisturbed` is shown the record of each task before anything of it is knocked out.
 */
export function knockOuts(
  scenario: Scenario,
  plan: Plan,
  key: number,
  replications: number,
  undisturbed: (record: RunRecord) => void = () => undefined,
): KnockOutResult[] {
  const world = new World(alone(scenario), plan, key);
  const luck = new Luck(key);
  const many = knockedOut(scenario, world.participants.length, replications);
  const all = whoIsKnockedOut(world.participants, many).map((index) => ({
    index,
    participant: world.participants[index]!.name,
    lost: new Float64Array(replications).fill(Number.NaN),
  }));
  let events = 0;
  for (let r = 0; r < replications && events < MOST_EVENTS; r++) {
    luck.replication = r;
    world.knockedOut = null;
    const calm = world.run(r);
    undisturbed(calm);
    events += world.sim.events;
    const { endedAt, missingSteps } = calm;
    const isWhole = isDelivered(calm);
    for (const { index, participant, lost } of all) {
      const moment = luck.uniform(Purpose.knockOut, hashOf(participant) & 0xffffff, 0, 0) * endedAt;
      world.knockedOut = { participant: index, at: moment };
      if (!isWhole) continue;
      lost[r] = Number(isLost(world.run(r), missingSteps));
      events += world.sim.events;
    }
  }
  return all.map(({ participant, lost }) => ({ participant, lost })).sort((a, b) => share(b.lost) - share(a.lost));
}

/** Indexes: whoever coordinates, without whom most is lost, and agents that are spread evenly. */
function whoIsKnockedOut(participants: World['participants'], many: number): number[] {
  const all = participants.map((_, index) => index);
  if (many >= all.length) return all;
  const isAgent = (index: number): boolean => participants[index]!.kind === 'agent';
  const first = all.filter((index) => !isAgent(index)).slice(0, many);
  const agents = all.filter(isAgent);
  return [...first, ...evenly(agents, many - first.length)].sort((a, b) => a - b);
}

/** So many of the values, spread evenly; all where there are no more. */
export function evenly<T>(values: readonly T[], many: number): T[] {
  if (many >= values.length) return [...values];
  return Array.from({ length: Math.max(0, many) }, (_, i) => values[Math.floor((i * values.length) / many)]!);
}

/** Nothing was delivered, or a step is missing that would have been there. */
function isLost(run: RunRecord, missing: number): boolean {
  return !isDelivered(run) || run.missingSteps > missing;
}

/** One task with no other task in the system. */
export function alone(scenario: Scenario): Scenario {
  return { ...scenario, workload: { ...scenario.workload, tasks: 1, arrivals: null, warmup: 0 } };
}

function share(lost: Float64Array): number {
  const found = mean(lost);
  return Number.isNaN(found) ? 0 : found;
}
