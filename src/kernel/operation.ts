/** The one object that every waiting operation returns. */
import { yieldedTwice } from './misuse.js';
import type { Operation, Task, Wait } from './task.js';

export type TheOperation = Operation<never> & Iterator<Wait, never, void>;

/** The code an operation yields: the task is registered where it waits. */
const WAIT = -1;

export const IDLE = 0;
export const ARMED = 1;
export const YIELDED = 2;
export const READY = 3;

/** What of the engine the operation object follows. */
export interface OperationState {
  readonly now: number;
  phase: number;
  /** The executing task. */
  readonly current: Task<unknown> | undefined;
}

/** The one operation object: its iterator yields once, or not at all, and then has the value of the task. */
export function operationOf(core: OperationState): TheOperation {
  const yielded: IteratorResult<Wait, never> = { done: false, value: WAIT };
  const finished: { done: true; value: unknown } = { done: true, value: undefined };
  return {
    [Symbol.iterator]() {
      if (core.phase !== ARMED && core.phase !== READY) throw yieldedTwice(core.now);
      return this;
    },
    next() {
      if (core.phase === ARMED) {
        core.phase = YIELDED;
        return yielded;
      }
      core.phase = IDLE;
      const task = core.current!;
      const value = task.value;
      task.value = undefined;
      if (task.failing) {
        task.failing = false;
        throw value;
      }
      finished.value = value;
      return finished as IteratorResult<Wait, never>;
    },
  };
}
