import { type Process, Resource, type Simulator } from '../../kernel/index.js';
import type { ProviderSpec } from '../../scenario/scenario.js';
import { Status } from '../record/record.js';

/**
 * The model provider's rate limits: a token bucket for requests and one for tokens, each full at first and refilled
 * evenly, a minute's worth deep. Calls wait in one queue, first come first served; past `maxQueue` they are refused.
 */
export class Provider {
  private readonly limited: boolean;
  private readonly door: Resource;
  private requests = 0;
  private tokens = 0;
  private filledAt = 0;

  constructor(
    private readonly sim: Simulator,
    private readonly spec: ProviderSpec,
  ) {
    this.limited = Number.isFinite(spec.requestsPerMinute) || Number.isFinite(spec.tokensPerMinute);
    this.door = new Resource(sim, 1);
    this.reset();
  }

  reset(): void {
    this.requests = this.spec.requestsPerMinute;
    this.tokens = this.spec.tokensPerMinute;
    this.filledAt = 0;
    this.door.reset();
  }

  /** Lets the call go at once where nobody waits and the buckets hold enough; else it has to be admitted. */
  tryAdmit(tokens: number): boolean {
    if (!this.limited) return true;
    if (this.door.busy > 0 || this.timeUntil(tokens) > 0) return false;
    this.take(tokens);
    return true;
  }

  /** Waits until the call may go, at most until `deadline`. A call larger than the bucket goes when the bucket is full. */
  *admit(tokens: number, deadline: number): Process<number> {
    const pending = this.door.busy + this.door.waiting;
    if (pending >= this.spec.maxQueue && (pending > 0 || this.timeUntil(tokens) > 0)) return Status.refused;
    if (!(yield* this.door.acquire(deadline))) return Status.timedOut;
    try {
      const wait = this.timeUntil(tokens);
      if (this.sim.now + wait > deadline) {
        yield deadline - this.sim.now;
        return Status.timedOut;
      }
      if (wait > 0) yield wait;
      this.refill();
      this.take(tokens);
      return Status.ok;
    } finally {
      this.door.release();
    }
  }

  private take(tokens: number): void {
    this.requests -= 1;
    this.tokens -= tokens;
  }

  private timeUntil(tokens: number): number {
    this.refill();
    const { requestsPerMinute, tokensPerMinute } = this.spec;
    const needed = Math.min(tokens, tokensPerMinute);
    const forRequest = this.requests >= 1 ? 0 : ((1 - this.requests) * 60) / requestsPerMinute;
    const forTokens = this.tokens >= needed ? 0 : ((needed - this.tokens) * 60) / tokensPerMinute;
    return Math.max(forRequest, forTokens);
  }

  private refill(): void {
    const minutes = (this.sim.now - this.filledAt) / 60;
    const { requestsPerMinute, tokensPerMinute } = this.spec;
    if (Number.isFinite(requestsPerMinute)) {
      this.requests = Math.min(requestsPerMinute, this.requests + minutes * requestsPerMinute);
    }
    if (Number.isFinite(tokensPerMinute))
      this.tokens = Math.min(tokensPerMinute, this.tokens + minutes * tokensPerMinute);
    this.filledAt = this.sim.now;
  }
}
