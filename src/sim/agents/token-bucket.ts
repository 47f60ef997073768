/**
 * A token bucket: full at first, a minute's worth deep, refilled evenly. What needs more than it holds goes when it is full,
 * and leaves it in debt.
 */
export class TokenBucket {
  private level = 0;
  private filledAt = 0;

  constructor(
    private readonly sim: { readonly now: number },
    /** Infinity: no limit. */
    readonly perMinute: number,
  ) {
    this.reset();
  }

  reset(): void {
    this.level = this.perMinute;
    this.filledAt = 0;
  }

  /** Seconds until it holds `amount`. */
  timeUntil(amount: number): number {
    this.refill();
    const { perMinute, level } = this;
    const needed = Math.min(amount, perMinute);
    return level >= needed ? 0 : ((needed - level) * 60) / perMinute;
  }

  take(amount: number): void {
    this.refill();
    this.level -= amount;
  }

  private refill(): void {
    const { perMinute } = this;
    if (perMinute === Number.POSITIVE_INFINITY) return;
    const minutes = (this.sim.now - this.filledAt) / 60;
    this.level = Math.min(perMinute, this.level + minutes * perMinute);
    this.filledAt = this.sim.now;
  }
}
