import type { QuotaSpec } from '../../scenario/scenario.js';

/**
 * What may be used within hours. A window opens with its first call and closes after its time; then all of the quota is there
 * again. Calls are counted when they are admitted, tokens and cost when they end: so calls that are under way when the quota
 * runs out go over it.
 */
export class Quota {
  private closesAt = Number.NEGATIVE_INFINITY;
  private requests = 0;
  private tokens = 0;
  private cost = 0;

  constructor(
    private readonly sim: { readonly now: number },
    private readonly spec: QuotaSpec,
  ) {}

  reset(): void {
    this.closesAt = Number.NEGATIVE_INFINITY;
    this.clear();
  }

  /** Seconds until it admits a call. */
  timeUntilOpen(): number {
    const { sim, spec, requests, tokens, cost } = this;
    if (sim.now >= this.closesAt) return 0;
    return requests >= spec.requests || tokens >= spec.tokens || cost >= spec.cost ? this.closesAt - sim.now : 0;
  }

  /** A call goes out. */
  open(): void {
    if (this.sim.now >= this.closesAt) {
      this.clear();
      this.closesAt = this.sim.now + this.spec.window;
    }
    this.requests++;
  }

  /** A call has ended. */
  use(tokens: number, cost: number): void {
    this.tokens += tokens;
    this.cost += cost;
  }

  private clear(): void {
    this.requests = 0;
    this.tokens = 0;
    this.cost = 0;
  }
}
