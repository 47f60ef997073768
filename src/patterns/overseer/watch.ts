import {
  type Artifact,
  type Context,
  type Coordinator,
  FAILED,
  type Process,
  TIMED_OUT,
  untilThere,
  type World,
} from '../kit.js';

/** How watchers notice that somebody is down, and what they read of it. */
export interface Vigilance {
  /** Seconds between two signs of life. */
  readonly heartbeat: number;
  /** Tokens of a report. */
  readonly report: number;
}

/** An overseer, who notices nothing while it is down; and maybe somebody who watches the overseer. */
export class Watch {
  constructor(
    private readonly world: World,
    private readonly overseer: Coordinator,
    private readonly second: Coordinator | null,
    private readonly habits: Vigilance,
  ) {}

  /** Does the work, with the overseer itself being watched. */
  *over<T>(work: Process<T>): Process<T> {
    if (this.second === null) return yield* work;
    const { sim } = this.world;
    const guard = sim.spawn(this.guard(this.second));
    try {
      return yield* work;
    } finally {
      sim.interrupt(guard);
    }
  }

  /** Waits until the overseer is there to notice something. */
  attention(): Process<void> {
    return untilThere(this.world, this.overseer.outages);
  }

  /** What comes of work that has so many seconds; nobody ends it while the overseer is down. */
  *wait<T>(seconds: number, work: Process<T>): Process<T | typeof TIMED_OUT> {
    const { sim } = this.world;
    if (!this.overseer.outages.any) return yield* sim.within(seconds, work);
    const working = sim.spawn(work);
    yield* sim.quorum([working], 1, sim.now + seconds);
    const noticing = sim.spawn(this.attention());
    yield* sim.quorum([working, noticing], 1);
    for (const task of [working, noticing]) sim.interrupt(task);
    return working.succeeded ? working.result! : TIMED_OUT;
  }

  /** One call of the overseer about what it is told last; it begins anew after a crash, as often as the policy says. */
  *direct(context: Context): Process<Artifact> {
    for (let crashes = 0; ; crashes++) {
      yield* this.attention();
      try {
        return yield* this.overseer.direct(context);
      } catch (thrown) {
        const begins = !this.overseer.isThere() && crashes < this.world.scenario.policies.restarts;
        if (thrown !== FAILED || !begins) throw thrown;
      }
    }
  }

  /** A heartbeat after the overseer went down, the second one brings it back with a call; it gives up in the end. */
  private *guard(second: Coordinator): Process<void> {
    const { world, habits } = this;
    const { outages } = this.overseer;
    for (let failures = 0; failures <= world.scenario.policies.restarts; ) {
      const life = outages.downAt() - world.sim.now;
      if (life === Number.POSITIVE_INFINITY) yield* world.never.wait();
      if (life > 0) yield life;
      yield habits.heartbeat;
      yield* untilThere(world, second.outages);
      // Other tasks may notice it as well: one call is enough.
      if (outages.isInCare) yield* this.attention();
      if (outages.isThere()) continue;
      if (!(yield* this.bringBack(second))) failures++;
    }
  }

  private *bringBack(second: Coordinator): Process<boolean> {
    const { exchange } = this.world;
    const { outages } = this.overseer;
    outages.isInCare = true;
    try {
      yield* second.direct(exchange.context('messages').append(exchange.note(this.overseer, -1, this.habits.report)));
      outages.restore();
      return true;
    } catch (thrown) {
      if (thrown !== FAILED) throw thrown;
      return false;
    } finally {
      outages.isInCare = false;
    }
  }
}
