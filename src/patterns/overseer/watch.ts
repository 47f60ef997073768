import {
  Act,
  type Artifact,
  type Context,
  type Coordinator,
  FAILED,
  orFailed,
  type Process,
  Purpose,
  type Stage,
  TIMED_OUT,
  untilThere,
} from '../kit.js';

/** How watchers notice that a participant is down, and what they read of it. */
export interface Vigilance {
  /** Seconds between two signs of life. */
  readonly heartbeat: number;
  /** Tokens of a report. */
  readonly report: number;
}

/** An overseer, which notices nothing while it is down; and a second watcher that monitors it, where there is one. */
export class Watch {
  constructor(
    private readonly stage: Pick<Stage, 'sim' | 'run' | 'state'>,
    private readonly overseer: Coordinator,
    private readonly second: Coordinator | null,
    private readonly habits: Vigilance,
  ) {}

  /** Does the work, with the overseer itself being watched. */
  *over<T>(work: Process<T>): Process<T> {
    if (this.second === null) return yield* work;
    const { sim } = this.stage;
    const guard = sim.spawn(this.guard(this.second));
    try {
      return yield* work;
    } finally {
      sim.interrupt(guard);
    }
  }

  /** Waits until the overseer is there to notice something. */
  attention(): Process<void> {
    return untilThere(this.stage.sim, this.overseer.outages);
  }

  /** The result of work that has so many seconds; it goes on past them while the overseer is down. */
  *wait<T>(seconds: number, work: Process<T>): Process<T | typeof TIMED_OUT> {
    const { sim } = this.stage;
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
      const message = yield* orFailed(directed(this.overseer, context));
      if (message !== FAILED) return message;
      const begins = !this.overseer.outages.isThere() && crashes < this.stage.run.scenario.policies.restarts;
      if (!begins) throw FAILED;
    }
  }

  /** A heartbeat after the overseer went down, the second one brings it back with a call; it gives up in the end. */
  private *guard(second: Coordinator): Process<void> {
    const { habits } = this;
    const { sim, run } = this.stage;
    const { outages } = this.overseer;
    for (let failures = 0; failures <= run.scenario.policies.restarts; ) {
      const life = outages.downAt() - sim.now;
      // An overseer that never goes down is waited for until the work is over.
      if (life > 0) yield life;
      yield habits.heartbeat;
      yield* untilThere(sim, second.outages);
      // Other tasks may notice it as well: one call is enough.
      if (outages.isInCare) yield* this.attention();
      if (outages.isThere()) continue;
      if (!(yield* this.bringBack(second))) failures++;
    }
  }

  private *bringBack(second: Coordinator): Process<boolean> {
    const { exchange } = this.stage.state;
    const { outages } = this.overseer;
    outages.isInCare = true;
    try {
      const report = this.overseer.calls.note(-1, this.habits.report);
      const message = yield* orFailed(directed(second, exchange.context('messages').append(report)));
      if (message === FAILED) return false;
      outages.restore();
      return true;
    } finally {
      outages.isInCare = false;
    }
  }
}

/** One call: says what is to be done about what it is told last. */
function* directed({ calls, spec }: Coordinator, context: Context): Process<Artifact> {
  const { author } = context.newest;
  calls.deliver(context, author);
  const request = calls.request(Act.decide, spec.decision, Purpose.decisionOutput, 0, 0);
  return calls.note(yield* calls.persist(request, calls.nextVisit(), context, author), 0);
}
