import type { Scenario } from '../scenario/scenario.js';
import { type PatternPlan, plansFor, teamsOf } from './plan.js';
import { isExamining } from './slots.js';

/** Who examines results beside the steps that check, under which patterns, and how well. */
export interface Examiner {
  /** Null: the coordinator. */
  readonly role: string | null;
  readonly detection: number;
  readonly falseAlarm: number;
  /** The patterns and teams under which it does, in their order. */
  readonly patterns: readonly string[];
}

/** The examiners of the patterns and teams of these names; those that nobody in the catalogue knows have none. */
export function examinersOf(scenario: Scenario, names: readonly string[]): Examiner[] {
  const { plans } = plansFor(scenario, names);
  const patternsBy = new Map<string | null, string[]>();
  for (const plan of plans) {
    for (const role of new Set(examinersIn(plan))) patternsBy.set(role, [...(patternsBy.get(role) ?? []), plan.name]);
  }
  return [...patternsBy].map(([role, patterns]) => {
    const { detection, falseAlarm } = scenario.agents.find((agent) => agent.role === role) ?? scenario.coordinator;
    return { role, detection, falseAlarm, patterns };
  });
}

function examinersIn(plan: PatternPlan): (string | null)[] {
  const slots = teamsOf(plan).flatMap(({ pattern }) => pattern.slots);
  return slots.filter(({ slot }) => isExamining(slot)).map(({ role }) => role);
}
