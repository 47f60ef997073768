import { type PatternPlan, teamsOf } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { stepsOf } from '../sim/team/plan.js';
import { layOut } from '../sim/team/work-layout.js';
import type { StudyWarning } from './warning.js';

/** Steps that send work back, under patterns in which no work goes back: what happens there, and why. */
export function loopNotes(scenario: Scenario, plans: readonly PatternPlan[]): StudyWarning[] {
  const loops = scenario.task.steps.filter(({ sendsBack }) => sendsBack !== null);
  return loops.flatMap(({ name, sendsBack }): StudyWarning[] => {
    const without = plans.flatMap((plan) => {
      const why = whyNot(scenario, plan, name, sendsBack!.to);
      return why === null ? [] : [`${plan.name} (${why})`];
    });
    if (without.length === 0) return [];
    return [
      {
        message: `The step '${name}' sends nothing back under ${without.join(', ')}: it checks once there.`,
        next: 'Nothing to change, if that is the comparison you want; else leave these patterns out (patterns.only).',
      },
    ];
  });
}

function whyNot(scenario: Scenario, plan: PatternPlan, from: string, to: string): string | null {
  const { leaves } = layOut(scenario);
  const has = (team: PatternPlan, step: string): boolean =>
    ownSteps(team, leaves).some((leaf) => leaves[leaf]!.spec.name === step);
  const team = teamsOf(plan).find((one) => has(one, from));
  if (team === undefined) return null;
  if (team.pattern.noReturn !== undefined) return team.pattern.noReturn;
  return has(team, to) ? null : `'${to}' is done by another team`;
}

/** The steps that a plan's own roles do, its member teams aside. */
function ownSteps(plan: PatternPlan, leaves: ReturnType<typeof layOut>['leaves']): number[] {
  const inner = new Set(plan.members.flatMap((member) => (typeof member === 'string' ? [] : stepsOf(member, leaves))));
  return stepsOf(plan, leaves).filter((leaf) => !inner.has(leaf));
}
