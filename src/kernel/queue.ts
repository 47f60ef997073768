/**
 * The pending events, in the order (time, sequence): events of one time happen in the order they were scheduled.
 *
 * A binary heap in parallel arrays holds the future; a ring holds what happens at the present time, which needs no
 * order but its own. An event is only a sequence number: it counts if its task still waits for that number, so
 * cancelling costs nothing and stale events are skipped, and swept out once they are the larger half of the heap.
 */
import type { Task } from './task.js';

type Entry = Task<unknown> | undefined;

const FIRST_CAPACITY = 256;
const SWEEP_FROM = 64;
const LAST_SEQUENCE = 2 ** 31 - 1;

export class EventQueue {
  times = new Float64Array(FIRST_CAPACITY);
  sequences = new Int32Array(FIRST_CAPACITY);
  tasks: Entry[] = new Array<Entry>(FIRST_CAPACITY).fill(undefined);
  size = 0;
  /** How many events of the heap are stale. */
  stale = 0;
  private ring: Entry[] = new Array<Entry>(FIRST_CAPACITY).fill(undefined);
  private ringSequences = new Int32Array(FIRST_CAPACITY);
  private head = 0;
  ringSize = 0;
  private count = 0;
  private readonly salt: number;

  constructor(readonly shuffle: number | undefined) {
    this.salt = shuffle === undefined ? 0 : scramble(Math.imul(Math.floor(shuffle), 0x9e3779b9) | 0);
  }

  clear(): void {
    this.tasks.fill(undefined, 0, this.size);
    this.size = 0;
    this.stale = 0;
    // Taken entries are undefined already.
    while (this.ringSize > 0) this.shiftNow();
    this.head = 0;
    this.count = 0;
  }

  /** Schedules the task in the future; any event it had is stale from now on. */
  push(time: number, task: Task<unknown>): void {
    if (task.timed) this.stale++;
    if (this.size === this.times.length) this.makeRoom();
    const sequence = this.nextSequence();
    task.wake = sequence;
    task.timed = true;
    this.siftUp(this.size++, time, sequence, task);
  }

  /** Schedules the task at the present time, after everything already there. */
  pushNow(now: number, task: Task<unknown>): void {
    // A permuted sequence orders only inside the heap, so the debug mode has no use for the ring.
    if (this.shuffle !== undefined) {
      this.push(now, task);
      return;
    }
    if (task.timed) this.cancel(task);
    if (this.ringSize === this.ring.length) this.growRing();
    const sequence = this.nextSequence();
    task.wake = sequence;
    const slot = (this.head + this.ringSize++) & (this.ring.length - 1);
    this.ring[slot] = task;
    this.ringSequences[slot] = sequence;
  }

  /** Forgets the event the task waits for. */
  cancel(task: Task<unknown>): void {
    task.wake = 0;
    if (!task.timed) return;
    task.timed = false;
    this.stale++;
    if (this.stale > SWEEP_FROM && this.stale > this.size >> 1) this.sweep();
  }

  /** Takes the first event of the ring: its task, or undefined when it is stale. The ring must not be empty. */
  shiftNow(): Entry {
    const slot = this.head;
    const task = this.ring[slot];
    this.ring[slot] = undefined;
    this.head = (slot + 1) & (this.ring.length - 1);
    this.ringSize--;
    if (task === undefined || task.wake !== this.ringSequences[slot]) return undefined;
    task.wake = 0;
    return task;
  }

  /** Takes the first event of the heap: its task, or undefined when it is stale. The heap must not be empty. */
  pop(): Entry {
    const task = this.tasks[0];
    const sequence = this.sequences[0];
    this.removeFirst();
    if (task === undefined || task.wake !== sequence) {
      this.stale--;
      return undefined;
    }
    task.wake = 0;
    task.timed = false;
    return task;
  }

  /** True when no event is left that would wake a task. Drops stale events on the way. */
  isEmpty(): boolean {
    while (this.ringSize > 0) {
      const task = this.ring[this.head];
      if (task !== undefined && task.wake === this.ringSequences[this.head]) return false;
      this.shiftNow();
    }
    return this.size === this.stale;
  }

  private nextSequence(): number {
    if (this.count === LAST_SEQUENCE) throw new Error(`more than ${LAST_SEQUENCE} events without a reset`);
    this.count++;
    // `scramble` is a bijection, so a permuted sequence is as unique as a plain one; 0 is kept for "no event".
    return this.shuffle === undefined ? this.count : scramble(this.count ^ this.salt) || scramble(this.salt);
  }

  private siftUp(from: number, time: number, sequence: number, task: Entry): void {
    const { times, sequences, tasks } = this;
    let hole = from;
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      const t = times[above]!;
      if (t < time || (t === time && sequences[above]! < sequence)) break;
      times[hole] = t;
      sequences[hole] = sequences[above]!;
      tasks[hole] = tasks[above];
      hole = above;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    tasks[hole] = task;
  }

  private removeFirst(): void {
    const last = --this.size;
    const { times, sequences, tasks } = this;
    const task = tasks[last];
    tasks[last] = undefined;
    if (last > 0) this.siftDown(0, times[last]!, sequences[last]!, task);
  }

  private siftDown(from: number, time: number, sequence: number, task: Entry): void {
    const { times, sequences, tasks, size } = this;
    let hole = from;
    for (let below = 2 * hole + 1; below < size; below = 2 * hole + 1) {
      const right = below + 1;
      if (right < size) {
        const a = times[right]!;
        const b = times[below]!;
        below += +(a < b) | (+(a === b) & +(sequences[right]! < sequences[below]!));
      }
      const t = times[below]!;
      if (time < t || (time === t && sequence < sequences[below]!)) break;
      times[hole] = t;
      sequences[hole] = sequences[below]!;
      tasks[hole] = tasks[below];
      hole = below;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    tasks[hole] = task;
  }

  private makeRoom(): void {
    const capacity = this.times.length * 2;
    const times = new Float64Array(capacity);
    times.set(this.times);
    this.times = times;
    const sequences = new Int32Array(capacity);
    sequences.set(this.sequences);
    this.sequences = sequences;
    for (let i = this.tasks.length; i < capacity; i++) this.tasks.push(undefined);
  }

  private growRing(): void {
    const { ring, ringSequences, head } = this;
    const length = ring.length;
    const larger = new Int32Array(length * 2);
    const entries: Entry[] = [];
    for (let i = 0; i < length; i++) {
      const slot = (head + i) & (length - 1);
      entries.push(ring[slot]);
      larger[i] = ringSequences[slot]!;
    }
    for (let i = 0; i < length; i++) entries.push(undefined);
    this.ring = entries;
    this.ringSequences = larger;
    this.head = 0;
  }

  /** Rebuilds the heap from its live events. The order is total, so what comes out does not change. */
  private sweep(): void {
    const { times, sequences, tasks, size } = this;
    let kept = 0;
    for (let i = 0; i < size; i++) {
      const task = tasks[i];
      if (task === undefined || task.wake !== sequences[i]) continue;
      times[kept] = times[i]!;
      sequences[kept] = sequences[i]!;
      tasks[kept] = task;
      kept++;
    }
    tasks.fill(undefined, kept, size);
    this.size = kept;
    this.stale = 0;
    for (let i = (kept >> 1) - 1; i >= 0; i--) this.siftDown(i, times[i]!, sequences[i]!, tasks[i]);
  }
}

/** A bijection on 32-bit integers that mixes well (the finaliser of MurmurHash3). */
function scramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) | 0;
}
