import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { type Clock, install } from '@sinonjs/fake-timers';
import type { ProviderClock } from '../provider.js';
import { OpenRequests } from './open-requests.js';
import { DueWaits } from './waits.js';

/** When every replication begins, for code that asks for the date: a Monday, the same on every machine. */
const EPOCH_MS = Date.UTC(2026, 0, 5, 9);

/** Turns of the event loop without call, timer or file that make a pause: what runs in promises is over within one. */
const QUIET_TURNS = 5;

/** Timers that fire without a call between them before the application counts as stuck: it polls for what never comes. */
const IDLE_TIMERS = 20_000;

/** Real seconds that a file, a name or another process may take before the clock no longer waits for it. */
const PATIENCE_SECONDS = 20;

/** The application waits, and nothing that it waits for can come. */
export class Deadlock extends Error {}

// The real ones, whatever is replaced later.
const { setImmediate: nextTurn, setTimeout: realTimeout, performance: realPerformance } = globalThis;
const realNow = realPerformance.now.bind(realPerformance);

/**
 * Virtual time for everything in this process: `setTimeout`, `setInterval`, `Date`, `performance` and `AbortSignal.timeout`.
 * The clock stands still while the application works, and jumps to the next moment at which anything is due once it only
 * waits. Time-outs, retries and parallel branches are exact, whatever the machine does meanwhile.
 */
export class VirtualTime implements ProviderClock {
  private clock: Clock | null = null;
  private readonly waits = new DueWaits();
  private readonly requests = new OpenRequests();
  /** Milliseconds since the replication began, with the fractions that timers do not have. */
  private ms = 0;
  private activity = 0;
  private restore: () => void = () => undefined;

  /** Replaces the timers of this process. Call it before the application is loaded: some code keeps the ones that it met. */
  install(): void {
    this.clock = install({
      now: EPOCH_MS,
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
    keepTimersStable();
    this.restore = replaceTimeoutSignal();
    syncBuiltinESMExports();
  }

  uninstall(): void {
    this.restore();
    this.clock?.uninstall();
    this.clock = null;
    Object.assign(timers, REAL_TIMERS);
    syncBuiltinESMExports();
  }

  /** A replication begins: timers that an earlier one left behind are dropped. */
  begin(): void {
    this.clock?.reset();
    this.waits.clear();
    this.ms = 0;
  }

  now(): number {
    return this.ms / 1000;
  }

  wait(seconds: number, signal?: AbortSignal): Promise<void> {
    this.stir();
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wait = this.waits.add(this.ms + Math.max(0, seconds) * 1000, resolve);
      signal?.addEventListener('abort', () => this.waits.end(wait), { once: true });
    });
  }

  /** Something happened: the application is at work. */
  stir(): void {
    this.activity++;
  }

  /**
   * Lets time pass until the work is done.
   * @throws Deadlock where nothing is due any more, and the work is not done.
   */
  async until<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const mark = (): void => {
      isDone = true;
    };
    work.then(mark, mark);
    await this.pass(
      () => !isDone,
      () => !isDone,
      IDLE_TIMERS,
    );
    if (!isDone) throw this.deadlock();
    return await work;
  }

  /** Whether a timer is due within so many seconds from now. */
  isDueWithin(seconds: number): boolean {
    return this.clock !== null && nextTimerAt(this.clock) - EPOCH_MS <= this.ms + seconds * 1000;
  }

  /** Lets time pass while `isOpen` says so in a pause, as long as anything is due, and calls are made between so many timers. */
  passWhile(isOpen: () => boolean, idleTimers: number): Promise<void> {
    return this.pass(isOpen, () => true, idleTimers);
  }

  /** `isLooked`: false ends a pause before its end. */
  private async pass(isOpen: () => boolean, isLooked: () => boolean, idleTimers: number): Promise<void> {
    for (let idle = 0; idle < idleTimers; idle++) {
      const before = this.activity;
      await this.quiet(isLooked);
      if (!isOpen() || !this.jump()) return;
      if (this.activity !== before) idle = 0;
    }
  }

  /** Comes back once nothing happened for some turns of the event loop, and no file or name is being looked up. */
  private async quiet(isOpen: () => boolean): Promise<void> {
    let seen = -1;
    let waitingSince: number | null = null;
    for (let turns = 0; turns < QUIET_TURNS && isOpen(); turns++) {
      await new Promise<void>((resolve) => void nextTurn(resolve));
      const now = this.activity + (this.clock?.countTimers() ?? 0);
      if (now !== seen) turns = 0;
      seen = now;
      if (this.requests.size === 0) continue;
      waitingSince ??= realNow();
      const waited = realNow() - waitingSince;
      if (waited > PATIENCE_SECONDS * 1000) this.requests.accept();
      if (waited > 1) await new Promise((resolve) => realTimeout(resolve, 1));
      turns = 0;
    }
  }

  /** To the next moment at which anything is due; false: nothing is. */
  private jump(): boolean {
    const clock = this.clock!;
    const wait = this.waits.first();
    const timer = nextTimerAt(clock);
    const due = Math.min(wait?.at ?? Number.POSITIVE_INFINITY, timer - EPOCH_MS);
    if (due === Number.POSITIVE_INFINITY) return false;
    this.ms = Math.max(this.ms, due);
    if (wait !== undefined && wait.at <= timer - EPOCH_MS) {
      // No timer is due before: this only moves the date.
      const behind = Math.floor(this.ms) + EPOCH_MS - clock.now;
      if (behind > 0 && timer > clock.now + behind) clock.tick(behind);
      this.waits.end(wait);
      this.stir();
    } else clock.next();
    return true;
  }

  private deadlock(): Deadlock {
    const at = `${this.now().toFixed(1)} s`;
    return new Deadlock(
      `The application stopped at ${at} of virtual time: it waits or polls for something that no open call, timer or file can bring.\n  Look for a promise that is never resolved; where it waits for a socket, a worker or another process, measure it with --exec, in real time.`,
    );
  }
}

/** The queue of a fake clock is there to be looked at, but its types do not say so. */
function nextTimerAt(clock: Clock): number {
  const { timerHeap } = clock as Clock & { readonly timerHeap?: { peek(): { readonly callAt: number } | undefined } };
  return timerHeap?.peek()?.callAt ?? Number.POSITIVE_INFINITY;
}

const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
type Timers = { [name in (typeof TIMERS)[number]]: (...args: never[]) => unknown };
const timersNow = (): Timers => Object.fromEntries(TIMERS.map((name) => [name, globalThis[name]])) as unknown as Timers;
const REAL_TIMERS = timersNow();
/** What timers do now. */
const timers: Timers = { ...REAL_TIMERS };
const stableTimers = Object.fromEntries(TIMERS.map((name) => [name, (...args: never[]) => timers[name](...args)]));
Object.assign(stableTimers.setTimeout!, {
  [promisify.custom]: (ms: number, value: unknown) => new Promise((resolve) => setTimeout(resolve, ms, value)),
});

/** Code that keeps the timers that it met while it was loaded has the right ones in the next measurement, too. */
function keepTimersStable(): void {
  Object.assign(timers, timersNow());
  Object.assign(globalThis, stableTimers);
}

/** `AbortSignal.timeout` has timers of its own, which no fake clock reaches. */
function replaceTimeoutSignal(): () => void {
  const original = AbortSignal.timeout;
  AbortSignal.timeout = (ms: number): AbortSignal => {
    const controller = new AbortController();
    const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    setTimeout(() => controller.abort(reason), ms);
    return controller.signal;
  };
  return () => {
    AbortSignal.timeout = original;
  };
}
