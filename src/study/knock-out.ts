import type { KnockOutResult } from '../measures/disturbed.js';
import type { Scenario } from '../scenario/scenario.js';
import { hashOf, Luck, Purpose } from '../sim/luck/luck.js';
import { isDelivered, type RunRecord } from '../sim/record/record.js';
import type { Plan } from '../sim/team/plan.js';
import { World } from '../sim/world.js';
import { mean } from '../statistics/estimates.js';

/**
 * Knocks out each participant in turn, at a moment that is uniform over the time that the task takes undisturbed: 1 where
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
  const all = world.participants.map(({ name }) => ({ participant: name, lost: new Float64Array(replications) }));
  for (let r = 0; r < replications; r++) {
    luck.replication = r;
    world.knockedOut = null;
    const calm = world.run(r);
    undisturbed(calm);
    const { endedAt, missingSteps } = calm;
    const isWhole = isDelivered(calm);
    for (const [i, { participant, lost }] of all.entries()) {
      const moment = luck.uniform(Purpose.knockOut, hashOf(participant) & 0xffffff, 0, 0) * endedAt;
      world.knockedOut = { participant: i, at: moment };
      lost[r] = isWhole ? Number(isLost(world.run(r), missingSteps)) : Number.NaN;
    }
  }
  return all.sort((a, b) => share(b.lost) - share(a.lost));
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
