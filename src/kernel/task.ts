/**
 * The vocabulary of the kernel: what a process is, what it yields, and the one record the kernel keeps of it.
 *
 * There is exactly one record class, and every field is set when it is made: V8 then sees one hidden class in the whole
 * event loop (a field added late made races 2.9 times slower). Fields under "kernel" belong to the kernel; a model
 * reads only the fields under "model". Times and durations are virtual seconds.
 */

/** What a process yields: a number >= 0 sleeps that many seconds. Operations yield a code of their own. */
export type Wait = number;

/** A process is a generator. It yields waits and operations, and what it returns is the result of its task. */
export type Process<T> = Generator<Wait, T, void>;

/** What every waiting operation returns: use it at once, and once, as `const r = yield* operation`. */
export interface Operation<T> {
  [Symbol.iterator](): Iterator<Wait, T, void>;
}

/** The result of an operation whose time ran out. */
export const TIMED_OUT: unique symbol = Symbol('timed out');

/** What `join`, `all` and `race` throw when the task they wait for was interrupted by another process. */
export const INTERRUPTED: unique symbol = Symbol('interrupted');

/**
 * What a process and all that it starts belong to: the kernel counts their live processes and reports the end of the last.
 * It may have so many events and no more, so that what goes on without an end is ended.
 */
export interface Scope {
  /** Processes that have not ended; the kernel writes it. */
  live: number;
  /** Events that it may still have; the kernel counts down. */
  eventsLeft: number;
  ended(): void;
  /** It has had all of its events: called once. Whatever of it is due afterwards is interrupted in place of going on. */
  exhausted(): void;
}

/** Somewhere a task can wait: a resource, a mailbox, the end of other tasks. */
export interface Place {
  /** The event scheduled for a task that waits here has come: a deadline, or the end of a hold. Sets its value. */
  fire(task: Task<unknown>): void;
  /** The task is being interrupted: take it out, give back what was handed to it and not yet seen. */
  leave(task: Task<unknown>): void;
}

/** A running, waiting or ended process, or a leaf (a delay, a hold, a future) that has no generator. */
export class Task<T> {
  // model
  /** True once it has returned, thrown or been interrupted. */
  done = false;
  /** What it returned; undefined before that and when it did not return. */
  result: T | undefined = undefined;
  /** True when it threw; what it threw is in `error`. */
  failed = false;
  error: unknown = undefined;
  /** True when it was ended from outside. */
  interrupted = false;

  // kernel
  process: Process<T> | undefined;
  /** Which `reset` it belongs to: tasks of an earlier run are left alone. */
  epoch: number;
  /** Inherited from the process that started it. */
  scope: Scope | undefined;
  /** Sequence number of the only event that may wake it; 0 for none. Any other event of it is stale. */
  wake = 0;
  /** True when that event lies in the heap (and would become stale there). */
  timed = false;
  /** What the operation it waits in will return, or throw when `failing`. */
  value: unknown = undefined;
  failing = false;
  /** True while it is being ended, so that its own finally blocks cannot end it again. */
  ending = false;
  /** The task that was executing when this one was resumed: the stack of executing tasks. */
  resumer: Task<unknown> | undefined = undefined;

  parent: Task<unknown> | undefined = undefined;
  child: Task<unknown> | undefined = undefined;
  older: Task<unknown> | undefined = undefined;
  newer: Task<unknown> | undefined = undefined;

  /** Where it waits, how (a code of that place), and its neighbours in the line there. */
  place: Place | undefined = undefined;
  mode = 0;
  ahead: Task<unknown> | undefined = undefined;
  behind: Task<unknown> | undefined = undefined;
  /**
   * Of a hold that has not begun its length, of what waits for room its size; and the absolute time by which it must be
   * over. Not 0 at first: a field that V8 knows to be a double costs one more allocation for every task (8 % of M/M/1),
   * and most tasks never queue.
   */
  amount: number | undefined = undefined;
  deadline: number | undefined = undefined;

  /** The tasks that wait for its end; nearly always none or one. */
  waiter: Task<unknown> | undefined = undefined;
  waiters: Task<unknown>[] | undefined = undefined;
  /** Tasks that it waits for: how many more must return, how many have not ended. */
  target: Task<unknown> | undefined = undefined;
  targets: readonly Task<unknown>[] | undefined = undefined;
  need = 0;
  open = 0;

  constructor(process: Process<T> | undefined, epoch: number, scope?: Scope) {
    this.process = process;
    this.epoch = epoch;
    this.scope = scope;
  }

  /** True when it returned: neither threw nor was interrupted. */
  get succeeded(): boolean {
    return this.done && !this.failed && !this.interrupted;
  }
}
