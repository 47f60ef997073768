import { migrate as migrateWith, searchRunsOf } from '../migrate/migrate.js';
import type { Migration } from '../migrate/result.js';
import { type PatternPlan, plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { onOneLine } from './catalogue.js';
import { type RehearsalOptions, studyOf } from './studies.js';

/** Tasks that are rehearsed in each state that is told: replications where each has one. */
const TASKS = 1000;

/**
 * Finds the order in which to move from one pattern or team to another, an agent or step at a time, whose worst state
 * between is best.
 */
export async function migrate(
  scenario: Scenario,
  from: string,
  to: string,
  options: Omit<RehearsalOptions, 'patterns' | 'measures'> = {},
): Promise<Migration> {
  const { executor, effort, monitor } = studyOf(scenario, { ...options, patterns: [from, to] }, TASKS);
  if (from === to) throw new RangeError(`'${from}' is both: name two patterns or teams.`);
  const plans = [planNamed(scenario, from), planNamed(scenario, to)] as const;
  const found = await migrateWith(scenario, plans, { ...effort, searchRuns: searchRunsOf(effort.runs) }, executor);
  if ('why' in found) throw new RangeError(onOneLine(found.why));
  if (found.states.length === 0) monitor.throwIfStopped();
  return found;
}

function planNamed(scenario: Scenario, name: string): PatternPlan {
  const { plans, leftOut } = plansFor(scenario, [name]);
  if (plans[0] !== undefined) return plans[0];
  throw new RangeError(onOneLine(`'${name}' does not fit this task: ${leftOut[0]?.why}.`));
}
