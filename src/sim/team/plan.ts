import type { Coordination } from './coordination.js';
import type { LeafStep } from './work-layout.js';

/** A pattern, with its options set, and its members: roles, or plans of their own. */
export interface Plan {
  readonly name: string;
  readonly pattern: Coordination;
  readonly members: readonly (string | Plan)[];
  /** The steps (leaves, by index) that its roles do here; all of theirs where it does not say. */
  readonly steps?: readonly number[];
}

/** Whether a role's step is done here: another team may have the same role do its other steps. */
export function isOwn(plan: Plan, leaf: number): boolean {
  return plan.steps?.includes(leaf) ?? true;
}

/** Which of the steps a plan does, its member teams included. */
export function stepsOf(plan: Plan, leaves: readonly LeafStep[]): number[] {
  const own = leaves.filter((leaf) => plan.members.includes(leaf.spec.role) && isOwn(plan, leaf.index));
  const teams = plan.members.flatMap((member) => (typeof member === 'string' ? [] : stepsOf(member, leaves)));
  return [...own.map((leaf) => leaf.index), ...teams].sort((a, b) => a - b);
}

/** All roles that a plan employs, in the order in which they stand. */
export function rolesOf(plan: Plan): string[] {
  return plan.members.flatMap((member) => (typeof member === 'string' ? [member] : rolesOf(member)));
}
