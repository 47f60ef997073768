import { type DefaultedEssential, defaultedEssentials } from '../patterns/essentials.js';
import type { PatternPlan } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { StudyWarning } from './warning.js';

/** A note for each value that the compared patterns live by and the scenario leaves at its default. */
export function essentialNotes(scenario: Scenario, plans: readonly PatternPlan[]): StudyWarning[] {
  return defaultedEssentials(scenario, plans).map((essential) => ({
    message: `${whoLives(essential)} by ${essential.path}, which is left at ${essential.value}: ${essential.left}.`,
    next: `Set ${essential.path}, or give it a range under decision.uncertain; \`decide\` varies it from ${essential.range.join(' to ')}.`,
  }));
}

function whoLives({ patterns }: DefaultedEssential): string {
  const last = patterns.at(-1)!;
  return patterns.length === 1 ? `${last} lives` : `${patterns.slice(0, -1).join(', ')} and ${last} live`;
}
