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

/** Tasks in which each participant is knocked out in turn, as many as the graph is counted over; and the most per pattern. */
const KNOCKED = 100;
const MOST = 2000;

/** What is measured of a pattern beside its replications, of single tasks, as plain data. */
export interface Disturbances {
  /** The participant without which most is lost. */
  readonly weakest: string;
  /** Measure id -> a value per replication, of the measures that are read from disturbances. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Who sends what to whom, undisturbed. */
  readonly graph: MessageGraph;
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
  // Where a replication holds many tasks there are few of them: several tasks alone stand for each.
  const each = tasks === 1 ? 1 : Math.ceil(KNOCKED / replications);
  const counted = Math.min(KNOCKED, replications * each);
  // Before anything is knocked out, a task is one of those that the graph is counted over.
  const messages = new MessageCounts();
  const knocked = knockOuts(scenario, plan, key, knockedTasks(scenario, counted), (record) => messages.add(record));
  const disturbed: Disturbed = {
    knockOuts: knocked.map(({ participant, lost }) => ({
      participant,
      lost: perReplication(lost, each, replications),
    })),
    stepsAdded: stepsAdded(scenario, plan.name, key, catalogue),
  };
  return {
    weakest: knocked[0]!.participant,
    columns: new Map(ids.map((id) => [id, columnOf(id, disturbed, replications, catalogue)])),
    graph: messages.upTo(counted, scenario, plan, key),
  };
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

/** Tasks in which participants are knocked out: at least one, and the fewer, the more agents there are. */
function knockedTasks(scenario: Scenario, tasks: number): number {
  const agents = scenario.agents.reduce((sum, { instances }) => sum + instances, 0);
  return Math.max(1, Math.min(tasks, Math.ceil(MOST / agents)));
}
