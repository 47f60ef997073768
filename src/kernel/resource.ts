/**
 * A number of equal units that processes hold for a while, first come, first served.
 *
 * `hold` is the fused form of acquire, sleep and release: one registration and one resume, and nothing can be left
 * held. `Simulator.reset` does not know the resources of a model: reset them with it. Deadlines are absolute virtual
 * seconds.
 */
import type { Core } from './core.js';
import { badSleep } from './misuse.js';
import { type Operation, type Place, Task } from './task.js';
import { adopt } from './tree.js';
import { WaitQueue } from './wait-queue.js';

/** In the line for a plain acquire, in the line for a hold, holding, given a unit and not yet resumed. */
const ACQUIRE = 0;
const HOLD = 1;
const HOLDING = 2;
const GRANTED = 3;

export class Resource implements Place {
  /** Units in use. */
  busy = 0;
  private readonly line = new WaitQueue();

  /** Errors: a capacity that is not a whole number of at least 1 (Infinity is allowed). */
  constructor(
    private readonly sim: Core,
    readonly capacity: number,
  ) {
    if (!(capacity >= 1) || (capacity !== Infinity && !Number.isInteger(capacity))) {
      throw new Error(`the capacity of a resource must be a whole number of at least 1, not ${capacity}`);
    }
  }

  /** Tasks in the line. */
  get waiting(): number {
    return this.line.size;
  }

  /** Waits for a unit; false when none came free by the deadline. Give the unit back in a `finally` after the yield. */
  acquire(deadline = Infinity): Operation<boolean> {
    const task = this.sim.begin();
    if (this.busy < this.capacity) {
      this.busy++;
      return this.sim.ready(true);
    }
    if (!(deadline > this.sim.now)) return this.sim.ready(false);
    this.enter(task, ACQUIRE, deadline);
    return this.sim.wait();
  }

  /** Takes a unit if one is free. */
  tryAcquire(): boolean {
    if (this.busy >= this.capacity) return false;
    this.busy++;
    return true;
  }

  /** Gives a unit back; the first in the line has it at once. Errors: no unit is in use. */
  release(): void {
    if (this.busy === 0) throw new Error(`a resource was released more often than acquired, at time ${this.sim.now}`);
    const next = this.line.shift();
    if (next === undefined) {
      this.busy--;
    } else if (next.mode === HOLD) {
      this.startHold(next, next.amount!, next.deadline ?? Infinity);
    } else {
      next.mode = GRANTED;
      next.value = true;
      this.sim.wakeAt(this.sim.now, next);
    }
  }

  /**
   * Waits for a unit, holds it for `seconds` or until the deadline, whichever is sooner, and gives it back.
   * True when it was held for all of `seconds`. Errors: negative or NaN seconds.
   */
  hold(seconds: number, deadline = Infinity): Operation<boolean> {
    const task = this.sim.begin();
    if (!(seconds >= 0)) throw badSleep(seconds, this.sim.now);
    if (!(deadline > this.sim.now)) return this.sim.ready(false);
    this.register(task, seconds, deadline);
    return this.sim.wait();
  }

  /** A hold that runs on its own, as a child of the executing task: a leaf without a generator, to be joined or not. */
  start(seconds: number, deadline = Infinity): Task<boolean> {
    if (!(seconds >= 0)) throw badSleep(seconds, this.sim.now);
    const task = new Task<boolean>(undefined, this.sim.epoch);
    adopt(task, this.sim.current);
    if (deadline > this.sim.now) this.register(task, seconds, deadline);
    else this.sim.finish(task, false);
    return task;
  }

  /** Forgets holders and waiters. Use it together with `Simulator.reset`. */
  reset(): void {
    this.busy = 0;
    this.line.clear();
  }

  fire(task: Task<unknown>): void {
    if (task.mode === HOLDING) {
      this.release();
    } else if (task.mode !== GRANTED) {
      this.line.remove(task);
      task.value = false;
    }
  }

  leave(task: Task<unknown>): void {
    if (task.mode === HOLDING || task.mode === GRANTED) this.release();
    else this.line.remove(task);
  }

  private register(task: Task<unknown>, seconds: number, deadline: number): void {
    if (this.busy < this.capacity) {
      this.busy++;
      task.place = this;
      this.startHold(task, seconds, deadline);
    } else {
      task.amount = seconds;
      this.enter(task, HOLD, deadline);
    }
  }

  private enter(task: Task<unknown>, mode: number, deadline: number): void {
    task.place = this;
    task.mode = mode;
    task.deadline = deadline === Infinity ? undefined : deadline;
    this.line.push(task);
    if (deadline < Infinity) this.sim.wakeAt(deadline, task);
  }

  private startHold(task: Task<unknown>, seconds: number, deadline: number): void {
    const end = this.sim.now + seconds;
    const whole = end <= deadline;
    task.mode = HOLDING;
    task.value = whole;
    this.sim.wakeAt(whole ? end : deadline, task);
  }
}
