import * as z from 'zod';
import { durations, tokenCounts } from './distributions.js';
import { declare, key } from './key.js';
import { DURATION, NAME_PATTERN, PROBABILITY, RATE_LIMIT, whole, wholeOrLimitless } from './kinds.js';

const INFINITE = Number.POSITIVE_INFINITY;
const TOKENS = whole(0, 'tokens');

const outage = declare(
  z
    .strictObject({
      mtbf: key(durations, {
        means: 'Mean time between failures: exponential times with this mean, or a distribution of your own',
        otherwise: 'never',
      }),
      at: key(DURATION, { means: 'One outage, at this time after the start', otherwise: 'never' }),
      repair: key(durations, { means: 'How long it is down', otherwise: 'for good' }),
    })
    .refine(({ mtbf, at }) => (mtbf === undefined) !== (at === undefined), {
      message: 'an outage happens after mtbf, or at a given time',
      params: { final: true, next: 'Give mtbf or at, and only one of them.' },
    }),
  {
    means: 'It goes down for all that use it, and comes back: calls in hand fail, and so do those that come meanwhile',
    otherwise: 'none',
    off: null,
  },
);

const tool = z
  .strictObject({
    definition: key(TOKENS, {
      means: 'Length of its definition in every prompt of an agent that uses it',
      default: 34,
    }),
    call: key(TOKENS, { means: 'What an agent writes to call it, without its name', default: 8 }),
    result: key(tokenCounts, { means: 'Length of what it returns', default: 120 }),
    latency: key(durations, { means: 'How long it takes itself', default: 0 }),
    failure: key(PROBABILITY, { means: 'Probability that a call to it ends in an error', default: 0, off: 0 }),
    hang: key(PROBABILITY, { means: 'Probability that a call to it never returns', default: 0, off: 0 }),
    capacity: key(wholeOrLimitless(1, 'calls'), {
      means:
        'Calls at once, of all agents together, such as licences or browsers; further ones wait, first come first served',
      default: INFINITE,
    }),
    quota: key(RATE_LIMIT, {
      means:
        'Calls in a period, of all agents together: a bucket one minute deep; further ones wait, first come first served',
      default: INFINITE,
    }),
    outage,
  })
  .meta({ description: 'A tool that agents share.' });

/** Tools that several agents use. */
export const tools = declare(z.record(z.string(), tool).meta({ propertyNames: { pattern: NAME_PATTERN } }), {
  means:
    'Tools by name, each used by the steps that name it (tools: { use: NAME }): one queue, one quota, one outage for all',
  default: {},
  otherwise: 'none',
});
