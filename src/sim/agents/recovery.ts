import { type Process, type Simulator, TIMED_OUT } from '../../kernel/index.js';
import { type RunRecord, Status } from '../record/record.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import { FAILED } from './failure.js';
import type { Outages } from './outages.js';

/** Whether a call was made for the work that is held. */
export type OwnsCall = (participant: number, leaf: number) => boolean;

/**
 * Work that a participant holds in its hands. A crash ends it, and all that was under way for it; once the participant is
 * back, it begins again: from the beginning, or, where results are durable, from what was written down. Throws FAILED
 * when that has happened `restarts` times before.
 */
export function* held<T>(
  { sim, scenario }: Pick<Run, 'sim' | 'scenario'>,
  state: TaskState,
  outages: Outages,
  owns: OwnsCall,
  begin: () => Process<T>,
): Process<T> {
  const { record } = state;
  const isDurable = scenario.policies.durable !== null;
  yield* untilThere(sim, outages);
  for (let crashes = 0; ; crashes++) {
    const result = yield* sim.within(outages.downAt() - sim.now, begin());
    if (result !== TIMED_OUT) return result;
    if (crashes === scenario.policies.restarts) throw FAILED;
    const since = sim.now;
    beginAnew(state, isDurable, owns);
    yield* untilThere(sim, outages);
    record.recovery += sim.now - since;
    begunAgain(record, sim.now);
  }
}

/** Work on a task begins again, now. */
export function begunAgain(record: RunRecord, now: number): void {
  record.resumedAt = now;
  record.note('begins again', now, -1, -1);
}

/** What was done is told again where it was written down; else it is lost. */
export function beginAnew({ journal, record }: TaskState, isDurable: boolean, owns: OwnsCall): void {
  if (isDurable) {
    journal.rewind(owns);
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
export function* untilThere(sim: Simulator, outages: Outages): Process<void> {
  for (let back = outages.backAt(); back > sim.now; back = outages.backAt()) yield* outages.pause(back - sim.now);
}
