import { z } from 'zod';
import { durations } from './distributions.js';
import {
  atLeast,
  DURATION,
  FLAG,
  item,
  MOST,
  oneOf,
  POSITIVE_DURATION,
  required,
  SHARE,
  TIME_LIMIT,
  whole,
  withDefault,
} from './kinds.js';

const INFINITE = Number.POSITIVE_INFINITY;

const retry = z
  .strictObject({
    attempts: withDefault(whole(1, 'attempts', MOST), 1, 'Attempts at a step, the first one counted'),
    backoff: z
      .strictObject({
        base: withDefault(DURATION, '1s', 'Wait before the second attempt'),
        factor: withDefault(atLeast(1, 'a factor'), 2, 'What each further wait is multiplied by'),
        jitter: withDefault(SHARE, 0, 'Share of the wait by which it varies up and down'),
      })
      .prefault({})
      .meta({ description: 'Waits between attempts.' }),
  })
  .prefault({})
  .meta({ description: 'What a caller does about a failed attempt.' });

const breaker = z
  .strictObject({
    failures: required(whole(1, 'failures'), 'Failed attempts within the window that open it'),
    window: withDefault(POSITIVE_DURATION, '60s', 'How far back failures count'),
    cooldown: withDefault(POSITIVE_DURATION, '30s', 'How long it stays open before one attempt is let through'),
  })
  .optional()
  .meta({
    description:
      'A circuit breaker before each agent, for callers that wait: while it is open, attempts fail at once (default none).',
  });

const redelivery = z
  .strictObject({
    attempts: required(whole(1, 'deliveries', MOST), 'Deliveries of an event, the first one counted'),
    idle: withDefault(POSITIVE_DURATION, '30s', 'Wait for an acknowledgement before an event is delivered again'),
  })
  .optional()
  .meta({
    description:
      'A bus that delivers an event again until its listener has acknowledged it: at once where that waits for others, else after its work (default none).',
  });

const deadLetters = z
  .strictObject({
    alertAfter: withDefault(
      TIME_LIMIT,
      INFINITE,
      'After which somebody looks, and delivers the event once more; if that fails too, the task fails',
    ),
  })
  .optional()
  .meta({
    description:
      'What becomes of events that were redelivered in vain, and are counted: somebody sees to them (default nobody).',
  });

const durable = z
  .union([
    item(FLAG, 'Results survive a crash'),
    z.strictObject({ write: durations.or('10ms', 'How long it takes to write a result down') }),
  ])
  .prefault(false)
  .meta({
    description:
      'Finished calls are written down where somebody holds the control flow, so that a task goes on from there (true: 10ms a write; default false).',
    default: false,
  });

const resubmit = z
  .strictObject({
    attempts: withDefault(whole(0, 'times', MOST), 0, 'Times that a task that failed is handed in again'),
    after: withDefault(DURATION, 0, 'How long it takes until it is'),
  })
  .prefault({})
  .meta({ description: 'Whoever asked hands a task in again that failed loudly.' });

/** What is done about faults. */
export const policies = z
  .strictObject({
    timeout: withDefault(TIME_LIMIT, INFINITE, 'How long a caller waits for one attempt at a step'),
    retry,
    breaker,
    redelivery,
    deadLetters,
    idempotency: withDefault(
      FLAG,
      false,
      'Listeners know an event that they have handled or have in hand, and let what they did twice go on once',
    ),
    durable,
    restarts: withDefault(
      whole(0, 'times', MOST),
      10,
      'Times that a task is begun again after a crash of who held its control flow; then it fails',
    ),
    resubmit,
    writes: withDefault(
      oneOf(['overwrite', 'merge']),
      'merge',
      'What happens to writes at the same time: the last one wins, or both are kept',
    ),
    tracing: withDefault(FLAG, false, 'Messages carry an id by which one query finds all of a run'),
    deadline: withDefault(TIME_LIMIT, INFINITE, 'After which a finished task counts as late'),
    tolerance: withDefault(whole(0, 'claims'), 0, 'False claims in a delivered result that still counts as correct'),
  })
  .prefault({})
  .meta({ description: 'What is done about faults.' });
