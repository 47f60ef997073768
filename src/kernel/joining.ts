/**
 * Waiting for the end of tasks: `join`, `all`, `quorum`, `race`, `within`.
 *
 * The waiting task keeps the list it was given and counts; the tasks it waits for know it as their waiter. It is woken
 * once, at the time the outcome is known, and losers are interrupted at that very moment, not when the waiter resumes.
 */
import type { Core } from './core.js';
import { INTERRUPTED, type Operation, type Place, type Task, TIMED_OUT } from './task.js';

const JOIN = 0;
const ALL = 1;
const QUORUM = 2;
const RACE = 3;
const WITHIN = 4;

export class Joining implements Place {
  constructor(
    private readonly core: Core,
    /** Recycles the task of a `within` once no reference to it is left. */
    private readonly recycle: (task: Task<unknown>) => void,
  ) {}

  join<T>(task: Task<T>): Operation<T> {
    const waiter = this.core.begin();
    if (task.done) return task.succeeded ? this.core.ready(task.result) : this.core.readyToThrow(thrownBy(task));
    return this.waitForOne(waiter, JOIN, task);
  }

  all<T>(tasks: readonly Task<T>[]): Operation<T[]> {
    const waiter = this.core.begin();
    const failed = tasks.find((task) => task.done && !task.succeeded);
    if (failed !== undefined) {
      this.interruptOthers(tasks, failed);
      return this.core.readyToThrow(thrownBy(failed));
    }
    const open = countOpen(tasks);
    if (open === 0) return this.core.ready(resultsOf(tasks));
    return this.waitForMany(waiter, ALL, tasks, open, open);
  }

  quorum(tasks: readonly Task<unknown>[], k: number, deadline: number): Operation<number> {
    const waiter = this.core.begin();
    const good = countGood(tasks);
    const open = countOpen(tasks);
    if (good >= k || good + open < k || deadline <= this.core.now) return this.core.ready(good);
    this.core.wakeAt(deadline, waiter);
    return this.waitForMany(waiter, QUORUM, tasks, k - good, open);
  }

  race<T>(tasks: readonly Task<T>[]): Operation<number> {
    const waiter = this.core.begin();
    if (tasks.length === 0) throw new Error(`a race of no tasks never ends, at time ${this.core.now}`);
    const winner = tasks.find((task) => task.done);
    if (winner === undefined) return this.waitForMany(waiter, RACE, tasks, 1, tasks.length);
    this.interruptOthers(tasks, winner);
    return winner.succeeded ? this.core.ready(tasks.indexOf(winner)) : this.core.readyToThrow(thrownBy(winner));
  }

  /** Waits for a task that has begun, at most until the deadline; it is recycled then. */
  within<T>(task: Task<T>, deadline: number): Operation<T | typeof TIMED_OUT> {
    const waiter = this.core.begin();
    if (task.done) {
      const { succeeded, result } = task;
      const thrown = succeeded ? undefined : thrownBy(task);
      this.recycle(task);
      return succeeded ? this.core.ready(result) : this.core.readyToThrow(thrown);
    }
    this.core.wakeAt(deadline, waiter);
    return this.waitForOne(waiter, WITHIN, task);
  }

  /** True when the waiter will throw what the task threw. */
  settled(waiter: Task<unknown>, task: Task<unknown>): boolean {
    if (waiter.place !== this) return false;
    if (waiter.mode === QUORUM) return this.settledInQuorum(waiter, task);
    const { mode, targets } = waiter;
    const failing = !task.succeeded;
    if (mode === ALL && !failing && --waiter.need > 0) return false;
    this.forget(waiter);
    waiter.failing = failing;
    if (failing) this.core.wakeWith(thrownBy(task), waiter);
    else if (mode === ALL) this.core.wakeWith(resultsOf(targets!), waiter);
    else if (mode === RACE) this.core.wakeWith(targets!.indexOf(task), waiter);
    else this.core.wakeWith(task.result, waiter);
    if (targets !== undefined) this.interruptOthers(targets, task);
    else if (mode === WITHIN) this.recycle(task);
    return failing;
  }

  /** A deadline: of a quorum or a `within`. */
  fire(waiter: Task<unknown>): void {
    const { target, targets, mode } = waiter;
    this.forget(waiter);
    if (mode === QUORUM) {
      waiter.value = countGood(targets!);
      return;
    }
    waiter.value = TIMED_OUT;
    waiter.place = undefined;
    this.core.interrupt(target!);
    this.recycle(target!);
  }

  leave(waiter: Task<unknown>): void {
    this.forget(waiter);
  }

  private settledInQuorum(waiter: Task<unknown>, task: Task<unknown>): boolean {
    waiter.open--;
    if (task.succeeded) waiter.need--;
    if (waiter.need > 0 && waiter.open >= waiter.need) return false;
    const good = countGood(waiter.targets!);
    this.forget(waiter);
    this.core.wakeWith(good, waiter);
    return false;
  }

  private waitForOne(waiter: Task<unknown>, mode: number, task: Task<unknown>): Operation<never> {
    waiter.place = this;
    waiter.mode = mode;
    waiter.target = task;
    addWaiter(task, waiter);
    return this.core.wait();
  }

  private waitForMany(
    waiter: Task<unknown>,
    mode: number,
    tasks: readonly Task<unknown>[],
    need: number,
    open: number,
  ): Operation<never> {
    waiter.place = this;
    waiter.mode = mode;
    waiter.targets = tasks;
    waiter.need = need;
    waiter.open = open;
    for (const task of tasks) if (!task.done) addWaiter(task, waiter);
    return this.core.wait();
  }

  /** The waiter no longer waits for the tasks that are still open. */
  private forget(waiter: Task<unknown>): void {
    const { target, targets } = waiter;
    waiter.target = undefined;
    waiter.targets = undefined;
    if (target !== undefined) removeWaiter(target, waiter);
    if (targets !== undefined) for (const task of targets) removeWaiter(task, waiter);
  }

  private interruptOthers(tasks: readonly Task<unknown>[], task: Task<unknown>): void {
    for (const other of tasks) if (other !== task && !other.done) this.core.interrupt(other);
  }
}

function thrownBy(task: Task<unknown>): unknown {
  return task.failed ? task.error : INTERRUPTED;
}

function resultsOf(tasks: readonly Task<unknown>[]): unknown[] {
  return tasks.map((task) => task.result);
}

function countOpen(tasks: readonly Task<unknown>[]): number {
  let open = 0;
  for (const task of tasks) if (!task.done) open++;
  return open;
}

function countGood(tasks: readonly Task<unknown>[]): number {
  let good = 0;
  for (const task of tasks) if (task.succeeded) good++;
  return good;
}

function addWaiter(task: Task<unknown>, waiter: Task<unknown>): void {
  if (task.waiter === undefined) task.waiter = waiter;
  else if (task.waiters === undefined) task.waiters = [waiter];
  else task.waiters.push(waiter);
}

function removeWaiter(task: Task<unknown>, waiter: Task<unknown>): void {
  if (task.waiter === waiter) {
    task.waiter = task.waiters?.shift();
    return;
  }
  const at = task.waiters?.indexOf(waiter) ?? -1;
  if (at >= 0) task.waiters!.splice(at, 1);
}
