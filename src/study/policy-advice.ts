import { patternNamed } from '../patterns/index.js';
import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { StudyWarning } from './warning.js';

/** Something that a scenario asks for, and the patterns under which nobody is in a place to do it. */
interface Rule {
  /** What it is called, where the scenario asks for it. */
  readonly asked: (scenario: Scenario) => readonly string[];
  readonly missing: (pattern: Pattern, scenario: Scenario) => boolean;
  readonly why: string;
}

const NEVER = Number.POSITIVE_INFINITY;

const RULES: readonly Rule[] = [
  {
    asked: ({ policies, task }) => [
      ...(policies.timeout < NEVER ? ['timeout'] : []),
      ...(policies.retry.attempts > 1 ? ['retry'] : []),
      ...(policies.breaker === null ? [] : ['breaker']),
      ...(task.steps.some((step) => step.fallback !== null) ? ['fallback'] : []),
    ],
    missing: (pattern) => !pattern.waits,
    why: 'nobody waits for a call',
  },
  {
    asked: ({ policies }) => [
      ...(policies.redelivery === null ? [] : ['redelivery']),
      ...(policies.deadLetters === null ? [] : ['deadLetters']),
      ...(policies.idempotency ? ['idempotency'] : []),
    ],
    missing: (pattern) => pattern.events !== true,
    why: 'nothing passes over a bus',
  },
  {
    asked: ({ policies }) => (policies.durable === null ? [] : ['durable']),
    missing: (pattern, { policies }) =>
      pattern.heldBy === null && pattern.heldInPart !== true && !(pattern.waits && policies.resubmit.attempts > 0),
    why: 'nobody holds the control flow who could go on from what was written down',
  },
];

/** Policies that have no effect under some of the patterns that are compared. */
export function policyAdvice(scenario: Scenario): StudyWarning[] {
  const { plans } = plansFor(scenario, scenario.patterns.only);
  const compared = plans.flatMap(({ pattern }) => patternNamed(pattern.name) ?? []);
  const patterns = [...new Map(compared.map((pattern) => [pattern.name, pattern])).values()];
  return RULES.flatMap(({ asked, missing, why }) => {
    const policies = asked(scenario);
    const without = patterns.filter((pattern) => missing(pattern, scenario)).map(({ name }) => name);
    if (policies.length === 0 || without.length === 0) return [];
    const have = policies.length === 1 ? 'has' : 'have';
    return {
      message: `Under ${without.join(', ')} ${why}: ${policies.join(', ')} ${have} no effect there.`,
      next: 'This is what the comparison is about; nothing to change.',
    };
  });
}
