import { patterns } from '../../patterns/index.js';
import { objections } from '../../patterns/objections.js';
import { type PatternPlan, plansFor } from '../../patterns/plan.js';
import type { Scenario, TeamNode } from '../../scenario/scenario.js';

/** A pattern by itself (`inner` null), or with a team of another pattern in it. */
export interface Pairing {
  readonly outer: string;
  readonly inner: string | null;
}

/** Every pattern by itself, and every pattern in every other one: all teams of depth 2. */
export const PAIRINGS: readonly Pairing[] = patterns.flatMap(({ name: outer }) => [
  { outer, inner: null },
  ...patterns.map(({ name: inner }) => ({ outer, inner })),
]);

export const nameOf = ({ outer, inner }: Pairing): string => (inner === null ? outer : `${outer} of ${inner}`);

/** Who belongs together: `inside` work in the inner team, where there is one. */
export interface Split {
  readonly outside: readonly string[];
  readonly inside: readonly string[];
}

export function teamOf({ outer, inner }: Pairing, { outside, inside }: Split): TeamNode {
  const node = (pattern: string, members: readonly (TeamNode | string)[]): TeamNode => ({
    pattern,
    members,
    options: {},
  });
  return node(outer, inner === null ? [...outside, ...inside] : [...outside, node(inner, inside)]);
}

/** A team's plan for a scenario; null where it cannot do the work. */
export function planOfTeam(scenario: Scenario, root: TeamNode): { scenario: Scenario; plan: PatternPlan } | null {
  const chosen = { ...scenario, teams: [{ name: TEAM, root }], patterns: { only: [TEAM], options: {} } };
  const wrong = objections(chosen)[0];
  if (wrong !== undefined) throw new Error(`${wrong.path.join('.')}: ${wrong.message}`);
  const plan = plansFor(chosen, null).plans[0];
  return plan === undefined ? null : { scenario: chosen, plan };
}

const TEAM = 'the team';
