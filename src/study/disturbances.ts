import type { Disturbed } from '../measures/disturbed.js';
import { measureNamed } from '../measures/index.js';
import { definedOnly } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/team/plan.js';
import { mean } from '../statistics/estimates.js';
import { builtInCatalogue, type Catalogue } from './catalogue.js';
import { stepsAdded } from './change-impact.js';
import { ReadColumns } from './columns.js';
import { MessageCounts, type MessageGraph } from './graph.js';
import { knockOuts } from './knock-out.js';
import type { PatternRuns } from './pattern-runs.js';
import type { StudyWarning } from './warning.js';

/** Tasks in which each participant is knocked out in turn, as many as the graph is counted over; and the most per pattern. */
const KNOCKED = 100;
const MOST = 2000;
/** Steps that are done, in all, in these tasks, as long as there are ten of them. */
const MOST_STEPS = 60_000;

/** What is measured of a pattern beside its replications, of single tasks, as plain data. */
export interface Disturbances {
  /** The participant without which most is lost. */
  readonly weakest: string;
  /** Measure id -> a value per replication, of the measures that are read from disturbances. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Who sends what to whom, undisturbed. */
  readonly graph: MessageGraph;
  /** Of a very large task, how much of it was disturbed; null: all of it. */
  readonly sampled: SampledTask | null;
}

/** So many, and of how many. */
export interface SampledTask {
  readonly participants: readonly [some: number, all: number];
  readonly steps: readonly [some: number, all: number];
}

/** Disturbs a pattern, and reads the measures of these ids from what came of it. */
export function disturb(
  scenario: Scenario,
  plan: Plan,
  key: number,
  replications: number,
  ids: readonly string[],
  catalogue: Catalogue = builtInCatalogue,
): Disturbances {
  const { tasks } = scenario.workload;
  const steps = scenario.task.steps.length;
  // Where a replication holds many tasks there are few of them: several tasks alone stand for each.
  const each = tasks === 1 ? 1 : Math.ceil(KNOCKED / replications);
  const counted = Math.min(KNOCKED, replications * each);
  // Before anything is knocked out, a task is one of those that the graph is counted over.
  const messages = new MessageCounts();
  const tasksKnocked = knockedTasks(scenario, counted);
  let participants = 0;
  const knocked = knockOuts(scenario, plan, key, tasksKnocked, (record) => {
    participants = record.participants.length;
    messages.add(record);
  });
  const added = stepsAdded(scenario, plan.name, key, catalogue);
  const disturbed: Disturbed = {
    knockOuts: knocked.map(({ participant, lost }) => ({
      participant,
      lost: perReplication(lost, each, replications),
    })),
    stepsAdded: added,
  };
  return {
    weakest: knocked[0]!.participant,
    columns: new Map(ids.map((id) => [id, columnOf(id, disturbed, replications, catalogue)])),
    graph: messages.upTo(counted, scenario, plan, key),
    sampled: sampledOf([knocked.length, participants], [added?.length ?? steps, steps]),
  };
}

function sampledOf(participants: SampledTask['participants'], steps: SampledTask['steps']): SampledTask | null {
  return [participants, steps].some(([some, all]) => some < all) ? { participants, steps } : null;
}

/** Says of what part of a very large task it was measured what a disturbance does. */
export function samplingNotes(found: ReadonlyMap<string, Pick<Disturbances, 'sampled'>>): StudyWarning[] {
  const all = [...found.values()].map(({ sampled }) => sampled).filter((one) => one !== null);
  const worst = [...all].sort((a, b) => b.participants[1] - a.participants[1])[0];
  if (worst === undefined) return [];
  const { participants, steps } = worst;
  const parts = [
    ...(participants[0] < participants[1] ? [`${participants[0]} of up to ${participants[1]} participants`] : []),
    ...(steps[0] < steps[1] ? [`a step added after ${steps[0]} of ${steps[1]} steps`] : []),
  ];
  return [
    {
      message: `The task is very large: single points and change impact are measured by a sample of it, ${parts.join(' and ')}.`,
      next: 'Nothing to change: the sample is spread evenly, and every coordinator is in it.',
    },
  ];
}

function columnOf(id: string, disturbed: Disturbed, replications: number, { measures }: Catalogue): Float64Array {
  const { readDisturbed } = measureNamed(id, measures)!;
  return Float64Array.from({ length: replications }, (_, r) =>
    definedOnly(readDisturbed?.(disturbed, r) ?? Number.NaN),
  );
}

/** The mean of `each` tasks per replication; NaN where there are none. */
function perReplication(lost: Float64Array, each: number, replications: number): Float64Array {
  const shares = new Float64Array(replications).fill(Number.NaN);
  for (let r = 0; r * each < lost.length; r++) shares[r] = mean(lost.subarray(r * each, (r + 1) * each));
  return shares;
}

/** The pattern's results with what came of disturbing it beside its replications. */
export function withDisturbances(runs: PatternRuns, { weakest, columns, graph }: Disturbances): PatternRuns {
  const all = runs.columns instanceof ReadColumns ? runs.columns.with(columns) : new Map([...runs.columns, ...columns]);
  return { ...runs, columns: all, weakest, graph };
}

/** Tasks in which participants are knocked out: at least one, and the fewer, the more agents and steps there are. */
function knockedTasks(scenario: Scenario, tasks: number): number {
  const agents = scenario.agents.reduce((sum, { instances }) => sum + instances, 0);
  const affordable = Math.max(10, Math.floor(MOST_STEPS / (agents * scenario.task.steps.length)));
  return Math.max(1, Math.min(tasks, Math.ceil(MOST / agents), affordable));
}
