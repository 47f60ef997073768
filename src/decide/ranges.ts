import type { Scenario, Uncertain } from '../scenario/scenario.js';

/**
 * The ranges that a decision varies: those that the scenario names. Ranges that come from elsewhere, as from parameters that a pattern
 * declares to be essential, join here, behind the scenario's own; one that the scenario names itself counts once.
 */
export function uncertainRanges({ decision }: Scenario, more: readonly Uncertain[] = []): readonly Uncertain[] {
  const own = new Set(decision.uncertain.map(({ path }) => path));
  return [...decision.uncertain, ...more.filter(({ path }) => !own.has(path))];
}

/** The scenario with these ranges as its own, so that the record, the tables and the words tell of all of them. */
export function withRanges(scenario: Scenario, more: readonly Uncertain[] = []): Scenario {
  const uncertain = uncertainRanges(scenario, more);
  return uncertain.length === scenario.decision.uncertain.length
    ? scenario
    : { ...scenario, decision: { ...scenario.decision, uncertain } };
}
