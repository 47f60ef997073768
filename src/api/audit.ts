import { audit as auditWith } from '../audit/audit.js';
import type { Audit } from '../audit/result.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { onOneLine } from './catalogue.js';
import { type RehearsalOptions, studyOf } from './studies.js';

/** Tasks that are rehearsed in each trial: replications where each has one. */
const TASKS = 1000;

/**
 * Finds the critical steps under a pattern or team: each agent in turn, and the coordinator, is lost, errs twice as often,
 * and takes twice as long, with the same random numbers.
 */
export async function audit(
  scenario: Scenario,
  pattern: string,
  options: Omit<RehearsalOptions, 'patterns' | 'measures'> = {},
): Promise<Audit> {
  const { executor, effort, monitor } = studyOf(scenario, { ...options, patterns: [pattern] }, TASKS);
  const { plans, leftOut } = plansFor(scenario, [pattern]);
  const [plan] = plans;
  if (plan === undefined) throw new RangeError(onOneLine(`'${pattern}' does not fit this task: ${leftOut[0]?.why}.`));
  if (!plan.pattern.usesMembers) {
    throw new RangeError(`'${pattern}': one agent does every step, so that there is none to lose.`);
  }
  const found = await auditWith(scenario, plan, effort, executor);
  if (found.parts.length === 0) monitor.throwIfStopped();
  return found;
}
