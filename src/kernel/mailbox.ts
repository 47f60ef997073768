/**
 * An unbounded mailbox: values come out in the order they went in, to takers in the order they came.
 *
 * A value handed to a taker that is interrupted before it has seen it goes back to the front. `Simulator.reset` does
 * not know the mailboxes of a model: reset them with it. Deadlines are absolute virtual seconds.
 */
import type { Core } from './core.js';
import { type Operation, type Place, type Task, TIMED_OUT } from './task.js';
import { WaitQueue } from './wait-queue.js';

const WAITING = 0;
const DELIVERED = 1;
const FIRST_CAPACITY = 16;

export class Mailbox<T> implements Place {
  private values: (T | undefined)[] = new Array<T | undefined>(FIRST_CAPACITY).fill(undefined);
  private head = 0;
  private count = 0;
  private readonly takers = new WaitQueue();

  constructor(private readonly sim: Core) {}

  /** Values that were not taken yet. */
  get size(): number {
    return this.count;
  }

  /** Tasks that wait for a value. */
  get waiting(): number {
    return this.takers.size;
  }

  put(value: T): void {
    if (this.deliver(value)) return;
    this.makeRoom();
    this.values[(this.head + this.count++) & (this.values.length - 1)] = value;
  }

  /** Waits for a value; TIMED_OUT when none came by the deadline. */
  take(deadline = Infinity): Operation<T | typeof TIMED_OUT> {
    const task = this.sim.begin();
    if (this.count > 0) {
      const value = this.values[this.head];
      this.values[this.head] = undefined;
      this.head = (this.head + 1) & (this.values.length - 1);
      this.count--;
      return this.sim.ready(value);
    }
    if (!(deadline > this.sim.now)) return this.sim.ready(TIMED_OUT);
    task.place = this;
    task.mode = WAITING;
    this.takers.push(task);
    if (deadline < Infinity) this.sim.wakeAt(deadline, task);
    return this.sim.wait();
  }

  /** Forgets values and takers. Use it together with `Simulator.reset`. */
  reset(): void {
    this.values.fill(undefined);
    this.head = 0;
    this.count = 0;
    this.takers.clear();
  }

  fire(task: Task<unknown>): void {
    if (task.mode === DELIVERED) return;
    this.takers.remove(task);
    task.value = TIMED_OUT;
  }

  leave(task: Task<unknown>): void {
    if (task.mode === WAITING) {
      this.takers.remove(task);
      return;
    }
    const value = task.value as T;
    task.value = undefined;
    if (this.deliver(value)) return;
    this.makeRoom();
    this.head = (this.head - 1) & (this.values.length - 1);
    this.values[this.head] = value;
    this.count++;
  }

  private deliver(value: T): boolean {
    const taker = this.takers.shift();
    if (taker === undefined) return false;
    taker.mode = DELIVERED;
    taker.value = value;
    this.sim.wakeAt(this.sim.now, taker);
    return true;
  }

  private makeRoom(): void {
    const length = this.values.length;
    if (this.count < length) return;
    const larger = new Array<T | undefined>(length * 2).fill(undefined);
    for (let i = 0; i < length; i++) larger[i] = this.values[(this.head + i) & (length - 1)];
    this.values = larger;
    this.head = 0;
  }
}
