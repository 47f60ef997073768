import type { Simulator } from '../../kernel/index.js';
import type { Policies } from '../../scenario/scenario.js';

/**
 * A circuit breaker before a participant (Nygard, Release It!, 2007): after some failed attempts within a window nobody
 * tries any more; after a cool-down one attempt is let through, which closes it again, or not.
 */
export class CircuitBreaker {
  /** When attempts failed, seconds; the ones that no longer count go. */
  private failures: number[] = [];
  /** Open until then; -Infinity while it is closed. */
  private openUntil = Number.NEGATIVE_INFINITY;
  private isTrying = false;

  constructor(
    private readonly sim: Simulator,
    private readonly spec: NonNullable<Policies['breaker']>,
  ) {}

  reset(): void {
    this.failures = [];
    this.openUntil = Number.NEGATIVE_INFINITY;
    this.isTrying = false;
  }

  /** Whether an attempt may be made now. */
  lets(): boolean {
    if (this.openUntil === Number.NEGATIVE_INFINITY) return true;
    if (this.sim.now < this.openUntil) return false;
    // Of an attempt that is broken off nobody hears again: the next one may come after another cool-down.
    this.openUntil = this.sim.now + this.spec.cooldown;
    this.isTrying = true;
    return true;
  }

  succeeded(): void {
    if (this.openUntil !== Number.NEGATIVE_INFINITY && !this.isTrying) return;
    this.reset();
  }

  failed(): void {
    const { now } = this.sim;
    const { failures, window, cooldown } = this.spec;
    this.failures = [...this.failures.filter((at) => at > now - window), now];
    if (!this.isTrying && this.failures.length < failures) return;
    this.isTrying = false;
    this.openUntil = now + cooldown;
  }
}
