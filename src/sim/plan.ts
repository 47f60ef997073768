import type { Coordination } from './team.js';

/** A pattern with its options and members, ready to be cast: members are roles or plans of their own. */
export interface Plan {
  readonly name: string;
  readonly pattern: Coordination;
  readonly options: never;
  readonly members: readonly (string | Plan)[];
}

/** All roles that a plan employs, in the order in which they stand. */
export function rolesOf(plan: Plan): string[] {
  return plan.members.flatMap((member) => (typeof member === 'string' ? [member] : rolesOf(member)));
}
