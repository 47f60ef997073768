/** A value that will be known later. It has no generator and belongs to no process: any holder may resolve it. */
import type { Joining } from './joining.js';
import type { Operation, Task } from './task.js';

export class Future<T> {
  constructor(
    /** The leaf behind it: give it to `all`, `race` or `quorum`. */
    readonly task: Task<T>,
    private readonly joining: Joining,
    private readonly finish: (task: Task<unknown>, result: unknown) => void,
  ) {}

  get resolved(): boolean {
    return this.task.done;
  }

  /** The first value counts; later ones are ignored, as when two replies race. */
  resolve(value: T): void {
    if (!this.task.done) this.finish(this.task, value);
  }

  wait(): Operation<T> {
    return this.joining.join(this.task);
  }
}
