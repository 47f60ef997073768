/**
 * A first-come, first-served line of tasks, linked through the tasks themselves so that joining it allocates nothing.
 */
import type { Task } from './task.js';

export class WaitQueue {
  size = 0;
  private first: Task<unknown> | undefined = undefined;
  private last: Task<unknown> | undefined = undefined;

  get head(): Task<unknown> | undefined {
    return this.first;
  }

  push(task: Task<unknown>): void {
    const last = this.last;
    task.ahead = last;
    if (last === undefined) this.first = task;
    else last.behind = task;
    this.last = task;
    this.size++;
  }

  shift(): Task<unknown> | undefined {
    const first = this.first;
    if (first !== undefined) this.remove(first);
    return first;
  }

  /** The task must stand in this line. */
  remove(task: Task<unknown>): void {
    const { ahead, behind } = task;
    if (ahead === undefined) this.first = behind;
    else ahead.behind = behind;
    if (behind === undefined) this.last = ahead;
    else behind.ahead = ahead;
    task.ahead = undefined;
    task.behind = undefined;
    this.size--;
  }

  clear(): void {
    this.first = undefined;
    this.last = undefined;
    this.size = 0;
  }
}
