import type { Process, Task } from '../../kernel/index.js';
import { FAILED } from '../agents/failure.js';
import type { Run } from '../run.js';

/**
 * The results of branches that work in parallel, in order. Where one of them fails for good, FAILED is thrown at once, and
 * the others are interrupted, or run on and are paid, as the scenario says. `begin` starts them, as children of whoever calls it.
 */
export function* inParallel<T>(
  { sim, scenario }: Pick<Run, 'sim' | 'scenario'>,
  begin: () => readonly Task<T>[],
): Process<T[]> {
  if (scenario.policies.siblings === 'cancelled') return yield* sim.all(begin());
  // Children go on by themselves when their parent returns, and end with it when it is interrupted.
  const results = yield* sim.join(sim.spawn(leftToThemselves(sim, begin)));
  if (results === FAILED) throw FAILED;
  return results;
}

function* leftToThemselves<T>(sim: Run['sim'], begin: () => readonly Task<T>[]): Process<T[] | typeof FAILED> {
  const branches = begin();
  const ended = yield* sim.quorum(branches, branches.length);
  return ended < branches.length ? FAILED : branches.map(({ result }) => result as T);
}
