import { type Assignment, carryOut, partsOfAssignment } from '../../study/assignment.js';

/**
 * Which replication of a batch fails, in words: each is done alone, under each pattern, until one does. A batch that fails
 * only as a whole is told as such.
 */
export function poisonOf(
  assignment: Assignment,
  error: unknown,
  carry: (one: Assignment) => unknown = carryOut,
): string {
  if (assignment.kind === 'disturb') return `${assignment.pattern} fails when it is disturbed: ${messageOf(error)}`;
  const { from, to } = assignment.range;
  for (let replication = from; replication < to; replication++) {
    for (const part of partsOfAssignment({ ...assignment, range: { from: replication, to: replication + 1 } })) {
      try {
        carry(part);
      } catch (alone) {
        const under = part.kind === 'replicate' ? part.patterns.join(', ') : '';
        return `replication ${replication} under ${under} fails: ${messageOf(alone)}`;
      }
    }
  }
  return messageOf(error);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
