import { INTERRUPTED, type Process, type Task } from '../kernel/index.js';
import type { Arrivals } from '../scenario/scenario.js';
import { quantile } from './luck/distributions.js';
import { Purpose } from './luck/luck.js';
import type { Run } from './run.js';

type OpenArrivals = Extract<Arrivals, { readonly kind: 'open' }>;

/** An open workload: tasks arrive regardless of how many are in the system. */
export function* arriving(
  { luck }: Pick<Run, 'luck'>,
  tasks: number,
  { gap, atOnce }: OpenArrivals,
  begin: (task: number) => void,
): Process<void> {
  for (let task = 0; task < tasks; task++) {
    const wait = task % atOnce === 0 ? quantile(gap, luck.uniform(Purpose.arrival, task, 0, 0)) : 0;
    if (wait > 0) yield wait;
    begin(task);
  }
}

/** One user of a closed loop: thinks, submits the next task that was not submitted yet, and waits for its end. */
export function* asking(
  { sim, luck, scenario }: Pick<Run, 'sim' | 'luck' | 'scenario'>,
  think: { readonly user: number; readonly next: () => number },
  begin: (task: number) => Task<void>,
): Process<void> {
  const { workload } = scenario;
  if (workload.arrivals?.kind !== 'closed') return;
  for (let nth = 0; ; nth++) {
    const wait = quantile(workload.arrivals.think, luck.uniform(Purpose.think, 0, think.user, nth));
    if (wait > 0) yield wait;
    const task = think.next();
    if (task >= workload.tasks) return;
    yield* ended(sim, begin(task));
  }
}

/** Waits for the end of a task, however it ends. */
function* ended(sim: Run['sim'], task: Task<void>): Process<void> {
  try {
    yield* sim.join(task);
  } catch (thrown) {
    // A task that goes on without an end is broken off; who asked goes on.
    if (thrown !== INTERRUPTED) throw thrown;
  }
}
