import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/team/plan.js';
import { mean } from '../statistics/estimates.js';
import { changeImpact } from './change-impact.js';
import { graphOf, type MessageGraph } from './graph.js';
import { type KnockOuts, knockOuts } from './knock-out.js';
import type { PatternRuns } from './pattern-runs.js';

/** Tasks in which each participant is knocked out in turn, as many as the graph is counted over; and the most a pattern. */
const KNOCKED = 100;
const MOST = 2000;

/** What is measured of a pattern beside its replications, of single tasks, as plain data. */
export interface Disturbances {
  /** The participant without whom most is lost. */
  readonly weakest: string;
  /** By replication: share of tasks that are lost with it; NaN where it was not tried. */
  readonly lost: Float64Array;
  /** Participants that a further step touches. */
  readonly changeImpact: number;
  /** Who sends what to whom, undisturbed. */
  readonly graph: MessageGraph;
}

/** Disturbs a pattern: who must not fail, and what a further step changes. */
export function disturb(scenario: Scenario, plan: Plan, key: number, replications: number): Disturbances {
  const { tasks } = scenario.workload;
  // Where a replication holds many tasks there are few of them: several tasks alone stand for each.
  const each = tasks === 1 ? 1 : Math.ceil(KNOCKED / replications);
  const worst = worstOf(scenario, plan, key, Math.min(KNOCKED, replications * each));
  const lost = new Float64Array(replications).fill(Number.NaN);
  for (let r = 0; r * each < worst.lost.length; r++) lost[r] = mean(worst.lost.subarray(r * each, (r + 1) * each));
  const graph = graphOf(scenario, plan, key, Math.min(KNOCKED, replications * each));
  return { weakest: worst.participant, lost, changeImpact: changeImpact(scenario, plan.name, key), graph };
}

/** The pattern's results with what came of disturbing it beside its replications. */
export function withDisturbances(runs: PatternRuns, found: Disturbances): PatternRuns {
  const impact = new Float64Array(found.lost.length).fill(found.changeImpact);
  const columns = new Map([...runs.columns, ['singlePoint', found.lost], ['changeImpact', impact]]);
  return { ...runs, columns, weakest: found.weakest, graph: found.graph };
}

function worstOf(scenario: Scenario, plan: Plan, key: number, tasks: number): KnockOuts {
  const roles = scenario.agents.reduce((sum, { instances }) => sum + instances, 0);
  return knockOuts(scenario, plan, key, Math.max(1, Math.min(tasks, Math.ceil(MOST / roles))))[0]!;
}
