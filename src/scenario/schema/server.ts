import * as z from 'zod';
import { declare, key } from './key.js';
import { limit, oneOf, SHARE, whole, wholeOrLimitless } from './kinds.js';

const INFINITE = Number.POSITIVE_INFINITY;

/** A model server of one's own. Each key alone does nothing to a call that runs alone. */
export const server = declare(
  z.strictObject({
    slowdown: key(SHARE, {
      means:
        'Each of c running calls has c^-slowdown of its speed alone: at 0 none slows down, at 1 all share the speed of one',
      default: 0,
    }),
    halfSpeed: key(limit('a number of calls'), {
      means:
        'Each of c running calls has 1 / (1 + (c - 1) / halfSpeed) of its speed alone: half where so many others run',
      default: INFINITE,
    }),
    prefill: key(oneOf(['first', 'shared']), {
      means:
        'How input is read: first, one call at a time while no other call writes; or shared, as a part of the work that all share',
      default: 'first',
    }),
    maxBatch: key(wholeOrLimitless(1, 'calls'), {
      means: 'Calls that run at once; further ones wait, first come, first served',
      default: INFINITE,
    }),
    kvTokens: key(limit('a number of tokens'), {
      means:
        'Room for input and output of all running calls; a call waits until its own fit, and fails if they never do',
      default: INFINITE,
    }),
    replicas: key(whole(1, 'servers', 1000), {
      means: 'Equal servers; a call goes to the one with the fewest calls',
      default: 1,
    }),
  }),
  {
    means: "A server of one's own, whose running calls slow each other down; all agents with this model share it",
    otherwise: 'none, or that of the model it is like: calls do not slow each other down',
  },
);
