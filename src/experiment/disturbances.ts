import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/plan.js';
import { changeImpact } from './change-impact.js';
import type { PatternRuns } from './comparison.js';
import { type KnockOuts, knockOuts } from './knock-out.js';
import { mean } from './statistics.js';

/** Tasks in which each participant is knocked out in turn, and the most of them a pattern. */
const KNOCKED = 100;
const MOST = 2000;

/** What is measured by disturbing a pattern, beside its replications: who must not fail, and what a further step changes. */
export function withDisturbances(runs: PatternRuns, scenario: Scenario, plan: Plan, key: number): PatternRuns {
  const replications = runs.columns.get('correct')!.length;
  if (replications === 0) return runs;
  const { tasks } = scenario.workload;
  // Where a replication holds many tasks there are few of them: several tasks alone stand for each.
  const each = tasks === 1 ? 1 : Math.ceil(KNOCKED / replications);
  const worst = worstOf(scenario, plan, key, Math.min(KNOCKED, replications * each));
  const lost = new Float64Array(replications).fill(Number.NaN);
  for (let r = 0; r * each < worst.lost.length; r++) lost[r] = mean(worst.lost.subarray(r * each, (r + 1) * each));
  const impact = new Float64Array(replications).fill(changeImpact(scenario, plan.name, key));
  const columns = new Map([...runs.columns, ['singlePoint', lost], ['changeImpact', impact]]);
  return { ...runs, columns, weakest: worst.participant };
}

function worstOf(scenario: Scenario, plan: Plan, key: number, tasks: number): KnockOuts {
  const roles = scenario.agents.reduce((sum, { instances }) => sum + instances, 0);
  return knockOuts(scenario, plan, key, Math.max(1, Math.min(tasks, Math.ceil(MOST / roles))))[0]!;
}
