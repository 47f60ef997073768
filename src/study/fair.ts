import { type FairChange, fairChanges } from '../patterns/fairness.js';
import type { Pattern } from '../patterns/pattern.js';
import type { Scenario } from '../scenario/scenario.js';
import { vary } from '../scenario/variants.js';
import { BASELINE } from './baseline.js';
import type { StudyWarning } from './warning.js';

/** What a comparison of these patterns and teams (null: those of the scenario) has to change so that all are given the same. */
export function changesToBeFair(
  scenario: Scenario,
  only: readonly string[] | null,
  known?: readonly Pattern[],
): FairChange[] {
  const chosen = only ?? scenario.patterns.only;
  return fairChanges(scenario, chosen === null ? null : [BASELINE, ...chosen], known);
}

/** The scenario with these changes. */
export const madeFair = (scenario: Scenario, changes: readonly FairChange[]): Scenario =>
  changes.length === 0 ? scenario : vary(scenario, Object.fromEntries(changes.map(({ path, to }) => [path, to])));

/** As `--set` takes them. */
export const fairOptions = (changes: readonly FairChange[]): string[] => changes.map(({ path, to }) => `${path}=${to}`);

/** What was changed, as a note on the results. */
export function fairNote(changes: readonly FairChange[]): StudyWarning {
  if (changes.length === 0) {
    return { message: 'Nothing had to be changed for a fair comparison.', next: 'Nothing to change.' };
  }
  const told = changes.map(({ path, from, to }) => `${path} from ${from} to ${to}`);
  return {
    message: `Changed so that all patterns are given the same: ${told.join(', ')}.`,
    next: "Leave out --fair to compare them at the scenario's own values.",
  };
}

/** The results with a note of what was changed; null: nobody asked for a fair comparison. */
export function withFairNote<R extends { readonly warnings: readonly StudyWarning[] }>(
  result: R,
  changes: readonly FairChange[] | null,
): R {
  return changes === null ? result : { ...result, warnings: [fairNote(changes), ...result.warnings] };
}
