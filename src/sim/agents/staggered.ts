import type { Process } from '../../kernel/index.js';
import type { TaskState } from '../team/task-state.js';
import type { LeafStep } from '../team/work-layout.js';

/** Waits until it is a replica's turn: so long after the first one was begun, and not at all where that is past. */
export function* staggered(state: TaskState, { index, spec }: LeafStep): Process<void> {
  const { begunAt, visits } = state.facts;
  const first = index - spec.replica;
  if (Number.isNaN(begunAt[first])) begunAt[first] = state.now;
  if (visits[index]! > 0) return;
  const wait = begunAt[first]! + spec.replica * spec.stagger - state.now;
  if (wait > 0) yield wait;
}
