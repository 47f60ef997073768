import * as z from 'zod';
import { group, key } from './key.js';
import { limit, TIME_LIMIT } from './kinds.js';

const INFINITE = Number.POSITIVE_INFINITY;

/** What a task may spend. */
export const budget = group(
  z.strictObject({
    tokens: key(limit('a number of tokens'), {
      means: 'Input and output tokens that a task may use, cached ones included',
      default: INFINITE,
      off: INFINITE,
      shown: 'budget in tokens',
    }),
    cost: key(limit('US dollars'), {
      means: 'What a task may cost, the wages of people included',
      default: INFINITE,
      off: INFINITE,
      shown: 'budget in USD',
    }),
    time: key(TIME_LIMIT, {
      means: 'How long a task may take from when it came in: then it is ended, even one that stalls',
      default: INFINITE,
      off: INFINITE,
      shown: 'budget of time',
    }),
  }),
  'What a task may spend: whatever exceeds it ends the task, which fails and is not submitted again',
);
