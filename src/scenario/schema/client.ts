import * as z from 'zod';
import { group, key } from './key.js';
import { atLeast, DURATION, MOST, oneOf, SHARE, TIME_LIMIT, whole } from './kinds.js';

const INFINITE = Number.POSITIVE_INFINITY;

const backoff = group(
  z.strictObject({
    // What the clients of OpenAI and Anthropic wait.
    base: key(DURATION, { means: 'Wait before the second request', default: '500ms' }),
    factor: key(atLeast(1, 'a factor'), { means: 'Factor by which each further wait grows', default: 2 }),
    most: key(TIME_LIMIT, { means: 'The longest wait, before jitter', default: INFINITE }),
    jitter: key(SHARE, { means: 'Share of the wait by which it varies', default: 0 }),
    spread: key(oneOf(['around', 'below', 'above']), {
      means: 'Where jitter moves the wait: up and down, down only, or up only',
      default: 'around',
    }),
  }),
  'Waits between requests',
);

/** What the client of a model (an SDK) does with one request. */
export const client = group(
  z.strictObject({
    attempts: key(whole(1, 'requests', MOST), {
      means: 'Times that the client sends one request, the first one counted, whoever waits for it or not',
      default: 1,
      off: 1,
      shown: 'requests of the client',
    }),
    backoff,
    timeout: key(TIME_LIMIT, {
      means: 'How long the client waits for the answer to one request; then it has failed',
      default: INFINITE,
      off: INFINITE,
      shown: 'timeout of a request',
    }),
    hedge: key(TIME_LIMIT, {
      means:
        'How long the client waits for an answer before it sends the same request once more beside the first; the first answer counts, both are paid to the end',
      default: INFINITE,
      off: INFINITE,
      shown: 'second request after',
    }),
    reask: key(whole(0, 'times', MOST), {
      means:
        'How often it asks again for an answer that cannot be read (agents.X.malformed), with that answer and the error in the prompt; then the request has failed',
      default: 1,
    }),
    error: key(whole(0, 'tokens'), { means: 'Length of that error', default: 30 }),
    obeys: key(DURATION, {
      means:
        'The longest Retry-After of a refusal for which the client waits in place of its own backoff; 0: it ignores it',
      default: '60s',
    }),
  }),
  'What the client of the models does with one request, under every pattern; policies.retry is a layer around it',
);
