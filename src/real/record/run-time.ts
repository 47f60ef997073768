import type { Process, Simulator, Task } from '../../kernel/index.js';
import type { ProviderClock } from '../mock-provider.js';

/** A gap shorter than this, in seconds, is the rounding of a clock and no time. */
const ROUNDING = 1.5e-3;

/** What comes of work whose caller went away. */
export const GONE: unique symbol = Symbol('the caller went away');

/**
 * The time of one replication: the simulator's, led along a clock. What a provider does (waits, limits, servers that calls
 * share) are the simulator's own processes; each begins when its request arrives and ends when the clock has come so far.
 */
export class RunTime {
  private origin: number;
  private open = 0;
  private isPumping = false;
  private kick: AbortController | null = null;
  /** Those that wait until it is still. */
  private readonly waiting: (() => void)[] = [];

  constructor(
    readonly sim: Simulator,
    private readonly clock: ProviderClock,
  ) {
    this.origin = clock.now();
  }

  /** Work that goes on. */
  get pending(): number {
    return this.open;
  }

  /** Whether anything will happen without a further request. */
  get isStill(): boolean {
    return this.sim.nextAt === Number.POSITIVE_INFINITY;
  }

  /** Comes back once nothing is in hand any more but what hangs. */
  async still(): Promise<void> {
    this.advance();
    this.pump();
    while (this.open > 0 && !this.isStill) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
  }

  /** Leads the simulator to the present. */
  advance(): void {
    const { sim } = this;
    const elapsed = this.clock.now() - this.origin;
    sim.run(elapsed - sim.now > ROUNDING ? elapsed : sim.now);
  }

  /** Does work from now on; its result once the clock has come so far, or GONE where the signal is aborted before. */
  async perform<T>(work: Process<T>, signal: AbortSignal): Promise<T | typeof GONE> {
    this.advance();
    if (signal.aborted) return GONE;
    this.open++;
    let task: Task<void> | null = null;
    const leave = (): void => {
      this.advance();
      if (task !== null && !task.done) this.sim.interrupt(task);
      this.advance();
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await new Promise<T | typeof GONE>((resolve, reject) => {
        task = this.sim.spawn(this.reporting(work, resolve, reject));
        this.sim.run(this.sim.now);
        this.pump();
      });
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  private *reporting<T>(
    work: Process<T>,
    resolve: (result: T | typeof GONE) => void,
    reject: (error: unknown) => void,
  ): Process<void> {
    let result: T | typeof GONE = GONE;
    try {
      result = yield* work;
    } catch (error) {
      reject(error);
    } finally {
      this.open--;
      resolve(result);
    }
  }

  private pump(): void {
    if (this.isPumping) {
      this.kick?.abort();
      return;
    }
    this.isPumping = true;
    void this.follow();
  }

  /** Waits for one event after the other; what arrives meanwhile may bring an earlier one. */
  private async follow(): Promise<void> {
    const { sim, clock } = this;
    while (this.open > 0 && sim.nextAt < Number.POSITIVE_INFINITY) {
      const next = sim.nextAt;
      const kick = new AbortController();
      this.kick = kick;
      const wait = next - (clock.now() - this.origin);
      if (wait > 0) await clock.wait(wait, kick.signal);
      this.kick = null;
      if (!kick.signal.aborted && next > sim.now) sim.run(next);
      else sim.run(sim.now);
    }
    this.isPumping = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
