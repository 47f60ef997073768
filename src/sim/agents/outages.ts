import type { Future, Process, Simulator } from '../../kernel/index.js';
import type { Crash, Distribution, InstanceChange } from '../../scenario/scenario.js';
import { quantile } from '../luck/distributions.js';
import { hashOf, type Luck, Purpose } from '../luck/luck.js';

const NEVER = Number.POSITIVE_INFINITY;
const ROUNDING = 1e-12;

/** From when to when a participant is part of the team, seconds after the beginning of the run. */
export interface Presence {
  readonly from: number;
  readonly to: number;
}

/** A time in which a participant takes no calls. */
export interface Outage {
  readonly from: number;
  /** Infinity: it never comes back. */
  to: number;
  readonly cause: 'crash' | 'not there yet' | 'gone';
}

const ALWAYS: Presence = { from: 0, to: NEVER };

/** After so many crashes in one run it stays down: what is up for an instant at a time does nothing, however long that goes on. */
const MOST_CRASHES = 1_000_000;

/**
 * When a participant is there. Times up and down alternate, laid out by luck of its own and looked up as time goes on: no
 * event happens for it, so that a run comes to rest although crashes go on for ever.
 */
export class Outages {
  /** The current stretch: up until `until`, or down until then. */
  private isUp = true;
  private until = NEVER;
  private cycle = 0;
  private presence: Presence = ALWAYS;
  private crash: Crash | null;
  /** The times in which it was down, as far as it was looked up. */
  private readonly crashes: Outage[] = [];
  /** For those who wait until it is back: somebody brings it back before its time. */
  private restored: Future<void> | null = null;
  /** Somebody is about to. */
  isInCare = false;

  /** Of its luck: by its name, and so the same in every pattern. */
  private readonly hash: number;

  constructor(
    private readonly sim: Simulator,
    private readonly luck: Luck,
    name: string,
    private readonly spec: Crash | null,
    private readonly presenceIn: (outages: Outages) => Presence = () => ALWAYS,
  ) {
    this.hash = hashOf(name);
    this.crash = spec;
  }

  /** Whether it can ever be missing. */
  get any(): boolean {
    return this.crash !== null || this.presence !== ALWAYS;
  }

  /** Back to the beginning of a run. `knockedOut`: it goes down for good at that time, whatever the scenario says. */
  reset(knockedOut: number): void {
    const { spec } = this;
    this.crash = knockedOut === NEVER ? spec : { up: null, at: knockedOut, repair: { kind: 'constant', value: NEVER } };
    this.cycle = 0;
    this.crashes.length = 0;
    this.restored = null;
    this.isInCare = false;
    this.presence = this.presenceIn(this);
    this.isUp = true;
    this.until = this.crash === null ? NEVER : this.crash.up === null ? this.crash.at : this.upTime(this.crash);
  }

  /** Whether it takes calls now. */
  isThere(): boolean {
    if (!this.any) return true;
    const { now } = this.sim;
    this.advance(now);
    return this.isUp && now >= this.presence.from && now < this.presence.to;
  }

  /** When it takes calls again: now, later, or never. */
  backAt(): number {
    const { now } = this.sim;
    if (this.isThere()) return now;
    if (now >= this.presence.to) return NEVER;
    const back = Math.max(this.isUp ? now : this.until, this.presence.from);
    return back < this.presence.to ? back : NEVER;
  }

  /** When it goes down next, with all that it has in hand; now where it is down. Who leaves finishes what it does. */
  downAt(): number {
    if (this.crash === null) return NEVER;
    const { now } = this.sim;
    this.advance(now);
    return this.isUp ? this.until : now;
  }

  /** When it was not there so far, in the order of time. */
  past(): Outage[] {
    const { now } = this.sim;
    const { from, to } = this.presence;
    if (this.crash !== null) this.advance(now);
    const before: Outage[] = from > 0 ? [{ from: 0, to: from, cause: 'not there yet' }] : [];
    const after: Outage[] = to <= now ? [{ from: to, to: NEVER, cause: 'gone' }] : [];
    return [...before, ...this.crashes.map((crash) => ({ ...crash })), ...after];
  }

  /** Somebody brings it back before its time. */
  restore(): void {
    if (this.crash === null || this.isUp) return;
    this.until = this.sim.now;
    this.crashes.at(-1)!.to = this.until;
    this.advance(this.until);
    this.restored?.resolve();
    this.restored = null;
  }

  /** Waits so many seconds, or until somebody brings it back meanwhile. */
  *pause(seconds: number): Process<void> {
    const { sim } = this;
    this.restored ??= sim.future<void>();
    yield* sim.quorum([this.restored.task], 1, sim.now + seconds);
  }

  private advance(now: number): void {
    // A sleep until a time may end a rounding before it.
    const reached = now + ROUNDING * Math.max(1, now);
    while (this.until <= reached) {
      const crash = this.crash!;
      this.isUp = !this.isUp;
      if (!this.isUp) this.goDown(crash);
      else if (crash.up === null) this.until = NEVER;
      else {
        this.cycle++;
        this.until += this.upTime(crash);
      }
    }
  }

  private goDown({ repair }: Crash): void {
    const from = this.until;
    this.until = this.crashes.length < MOST_CRASHES ? from + this.draw(repair, Purpose.repairTime) : NEVER;
    this.crashes.push({ from, to: this.until, cause: 'crash' });
  }

  private upTime({ up }: Crash): number {
    return this.draw(up!, Purpose.upTime);
  }

  /** A variate of its own: the next one of its kind in each further cycle. */
  draw(d: Distribution, purpose: Purpose): number {
    if (d.kind === 'constant') return d.value;
    return quantile(d, this.luck.uniform(purpose, this.hash & 0xffffff, this.hash >>> 24, this.cycle));
  }
}

/** Of one instance (from 0) of a role's agents: the first ones leave, the last ones join. */
export function presenceOf(
  instance: number,
  instances: number,
  leave: InstanceChange | null,
  join: InstanceChange | null,
): ((outages: Outages) => Presence) | undefined {
  const leaves = leave !== null && instance < leave.instances ? leave.at : null;
  const joins = join !== null && instance >= instances - join.instances ? join.at : null;
  if (leaves === null && joins === null) return undefined;
  return (outages) => ({
    from: joins === null ? 0 : outages.draw(joins, Purpose.join),
    to: leaves === null ? NEVER : outages.draw(leaves, Purpose.leave),
  });
}
