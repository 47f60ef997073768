import { type Process, Resource, type Simulator } from '../../kernel/index.js';
import type { SharedTool } from '../../scenario/scenario.js';
import type { Luck } from '../luck/luck.js';
import { Outages } from './outages.js';

const MINUTE = 60;

/** A tool that agents share: a line for its places, a quota, and outages that all of them meet. */
export class ToolStation {
  /** Seconds, so far in this run, in which its places were taken, all added up; and calls that it admitted. */
  busySeconds = 0;
  admitted = 0;
  private readonly places: Resource | null;
  private readonly outages: Outages;
  /** Calls wait at the door for the quota, one after the other. */
  private readonly door: Resource;
  private left = 0;
  private filledAt = 0;

  constructor(
    private readonly sim: Simulator,
    luck: Luck,
    readonly name: string,
    readonly spec: SharedTool,
  ) {
    this.places = spec.capacity === Number.POSITIVE_INFINITY ? null : new Resource(sim, spec.capacity);
    this.door = new Resource(sim, 1);
    this.outages = new Outages(sim, luck, `tool ${name}`, spec.outage);
  }

  reset(): void {
    this.busySeconds = 0;
    this.admitted = 0;
    this.places?.reset();
    this.door.reset();
    this.outages.reset(Number.POSITIVE_INFINITY);
    this.left = this.depth;
    this.filledAt = 0;
  }

  /** A call that takes so many seconds once it is begun; false where it fails: the deadline comes first, or an outage. */
  *use(seconds: number, deadline: number): Process<boolean> {
    const { sim, places } = this;
    if (Number.isFinite(this.spec.quota) && !(yield* this.admit(deadline))) return false;
    if (places !== null && !places.tryAcquire() && !(yield* places.acquire(deadline))) return false;
    const since = sim.now;
    this.admitted++;
    try {
      const wait = Math.min(seconds, this.outages.downAt() - since, deadline - since);
      if (wait > 0) yield wait;
      return seconds <= wait;
    } finally {
      this.busySeconds += sim.now - since;
      places?.release();
    }
  }

  /** A minute's worth, but no less than one call. */
  private get depth(): number {
    return Math.max(1, this.spec.quota * MINUTE);
  }

  private *admit(deadline: number): Process<boolean> {
    const { sim, door } = this;
    if (!door.tryAcquire() && !(yield* door.acquire(deadline))) return false;
    try {
      const wait = this.wait();
      if (sim.now + wait > deadline) {
        yield deadline - sim.now;
        return false;
      }
      if (wait > 0) yield wait;
      this.refill();
      this.left -= 1;
      return true;
    } finally {
      door.release();
    }
  }

  private wait(): number {
    this.refill();
    return this.left >= 1 ? 0 : (1 - this.left) / this.spec.quota;
  }

  private refill(): void {
    const { now } = this.sim;
    this.left = Math.min(this.depth, this.left + (now - this.filledAt) * this.spec.quota);
    this.filledAt = now;
  }
}
