import { type Process, Resource, type Simulator } from '../../kernel/index.js';
import type { ProviderSpec } from '../../scenario/scenario.js';
import { Status } from '../record/record.js';
import { TokenBucket } from './token-bucket.js';

/**
 * A limiter on the client's side, for all models: a token bucket for requests and one for tokens. Calls wait in one queue,
 * first come first served; past `maxQueue` they are refused. What the provider itself refuses, `ModelLimits` says.
 */
export class Provider {
  private readonly limited: boolean;
  private readonly door: Resource;
  private readonly requests: TokenBucket;
  private readonly tokens: TokenBucket;

  constructor(
    private readonly sim: Simulator,
    private readonly spec: ProviderSpec,
  ) {
    this.limited = Number.isFinite(spec.requestsPerMinute) || Number.isFinite(spec.tokensPerMinute);
    this.door = new Resource(sim, 1);
    this.requests = new TokenBucket(sim, spec.requestsPerMinute);
    this.tokens = new TokenBucket(sim, spec.tokensPerMinute);
  }

  reset(): void {
    this.requests.reset();
    this.tokens.reset();
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
      this.take(tokens);
      return Status.ok;
    } finally {
      this.door.release();
    }
  }

  private take(tokens: number): void {
    this.requests.take(1);
    this.tokens.take(tokens);
  }

  private timeUntil(tokens: number): number {
    return Math.max(this.requests.timeUntil(1), this.tokens.timeUntil(tokens));
  }
}
