import type { Process, Task } from '../kernel/index.js';
import type { Arrivals } from '../scenario/scenario.js';
import { quantile } from './luck/distributions.js';
import { Purpose } from './luck/luck.js';
import type { World } from './world.js';

type Open = Extract<Arrivals, { readonly kind: 'open' }>;

/** Tasks that come in by themselves, however many are in the house. */
export function* arriving(
  world: World,
  tasks: number,
  { gap, atOnce }: Open,
  begin: (task: number) => void,
): Process<void> {
  for (let task = 0; task < tasks; task++) {
    const wait = task % atOnce === 0 ? quantile(gap, world.luck.uniform(Purpose.arrival, task, 0, 0)) : 0;
    if (wait > 0) yield wait;
    begin(task);
  }
}

/** One of a number of users, who think, ask for the next task that nobody asked for, and wait for its end. */
export function* asking(
  world: World,
  think: { readonly user: number; readonly next: () => number },
  begin: (task: number) => Task<void>,
): Process<void> {
  const { workload } = world.scenario;
  if (workload.arrivals?.kind !== 'closed') return;
  for (let nth = 0; ; nth++) {
    const wait = quantile(workload.arrivals.think, world.luck.uniform(Purpose.think, 0, think.user, nth % 0xffff));
    if (wait > 0) yield wait;
    const task = think.next();
    if (task >= workload.tasks) return;
    yield* world.sim.join(begin(task));
  }
}
