/** How long those wait who try again. Seconds. */
import type { ClientPolicy, Policies } from '../../scenario/scenario.js';
import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';

/**
 * Before a client's request after the nth failed one (from 0): as the provider says, or
 * min(most, base * factor^nth) * (1 + jitter * u), u in [-1, 1], [-1, 0] or [0, 1].
 */
export function clientWait(
  { backoff, obeys }: ClientPolicy,
  luck: TaskLuck,
  entity: number,
  index: number,
  nth: number,
  retryAfter: number,
): number {
  if (retryAfter > 0 && retryAfter <= obeys) return retryAfter;
  const { base, factor, most, jitter, spread } = backoff;
  const wait = Math.min(most, base * factor ** nth);
  if (jitter === 0 || wait === 0) return wait;
  const u = luck.uniform(Purpose.clientWait, entity, index);
  return wait * (1 + jitter * { around: 2 * u - 1, below: -u, above: u }[spread]);
}

/** Before the attempt after `attempt` (from 0): base * factor^attempt * (1 + jitter * u), u in [-1, 1]. */
export function retryWait(
  { base, factor, jitter }: Policies['retry']['backoff'],
  luck: TaskLuck,
  entity: number,
  index: number,
  attempt: number,
): number {
  const wait = base * factor ** attempt;
  if (jitter === 0) return wait;
  return wait * (1 + jitter * (2 * luck.uniform(Purpose.backoff, entity, index) - 1));
}
