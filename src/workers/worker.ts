import { type Assignment, carryOut, type ResultOf } from '../experiment/assignment.js';

/** What a thread of the pool does: Tinypool calls a default export, or one that it is told the name of. */
export function work(assignment: Assignment): ResultOf<Assignment> {
  return carryOut(assignment);
}
