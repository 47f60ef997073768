import type { Participant } from '../record/record.js';
import type { Part } from './coordination.js';
import type { Shape } from './shape.js';
import type { Member } from './step.js';
import { type PartParticipants, Team } from './team.js';
import type { LeafStep } from './work-layout.js';

/** Participants that lead a team or one of its member teams. */
export function leadersOf(parts: PartParticipants, steps: readonly { readonly member: Member }[]): Set<number> {
  const { coordinator, planner, watcher, gate, engine } = parts;
  const own = [coordinator, planner, watcher, gate].flatMap((part) => (part === null ? [] : [part.client.client.id]));
  const inner = steps.flatMap(({ member }) => (member instanceof Team ? [...member.leaders] : []));
  return new Set([...own, ...(engine === null ? [] : [engine.id]), ...inner]);
}

/** A team is addressed through its centre; where it has none, through every participant in it. */
export function contactsOf(
  { engine, planner, coordinator }: PartParticipants,
  steps: readonly { readonly member: Member }[],
): number[] {
  const centre = engine?.id ?? (planner ?? coordinator)?.client.client.id;
  return centre === undefined ? [...new Set(steps.flatMap((step) => step.member.contacts))] : [centre];
}

/**
 * Names of those whom others may come to deal with in a member team: its contacts; where no coordinator leads it, all
 * that may be the author of its result too.
 */
export function speakersOf(
  { contacts, leaders }: Team,
  { instances }: Shape,
  all: readonly Participant[],
  heldBy: Part | null,
): string[] {
  const own = namesOf(contacts.map((id) => all[id]!));
  if (heldBy === 'coordinator' || heldBy === 'planner') return own;
  return [...new Set([...own, ...instances.flat(), ...namesOf([...leaders].map((id) => all[id]!))])];
}

export const namesOf = (members: readonly { readonly name: string }[]): string[] => members.map(({ name }) => name);

/** Pairs of those who could send work back, and those whose work it could be. */
export function returnsAmong(
  steps: readonly { readonly leaf: LeafStep | null; readonly able: readonly string[] }[],
): number {
  return steps.reduce((sum, { leaf, able }) => {
    const target = steps.find((other) => other.leaf !== null && other.leaf.spec.name === leaf?.spec.sendsBack?.to);
    return sum + (target === undefined ? 0 : able.length * target.able.length);
  }, 0);
}

/** Pairs of different names. */
export function pairsAmong(names: readonly string[]): number {
  const { size } = new Set(names);
  return (size * (size - 1)) / 2;
}
