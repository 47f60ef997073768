import { type Process, Resource, type Simulator } from '../../kernel/index.js';
import type { ModelSpec, ProviderLimits } from '../../scenario/scenario.js';
import { LimitedBy, Status } from '../record/record.js';
import { Quota } from './quota.js';
import { TokenBucket } from './token-bucket.js';

/** What a call counts for. */
export interface CallSize {
  /** Input that counts towards the limits. */
  readonly input: number;
  readonly output: number;
}

/** Shorter than any time that anybody waits: what binary fractions leave of a bucket that is full enough. */
const NOTHING_SECONDS = 1e-9;

/**
 * The provider's limits on one model, for all who call it: token buckets, calls at once, a quota. A call over a limit is
 * refused and told when to come again, or waits in one line, first come first served.
 */
export class ModelLimits {
  /** Of the call that was last looked at: which limit held it up longest (`LimitedBy`), and for how many seconds. */
  limitedBy = 0;
  wait = 0;
  /** Calls admitted that have not ended. */
  private running = 0;
  private readonly buckets: readonly { readonly by: number; readonly bucket: TokenBucket }[];
  private readonly quota: Quota | null;
  /** Of those that wait: for a place among the calls at once, and for the buckets. */
  private readonly places: Resource;
  private readonly door: Resource;

  constructor(
    private readonly sim: Simulator,
    readonly spec: ProviderLimits,
  ) {
    const { requests, input, output, tokens, concurrent, quota } = spec;
    this.buckets = [
      { by: LimitedBy.requests, bucket: new TokenBucket(sim, requests) },
      { by: LimitedBy.input, bucket: new TokenBucket(sim, input) },
      { by: LimitedBy.output, bucket: new TokenBucket(sim, output) },
      { by: LimitedBy.tokens, bucket: new TokenBucket(sim, tokens) },
    ];
    this.quota = quota === null ? null : new Quota(sim, quota);
    this.places = new Resource(sim, concurrent);
    this.door = new Resource(sim, 1);
  }

  reset(): void {
    for (const { bucket } of this.buckets) bucket.reset();
    this.quota?.reset();
    this.places.reset();
    this.door.reset();
    this.running = 0;
  }

  /** Whether the call goes, waits (at most until `deadline`) or is refused; an admitted call has to be `ended`. */
  *admit(size: CallSize, deadline: number): Process<number> {
    if (this.spec.whenExceeded === 'wait') return yield* this.lineUp(size, deadline);
    this.look(size);
    if (this.running >= this.spec.concurrent && this.wait === 0) this.limitedBy = LimitedBy.concurrency;
    if (this.limitedBy !== LimitedBy.nothing) return Status.refused;
    this.take(size);
    this.running++;
    return Status.ok;
  }

  /** A call that was admitted is over: what it counted for, and what it cost. */
  ended(tokens: number, cost: number): void {
    this.quota?.use(tokens, cost);
    if (this.spec.whenExceeded === 'wait') this.places.release();
    else this.running--;
  }

  private *lineUp(size: CallSize, deadline: number): Process<number> {
    const since = this.sim.now;
    let longest: number = LimitedBy.nothing;
    if (!(yield* this.places.acquire(deadline))) return this.gaveUp(LimitedBy.concurrency);
    let admitted = false;
    try {
      if (this.sim.now > since) longest = LimitedBy.concurrency;
      if (!(yield* this.door.acquire(deadline))) return this.gaveUp(this.limitedBy);
      try {
        for (this.look(size); this.limitedBy !== LimitedBy.nothing; this.look(size)) {
          longest = this.limitedBy;
          const left = deadline - this.sim.now;
          yield Math.min(this.wait, left);
          if (this.wait > left) return this.gaveUp(longest);
        }
        this.take(size);
        this.limitedBy = longest;
        admitted = true;
        return Status.ok;
      } finally {
        this.door.release();
      }
    } finally {
      if (!admitted) this.places.release();
    }
  }

  private gaveUp(by: number): number {
    this.limitedBy = by;
    return Status.timedOut;
  }

  /** Finds the limit that holds the call up longest. */
  private look(size: CallSize): void {
    this.limitedBy = LimitedBy.nothing;
    this.wait = 0;
    for (const { by, bucket } of this.buckets) this.note(by, bucket.timeUntil(amountOf(by, size)));
    if (this.quota !== null) this.note(LimitedBy.quota, this.quota.timeUntilOpen());
  }

  private note(by: number, seconds: number): void {
    if (seconds <= Math.max(NOTHING_SECONDS, this.wait)) return;
    this.limitedBy = by;
    this.wait = seconds;
  }

  private take(size: CallSize): void {
    for (const { by, bucket } of this.buckets) bucket.take(amountOf(by, size));
    this.quota?.open();
  }
}

function amountOf(by: number, { input, output }: CallSize): number {
  switch (by) {
    case LimitedBy.requests:
      return 1;
    case LimitedBy.input:
      return input;
    case LimitedBy.output:
      return output;
    default:
      return input + output;
  }
}

/** The limits of all models of a run, by the name of the model. */
export class LimitsOfModels {
  private readonly known = new Map<string, ModelLimits>();

  constructor(private readonly sim: Simulator) {}

  /** Null: the model has none. */
  of({ name, limits }: ModelSpec): ModelLimits | null {
    if (limits === null) return null;
    let known = this.known.get(name);
    if (known === undefined) {
      known = new ModelLimits(this.sim, limits);
      this.known.set(name, known);
    }
    return known;
  }

  reset(): void {
    for (const limits of this.known.values()) limits.reset();
  }
}
