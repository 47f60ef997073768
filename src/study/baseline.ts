import type { Scenario } from '../scenario/scenario.js';

/** The pattern that every other one is also compared with. */
export const BASELINE = 'single-agent';

/** Those that an effort names, else those of the scenario, the single agent always among them; null: all that fit. */
export function chosenPatterns(
  scenario: Pick<Scenario, 'patterns'>,
  effort: { readonly only: readonly string[] | null },
): readonly string[] | null {
  const only = effort.only ?? scenario.patterns.only;
  return only === null ? null : [...new Set([BASELINE, ...only])];
}
