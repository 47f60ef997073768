/**
 * The engine: resumes processes in the order of events, ends them, and hands their failures on.
 *
 * It knows tasks, time and places, and nothing of what the places are. Operations are called by the executing process,
 * register it at once, and return the one operation object; `phase` follows that object from call to yield, which is
 * how an operation that was called and not yielded, or yielded twice, is caught. Errors: misuse throws an Error, always
 * with the offending value or the virtual time in it.
 */
import { badSleep, notYielded, outsideProcess, waitsInFinally } from './misuse.js';
import { ARMED, IDLE, operationOf, READY, type TheOperation, YIELDED } from './operation.js';
import { EventQueue } from './queue.js';
import type { Operation, Process, Task, Wait } from './task.js';
import { isExecuting, leaveTree } from './tree.js';

// One cached `next` keeps the call site monomorphic however many generator functions a model has (33 ns against 41).
const GENERATOR = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as Process<unknown>;
const NEXT = GENERATOR.next as (this: Process<unknown>) => IteratorResult<Wait, unknown>;
const RETURN = GENERATOR.return as (this: Process<unknown>, value: unknown) => IteratorResult<Wait, unknown>;

export abstract class Core {
  /** Virtual seconds. */
  now = 0;
  /** Events executed since the last reset. */
  events = 0;
  /** The executing task. */
  current: Task<unknown> | undefined = undefined;
  epoch = 0;
  protected readonly queue: EventQueue;
  /** Processes that have not ended. */
  protected live = 0;
  protected running = false;
  /** True when something waits for the end of the present step: a deferred interrupt, or a value that rises. */
  protected attention = false;
  /** The task of a `within` in its first step: its waiter is about to wait. */
  protected opening: Task<unknown> | undefined = undefined;
  private readonly deferred: Task<unknown>[] = [];
  private rising = false;
  private risen: unknown = undefined;
  /** Where the one operation object is, from its call to its yield. */
  phase = IDLE;
  private readonly operation: TheOperation;

  constructor(shuffle: number | undefined) {
    this.queue = new EventQueue(shuffle);
    this.operation = operationOf(this);
  }

  /** Tells the waiter that the task it waits for has ended. True when the waiter will throw what the task threw. */
  protected abstract settled(waiter: Task<unknown>, task: Task<unknown>): boolean;

  // What operations are made of.

  /** Begins an operation of the executing task. */
  begin(): Task<unknown> {
    const task = this.current;
    if (task === undefined) throw outsideProcess(this.now);
    if (this.phase !== IDLE) throw notYielded(this.now);
    return task;
  }

  /** The operation waits: the executing task is registered with a place, a time, or both. */
  wait(): Operation<never> {
    this.phase = ARMED;
    return this.operation;
  }

  /** The operation has its value already: the process goes on without giving way. */
  ready(value: unknown): Operation<never> {
    this.phase = READY;
    this.current!.value = value;
    return this.operation;
  }

  /** The operation throws at once, where it is yielded. */
  readyToThrow(value: unknown): Operation<never> {
    this.current!.failing = true;
    return this.ready(value);
  }

  /** Wakes the task at an absolute time; Infinity is never. */
  wakeAt(time: number, task: Task<unknown>): void {
    if (time > this.now) {
      if (time < Infinity) this.queue.push(time, task);
    } else {
      this.queue.pushNow(this.now, task);
    }
  }

  /** Forgets the time at which the task was to be woken. */
  forgetWake(task: Task<unknown>): void {
    this.queue.cancel(task);
  }

  /** Wakes the task now, after everything that is already due, with the value its operation returns. */
  wakeWith(value: unknown, task: Task<unknown>): void {
    task.place = undefined;
    task.value = value;
    this.queue.pushNow(this.now, task);
  }

  // Steps.

  /** Does the task's event: the place it waits in first, then the process. */
  protected execute(task: Task<unknown>): void {
    this.events++;
    const scope = task.scope;
    if (scope !== undefined && --scope.eventsLeft < 0) {
      if (scope.eventsLeft === -1) scope.exhausted();
      this.interrupt(task);
      return;
    }
    const place = task.place;
    if (place !== undefined) {
      place.fire(task);
      task.place = undefined;
    }
    if (task.process === undefined) this.finish(task, task.value);
    else this.step(task, task.process);
  }

  protected step(task: Task<unknown>, process: Process<unknown>): void {
    const resumer = this.current;
    task.resumer = resumer;
    this.current = task;
    let outcome: IteratorResult<Wait, unknown>;
    try {
      outcome = NEXT.call(process);
    } catch (thrown) {
      this.current = resumer;
      this.phase = IDLE;
      this.fail(task, thrown);
      return;
    }
    this.current = resumer;
    const phase = this.phase;
    this.phase = IDLE;
    if (phase === ARMED || phase === READY) this.abort(task, process, notYielded(this.now));
    else if (outcome.done === true) this.finish(task, outcome.value);
    else if (outcome.value >= 0) this.wakeAt(this.now + outcome.value, task);
    else if (phase !== YIELDED) this.abort(task, process, badSleep(outcome.value, this.now));
  }

