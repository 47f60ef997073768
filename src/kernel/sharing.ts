/**
 * Processor sharing: jobs that run at once, all at one speed, which follows from how many there are.
 *
 * Virtual work is what a job that had run all the time would have got done. Each job ends at the virtual work that it
 * began with plus its own, whatever comes and goes meanwhile; so one heap by that number and one scheduled wake-up for
 * its first are enough, and a job that starts or ends costs O(log n). Nothing here draws luck or keeps a list that is
 * walked: results depend on times alone. `Simulator.reset` does not know it: reset it too. Deadlines are absolute.
 */
import type { Core } from './core.js';
import { badSleep } from './misuse.js';
import { type Operation, type Place, Task } from './task.js';

/** The mode of the task that stands for the wake-up; a job's mode is its slot, from 0. */
const ALARM = -1;
/** A deadline that misses the end of a job by less, as a share of the time, does not come first. */
const ROUNDING = 1e-12;

export class Sharing implements Place {
  /** Jobs that run. */
  running = 0;
  /** Work that all jobs together got done since the last reset. */
  worked = 0;
  /** What each job gets done a second. */
  private speed = 0;
  /** Virtual work at the time `since`; 0 whenever no job runs, so that it keeps its precision. */
  private virtual = 0;
  private since = 0;
  // Two, since one that is being executed cannot be scheduled.
  private alarm: Task<void>;
  private spare: Task<void>;
  private scheduled = false;

  // By slot: the virtual work at which the job ends, its order of beginning, its task, its place in the heap.
  private readonly ends: number[] = [];
  private readonly orders: number[] = [];
  private readonly jobs: (Task<unknown> | undefined)[] = [];
  private readonly places: number[] = [];
  private readonly free: number[] = [];
  /** Slots, the one that ends first at the top. */
  private readonly heap: number[] = [];
  private begun = 0;

  constructor(
    private readonly sim: Core,
    /** The speed of each of so many jobs, at least 0. Say `changed` when it gives other values than before. */
    private readonly rate: (running: number) => number,
  ) {
    this.alarm = alarmOf(sim);
    this.spare = alarmOf(sim);
  }

  /**
   * Runs a job of so much work, at most until the deadline; true when all of it was done. At speed 1 work is seconds.
   * Errors: negative or NaN work.
   */
  work(amount: number, deadline = Infinity): Operation<boolean> {
    const { sim } = this;
    const task = sim.begin();
    if (!(amount >= 0)) throw badSleep(amount, sim.now);
    if (amount === 0) return sim.ready(true);
    if (!(deadline > sim.now)) return sim.ready(false);
    this.advance();
    task.place = this;
    task.mode = this.add(task, this.virtual + amount);
    if (deadline < Infinity) sim.wakeAt(deadline, task);
    this.changed();
    return sim.wait();
  }

  /** The speed may be another one from now on. */
  changed(): void {
    this.advance();
    this.speed = this.running === 0 ? 0 : this.rate(this.running);
    this.schedule();
  }

  /** Forgets all jobs. Use it together with `Simulator.reset`. */
  reset(): void {
    for (const slot of this.heap) {
      this.jobs[slot] = undefined;
      this.free.push(slot);
    }
    this.heap.length = 0;
    this.running = 0;
    this.worked = 0;
    this.speed = 0;
    this.virtual = 0;
    this.since = 0;
    this.begun = 0;
    this.scheduled = false;
    this.alarm = alarmOf(this.sim);
    this.spare = alarmOf(this.sim);
  }

  fire(task: Task<unknown>): void {
    this.advance();
    if (task.mode !== ALARM) {
      const left = this.ends[task.mode]! - this.virtual;
      task.value = left <= this.speed * ROUNDING * Math.max(1, this.sim.now);
      this.remove(task.mode);
    } else {
      this.swapAlarms();
      // It comes when the first one is done: what the clock rounded off is not left over.
      this.virtual = Math.max(this.virtual, this.ends[this.heap[0]!]!);
      while (this.running > 0 && this.ends[this.heap[0]!]! <= this.virtual) {
        const done = this.jobs[this.heap[0]!]!;
        this.remove(this.heap[0]!);
        this.sim.wakeWith(true, done);
      }
    }
    this.changed();
  }

  leave(task: Task<unknown>): void {
    this.advance();
    this.remove(task.mode);
    this.changed();
  }

  /** What the jobs got done up to now. */
  private advance(): void {
    const { now } = this.sim;
    const done = (now - this.since) * this.speed;
    this.since = now;
    this.virtual += done;
    this.worked += done * this.running;
  }

  private schedule(): void {
    const { sim, alarm } = this;
    const first = this.heap[0];
    const seconds = first === undefined ? Infinity : (this.ends[first]! - this.virtual) / this.speed;
    if (seconds < Infinity) {
      alarm.place = this;
      sim.wakeAt(sim.now + seconds, alarm);
      this.scheduled = true;
    } else if (this.scheduled) {
      sim.forgetWake(alarm);
      this.scheduled = false;
    }
  }

  private swapAlarms(): void {
    const fired = this.alarm;
    this.alarm = this.spare;
    this.spare = fired;
    this.scheduled = false;
  }

  private add(task: Task<unknown>, end: number): number {
    const slot = this.free.pop() ?? this.jobs.length;
    this.ends[slot] = end;
    this.orders[slot] = this.begun++;
    this.jobs[slot] = task;
    this.running++;
    this.heap.push(slot);
    this.siftUp(this.heap.length - 1, slot);
    return slot;
  }

  private remove(slot: number): void {
    const place = this.places[slot]!;
    const last = this.heap.pop()!;
    this.jobs[slot] = undefined;
    this.free.push(slot);
    if (--this.running === 0) this.virtual = 0;
    if (last === slot) return;
    this.siftUp(place, last);
    this.siftDown(this.places[last]!, last);
  }

  private siftUp(from: number, slot: number): void {
    const { heap, places } = this;
    let hole = from;
    while (hole > 0) {
      const above = heap[(hole - 1) >> 1]!;
      if (!this.isBefore(slot, above)) break;
      heap[hole] = above;
      places[above] = hole;
      hole = (hole - 1) >> 1;
    }
    heap[hole] = slot;
    places[slot] = hole;
  }

  private siftDown(from: number, slot: number): void {
    const { heap, places } = this;
    let hole = from;
    for (let below = 2 * hole + 1; below < heap.length; below = 2 * hole + 1) {
      if (below + 1 < heap.length && this.isBefore(heap[below + 1]!, heap[below]!)) below++;
      const next = heap[below]!;
      if (!this.isBefore(next, slot)) break;
      heap[hole] = next;
      places[next] = hole;
      hole = below;
    }
    heap[hole] = slot;
    places[slot] = hole;
  }

  private isBefore(a: number, b: number): boolean {
    const [first, second] = [this.ends[a]!, this.ends[b]!];
    return first < second || (first === second && this.orders[a]! < this.orders[b]!);
  }
}

function alarmOf(sim: Core): Task<void> {
  const alarm = new Task<void>(undefined, sim.epoch);
  alarm.mode = ALARM;
  return alarm;
}
