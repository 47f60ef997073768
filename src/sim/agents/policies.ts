import { Purpose } from '../luck/luck.js';
import type { World } from '../world.js';

/** Thrown (never an Error: nothing is wrong with the program) where work failed for good and somebody knows it. */
export const FAILED = Object.freeze({ failed: 'the last attempt failed' });

/** Seconds to wait before the attempt after `attempt` (from 0): base * factor^attempt * (1 + jitter * u), u in [-1, 1]. */
export function backoff(world: World, entity: number, index: number, attempt: number): number {
  const { base, factor, jitter } = world.scenario.policies.retry.backoff;
  const wait = base * factor ** attempt;
  if (jitter === 0) return wait;
  const u = world.luck.uniform(Purpose.backoff, world.work.task, entity, index);
  return wait * (1 + jitter * (2 * u - 1));
}
