/**
 * A room with so many places and so much space: who enters takes a place and some of the space, and gives both back.
 * First come, first served: a small one does not overtake a large one that waits. `Simulator.reset` does not know it:
 * reset it too. Deadlines are absolute virtual seconds.
 */
import type { Core } from './core.js';
import type { Operation, Place, Task } from './task.js';
import { WaitQueue } from './wait-queue.js';

/** In the line, let in and not yet resumed. */
const WAITING = 0;
const ENTERED = 1;

export class Room implements Place {
  /** Places taken, and space. */
  inside = 0;
  used = 0;
  /** Space taken times seconds, up to `since`. */
  private filled = 0;
  private since = 0;
  private readonly line = new WaitQueue();

  /** Errors: no place, or no space. */
  constructor(
    private readonly sim: Core,
    readonly places: number,
    readonly space: number,
  ) {
    if (!(places >= 1 && space > 0)) throw new Error(`a room needs a place and space, not ${places} and ${space}`);
  }

  /** Tasks in the line. */
  get waiting(): number {
    return this.line.size;
  }

  /** Space taken times seconds, up to now. */
  get filledSeconds(): number {
    return this.filled + this.used * (this.sim.now - this.since);
  }

  /** Whether so much can ever be inside. */
  canHold(size: number): boolean {
    return size <= this.space;
  }

  /** Enters where nobody waits and there is room. */
  tryEnter(size: number): boolean {
    if (this.line.size > 0 || !this.fits(size)) return false;
    this.take(size);
    return true;
  }

  /**
   * Waits for room; false when there was none by the deadline. Leave with `exit` in a `finally` after the yield.
   * Errors: a size that never fits.
   */
  enter(size: number, deadline = Infinity): Operation<boolean> {
    const { sim } = this;
    const task = sim.begin();
    if (!this.canHold(size)) throw new Error(`${size} never fits into a room of ${this.space}, at time ${sim.now}`);
    if (this.tryEnter(size)) return sim.ready(true);
    if (!(deadline > sim.now)) return sim.ready(false);
    task.place = this;
    task.mode = WAITING;
    task.amount = size;
    this.line.push(task);
    if (deadline < Infinity) sim.wakeAt(deadline, task);
    return sim.wait();
  }

  /** Gives a place and its space back; those in the line that now fit have it at once, in their order. */
  exit(size: number): void {
    if (this.inside === 0) throw new Error(`a room was left more often than entered, at time ${this.sim.now}`);
    this.note();
    this.inside--;
    // An empty room is empty, whatever was rounded.
    this.used = this.inside === 0 ? 0 : this.used - size;
    this.letIn();
  }

  /** Forgets who is inside and who waits. Use it together with `Simulator.reset`. */
  reset(): void {
    this.inside = 0;
    this.used = 0;
    this.filled = 0;
    this.since = 0;
    this.line.clear();
  }

  fire(task: Task<unknown>): void {
    if (task.mode === ENTERED) return;
    this.line.remove(task);
    task.value = false;
    this.letIn();
  }

  leave(task: Task<unknown>): void {
    if (task.mode === ENTERED) {
      this.exit(task.amount!);
      return;
    }
    this.line.remove(task);
    this.letIn();
  }

  private letIn(): void {
    for (let first = this.line.head; first !== undefined && this.fits(first.amount!); first = this.line.head) {
      this.line.shift();
      this.take(first.amount!);
      first.mode = ENTERED;
      first.value = true;
      this.sim.wakeAt(this.sim.now, first);
    }
  }

  private fits(size: number): boolean {
    return this.inside < this.places && this.used + size <= this.space;
  }

  private note(): void {
    this.filled = this.filledSeconds;
    this.since = this.sim.now;
  }

  private take(size: number): void {
    this.note();
    this.inside++;
    this.used += size;
  }
}
