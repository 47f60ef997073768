/**
 * The simulator: a virtual clock and the processes that it drives.
 *
 * Events happen in the order (time, sequence), so the same program gives the same run, always. Nothing here reads a
 * clock or draws random numbers. One simulator serves many runs: `reset` between them keeps the memory. All times are
 * virtual seconds.
 */
import { Core } from './core.js';
import { Future } from './future.js';
import { Joining } from './joining.js';
import { badSleep } from './misuse.js';
import { type Operation, type Process, Task, type TIMED_OUT } from './task.js';
import { adopt } from './tree.js';

export interface SimulatorOptions {
  /**
   * Seed of a debug mode that permutes simultaneous events, to expose results that depend on their order by accident.
   */
  readonly shuffle?: number;
}

export class Simulator extends Core {
  private readonly pool: Task<unknown>[] = [];
  private readonly joining: Joining = new Joining(this, (task) => this.recycle(task));
  private readonly resolve = (task: Task<unknown>, result: unknown): void => {
    if (task.epoch === this.epoch) this.finish(task, result);
  };

  constructor(options: SimulatorOptions = {}) {
    super(options.shuffle);
  }

  /** True when no scheduled event is left. */
  get idle(): boolean {
    return this.queue.isEmpty();
  }

  /** When the next scheduled event is due; Infinity: none is. It may turn out to be one that no process waits for any more. */
  get nextAt(): number {
    if (this.queue.ringSize > 0) return this.now;
    return this.queue.size > 0 ? this.queue.times[0]! : Number.POSITIVE_INFINITY;
  }

  /** Number of processes that wait for something that cannot come: the live ones, when no event is left. */
  get stuck(): number {
    return this.idle ? this.live : 0;
  }

  /**
   * Back to time 0. Processes that have not ended are forgotten, not interrupted: their finally blocks do not run.
   * Resources and mailboxes have a reset of their own. Errors: called while running.
   */
  reset(): void {
    if (this.running) throw new Error(`a simulator cannot be reset while it runs, at time ${this.now}`);
    this.queue.clear();
    this.calm();
    this.now = 0;
    this.events = 0;
    this.live = 0;
    this.epoch++;
  }

  /**
   * Executes events until none is left, or up to and including the time `until`, which is then the time.
   * Throws what a process threw and no waiter took; running again continues after that.
   */
  run(until = Infinity): void {
    if (this.running) throw new Error(`a simulator cannot be run by one of its processes, at time ${this.now}`);
    if (Number.isNaN(until)) throw new Error('a simulator cannot run until NaN');
    this.running = true;
    try {
      if (this.attention) this.attend();
      this.loop(until);
      if (until > this.now && until < Infinity) this.now = until;
    } finally {
      this.running = false;
    }
  }

  private loop(until: number): void {
    const queue = this.queue;
    // Events in the heap for the present time were scheduled before anything in the ring, so they come first.
    for (;;) {
      while (queue.size > 0 && queue.times[0]! <= this.now) this.executeIf(queue.pop());
      while (queue.ringSize > 0) this.executeIf(queue.shiftNow());
      if (queue.size === 0) return;
      const time = queue.times[0]!;
      if (time > until) return;
      const task = queue.pop();
      if (task === undefined) continue;
      this.now = time;
      this.executeIf(task);
    }
  }

  private executeIf(task: Task<unknown> | undefined): void {
    if (task === undefined) return;
    this.execute(task);
    if (this.attention) this.attend();
  }

  /**
   * Starts a process at the present time, after everything already due. It is a child of the executing process, if any:
   * it is interrupted with its parent, and when its parent throws. When its parent returns it goes on by itself.
   * `scope` is what it belongs to: as its parent, unless it is given.
   */
  spawn<T>(process: Process<T>, scope = this.current?.scope): Task<T> {
    const task = new Task<T>(process, this.epoch, scope);
    this.begins(task);
    adopt(task, this.current);
    this.queue.pushNow(this.now, task);
    return task;
  }

  /** A task that ends after some seconds: a leaf without a generator, child of the executing process. */
  delay(seconds: number): Task<undefined> {
    if (!(seconds >= 0)) throw badSleep(seconds, this.now);
    const task = new Task<undefined>(undefined, this.epoch);
    adopt(task, this.current);
    this.wakeAt(this.now + seconds, task);
    return task;
  }

  /** A value to be known later. */
  future<T>(): Future<T> {
    return new Future<T>(new Task<T>(undefined, this.epoch), this.joining, this.resolve);
  }

  /**
   * Ends a task from outside: it leaves every line it stands in, its children end first (the youngest first), its
   * finally blocks run; they may release but not wait. Nothing happens when it is done. A process that interrupts
   * itself, or a task it descends from, is ended at its next wait.
   */
  override interrupt(task: Task<unknown>): void {
    super.interrupt(task);
  }

  /** Waits. Infinity waits to be interrupted. Errors: negative or NaN seconds. */
  sleep(seconds: number): Operation<void> {
    const task = this.begin();
    if (!(seconds >= 0)) throw badSleep(seconds, this.now);
    this.wakeAt(this.now + seconds, task);
    return this.wait();
  }

  /** The result of a task; throws what it threw, or INTERRUPTED. */
  join<T>(task: Task<T>): Operation<T> {
    return this.joining.join(task);
  }

  /** All results, in order. When one throws, the others are interrupted and the value is thrown here. */
  all<T>(tasks: readonly Task<T>[]): Operation<T[]> {
    return this.joining.all(tasks);
  }

  /**
   * Waits until k tasks have returned, or k can no longer be reached, or the absolute time `deadline` has come. Returns
   * how many have returned by then. Interrupts nothing: the others go on.
   */
  quorum(tasks: readonly Task<unknown>[], k: number, deadline = Infinity): Operation<number> {
    return this.joining.quorum(tasks, k, deadline);
  }

  /**
   * The index of the first task that ends; the others are interrupted. When the first one throws, it is thrown here.
   */
  race<T>(tasks: readonly Task<T>[]): Operation<number> {
    return this.joining.race(tasks);
  }

  /**
   * The result of a process that has so many seconds; it begins at once, and is interrupted when they are over.
   * Errors: negative or NaN seconds.
   */
  within<T>(seconds: number, process: Process<T>): Operation<T | typeof TIMED_OUT> {
    this.begin();
    if (!(seconds >= 0)) throw badSleep(seconds, this.now);
    const deadline = this.now + seconds;
    const task = this.taskFor(process);
    this.begins(task);
    adopt(task, this.current);
    const opening = this.opening;
    this.opening = task;
    this.step(task, process);
    this.opening = opening;
    return this.joining.within(task, deadline);
  }

  protected override settled(waiter: Task<unknown>, task: Task<unknown>): boolean {
    return this.joining.settled(waiter, task);
  }

  private taskFor<T>(process: Process<T>): Task<T> {
    const task = this.pool.pop() as Task<T> | undefined;
    const scope = this.current?.scope;
    if (task === undefined) return new Task<T>(process, this.epoch, scope);
    task.process = process;
    task.epoch = this.epoch;
    task.scope = scope;
    return task;
  }

  /** Only a `within` keeps its task to itself, so only that one can be used again. */
  private recycle(task: Task<unknown>): void {
    if (!task.done) return;
    task.done = false;
    task.result = undefined;
    task.failed = false;
    task.error = undefined;
    task.interrupted = false;
    task.ending = false;
    task.resumer = undefined;
    task.value = undefined;
    task.failing = false;
    this.pool.push(task);
  }
}
