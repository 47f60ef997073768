import { type Process, TIMED_OUT } from '../../kernel/index.js';
import { Status } from '../record/record.js';
import type { World } from '../world.js';
import type { Outages } from './outages.js';
import { FAILED } from './policies.js';

/** A participant that holds control flow: what it knows goes down with it. */
export interface Holder {
  readonly outages: Outages;
}

/** Whether a call was made for the work that is held. */
type Owns = (participant: number, leaf: number) => boolean;

/**
 * Work that a participant holds in its hands. A crash ends it, and all that was under way for it; once the participant is
 * back, it begins again: from the beginning, or, where results are durable, from what was written down. Throws FAILED
 * when that has happened `restarts` times before.
 */
export function* held<T>(world: World, { outages }: Holder, owns: Owns, begin: () => Process<T>): Process<T> {
  const { sim } = world;
  yield* untilThere(world, outages);
  for (let crashes = 0; ; crashes++) {
    const result = yield* sim.within(outages.downAt() - sim.now, begin());
    if (result !== TIMED_OUT) return result;
    if (crashes === world.scenario.policies.restarts) throw FAILED;
    const since = sim.now;
    beginAnew(world, owns);
    yield* untilThere(world, outages);
    world.record.recovery += sim.now - since;
    world.record.resumedAt = sim.now;
  }
}

/** What was done is told again where it was written down; else it is lost. */
export function beginAnew({ scenario, books, record }: World, owns: Owns): void {
  if (scenario.policies.durable !== null) {
    books.journal.rewind(owns);
    return;
  }
  const { calls, store } = record;
  const c = calls.columns;
  for (let call = 0; call < calls.length; call++) {
    if (c.status[call] !== Status.ok || !owns(c.participant[call]!, c.step[call]!)) continue;
    const artifact = c.artifact[call]!;
    c.status[call] = Status.discarded;
    record.lostWork++;
    if (artifact >= 0) store.all[artifact]!.used = false;
  }
}

/** Waits until a participant is there; for ever, where it never comes back. */
export function* untilThere({ sim }: World, outages: Outages): Process<void> {
  for (let back = outages.backAt(); back > sim.now; back = outages.backAt()) yield* outages.pause(back - sim.now);
}