  finish(task: Task<unknown>, result: unknown): void {
    task.done = true;
    task.result = result;
    this.close(task);
    if (task.waiter !== undefined) this.notify(task);
  }

  /** Fails a process that misused the kernel where the Error cannot be thrown: it has already given way. */
  private abort(task: Task<unknown>, process: Process<unknown>, error: Error): void {
    task.ending = true;
    this.leave(task);
    while (task.child !== undefined) this.end(task.child);
    this.unwind(task, process);
    this.fail(task, error);
  }

  private fail(task: Task<unknown>, thrown: unknown): void {
    const orphan = task.parent === undefined;
    task.ending = true;
    this.leave(task);
    while (task.child !== undefined) this.end(task.child);
    task.done = true;
    task.failed = true;
    task.error = thrown;
    this.close(task);
    const watched = task.waiter !== undefined || task === this.opening;
    const rethrown = this.notify(task) || task === this.opening;
    // An Error is a bug of the model and must not end in a record that is never read.
    if (!rethrown && (thrown instanceof Error || (orphan && !watched))) this.rise(thrown);
  }

  /** Ends the task from outside. Nothing in it or below it may be executing. */
  protected end(task: Task<unknown>): void {
    task.ending = true;
    this.leave(task);
    while (task.child !== undefined) this.end(task.child);
    if (task.process !== undefined) this.unwind(task, task.process);
    while (task.child !== undefined) this.end(task.child);
    task.done = true;
    task.interrupted = true;
    this.close(task);
    if (task.waiter !== undefined) this.notify(task);
  }

  /** Runs the finally blocks of an interrupted process. */
  private unwind(task: Task<unknown>, process: Process<unknown>): void {
    const resumer = this.current;
    task.resumer = resumer;
    this.current = task;
    try {
      const outcome = RETURN.call(process, undefined);
      if (outcome.done !== true) throw waitsInFinally(this.now);
    } catch (thrown) {
      task.failed = true;
      task.error = thrown;
      if (thrown instanceof Error) this.rise(thrown);
    }
    this.phase = IDLE;
    this.current = resumer;
    this.leave(task);
  }

  private leave(task: Task<unknown>): void {
    this.queue.cancel(task);
    const place = task.place;
    if (place === undefined) return;
    task.place = undefined;
    place.leave(task);
  }

  private close(task: Task<unknown>): void {
    const isProcess = task.process !== undefined;
    task.process = undefined;
    leaveTree(task);
    if (!isProcess) return;
    this.live--;
    const { scope } = task;
    if (scope !== undefined && --scope.live === 0) scope.ended();
  }

  /** Counts a process that begins. */
  protected begins(task: Task<unknown>): void {
    this.live++;
    if (task.scope !== undefined) task.scope.live++;
  }

  private notify(task: Task<unknown>): boolean {
    const { waiter, waiters } = task;
    task.waiter = undefined;
    task.waiters = undefined;
    let rethrown = waiter !== undefined && this.settled(waiter, task);
    if (waiters === undefined) return rethrown;
    for (const other of waiters) rethrown = this.settled(other, task) || rethrown;
    return rethrown;
  }

  // Interrupts and what rises.

  /** See Simulator. A task that executes, or has a descendant that does, is ended when the present step is over. */
  interrupt(task: Task<unknown>): void {
    if (task.done || task.ending || task.epoch !== this.epoch) return;
    if (isExecuting(task, this.current)) {
      this.deferred.push(task);
      this.attention = true;
      return;
    }
    this.end(task);
    if (!this.running) this.attend();
  }

  private rise(thrown: unknown): void {
    // The first one is the cause; what follows in the same step is usually its consequence.
    if (!this.rising) this.risen = thrown;
    this.rising = true;
    this.attention = true;
  }

  protected attend(): void {
    this.attention = false;
    for (let task = this.deferred.shift(); task !== undefined; task = this.deferred.shift()) {
      if (!task.done && !task.ending) this.end(task);
    }
    if (!this.rising) return;
    const thrown = this.risen;
    this.calm();
    throw thrown;
  }

  /** Forgets deferred interrupts and rising values. */
  protected calm(): void {
    this.attention = false;
    this.deferred.length = 0;
    this.rising = false;
    this.risen = undefined;
    this.phase = IDLE;
    this.current = undefined;
    this.opening = undefined;
  }
}
