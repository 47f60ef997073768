import { patternNamed } from '../patterns/index.js';
import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { PolicyNeed } from '../scenario/schema/key.js';
import { placesWhereOn, remedies } from '../scenario/undisturbed.js';
import type { StudyWarning } from './warning.js';

/** The patterns under which a policy has no effect, and why. */
interface MissingNeed {
  readonly isMissing: (pattern: Pattern, scenario: Scenario) => boolean;
  readonly why: string;
}

const NEEDS: Readonly<Record<PolicyNeed, MissingNeed>> = {
  'a caller that waits': {
    isMissing: (pattern) => !pattern.waits,
    why: 'no caller waits for a call',
  },
  'a bus': {
    isMissing: (pattern) => pattern.events !== true,
    why: 'no event passes over a bus',
  },
  'a holder of the control flow': {
    isMissing: (pattern, { policies }) =>
      pattern.heldBy === null && pattern.heldInPart !== true && !(pattern.waits && policies.resubmit.attempts > 0),
    why: 'no participant holds the control flow, so none can resume from persisted results',
  },
};

/** Policies that have no effect under some of the patterns that are compared. */
export function policyAdvice(scenario: Scenario): StudyWarning[] {
  const { plans } = plansFor(scenario, scenario.patterns.only);
  const compared = plans.flatMap(({ pattern }) => patternNamed(pattern.name) ?? []);
  const patterns = [...new Map(compared.map((pattern) => [pattern.name, pattern])).values()];
  return Object.entries(NEEDS).flatMap(([need, { isMissing, why }]) => {
    const policies = policiesOn(scenario, need);
    const without = patterns.filter((pattern) => isMissing(pattern, scenario)).map(({ name }) => name);
    if (policies.length === 0 || without.length === 0) return [];
    const have = policies.length === 1 ? 'has' : 'have';
    return {
      message: `Under ${without.join(', ')} ${why}: ${policies.join(', ')} ${have} no effect there.`,
      next: 'Nothing to change: the comparison measures this.',
    };
  });
}

/** The names of those that are on and have this need: a key of policies, or of a step. */
function policiesOn(scenario: Scenario, need: string): string[] {
  const on = remedies.filter((key) => key.needs === need && placesWhereOn(scenario, key).length > 0);
  return on.map(({ path }) => (path[0] === 'policies' ? path[1]! : path.at(-1)!));
}
