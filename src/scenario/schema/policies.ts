import * as z from 'zod';
import { budget } from './budget.js';
import { durations } from './distributions.js';
import { declare, group, item, key } from './key.js';
import { atLeast, DURATION, FLAG, MOST, oneOf, POSITIVE_DURATION, SHARE, TIME_LIMIT, whole } from './kinds.js';

const INFINITE = Number.POSITIVE_INFINITY;

const retry = group(
  z.strictObject({
    attempts: key(whole(1, 'attempts', MOST), {
      means: 'Attempts at a step, including the first',
      default: 1,
      off: 1,
      needs: 'a caller that waits',
      shown: 'attempts',
    }),
    backoff: group(
      z.strictObject({
        base: key(DURATION, { means: 'Wait before the second attempt', default: '1s' }),
        factor: key(atLeast(1, 'a factor'), { means: 'Factor by which each further wait grows', default: 2 }),
        jitter: key(SHARE, { means: 'Share of the wait by which it varies up and down', default: 0 }),
      }),
      'Waits between attempts',
    ),
  }),
  'What a caller does after a failed attempt',
);

const breaker = declare(
  z.strictObject({
    failures: key(whole(1, 'failures'), { means: 'Failed attempts within the window that open it', required: true }),
    window: key(POSITIVE_DURATION, { means: 'How far back failures count', default: '60s' }),
    cooldown: key(POSITIVE_DURATION, {
      means: 'How long it stays open before it lets one attempt through',
      default: '30s',
    }),
  }),
  {
    means: 'A circuit breaker for each agent, for callers that wait: while it is open, attempts fail at once',
    otherwise: 'none',
    off: null,
    needs: 'a caller that waits',
  },
);

const redelivery = declare(
  z.strictObject({
    attempts: key(whole(1, 'deliveries', MOST), {
      means: 'Deliveries of an event, including the first',
      required: true,
    }),
    idle: key(POSITIVE_DURATION, {
      means: 'Wait for an acknowledgement before the next delivery of an event',
      default: '30s',
    }),
  }),
  {
    means:
      'The bus delivers an event again until its listener acknowledges it: on receipt where the listener waits for further events, else as acknowledge says',
    otherwise: 'none',
    off: null,
    needs: 'a bus',
  },
);

const deadLetters = declare(
  z.strictObject({
    alertAfter: key(TIME_LIMIT, {
      means: 'Time until an operator delivers the event once more; if that fails too, the task fails',
      default: INFINITE,
    }),
  }),
  {
    means:
      'Events that failed every delivery go to a dead-letter queue, where they are counted and an operator handles them',
    otherwise: 'none',
    off: null,
    needs: 'a bus',
  },
);

const durable = declare(
  z.union([
    item(FLAG, 'Results survive a crash'),
    z.strictObject({ write: key(durations, { means: 'How long it takes to persist a result', default: '10ms' }) }),
  ]),
  {
    means: 'The holder of the control flow persists finished calls, so that a task resumes there after a crash',
    range: 'true: 10ms per write',
    default: false,
    off: null,
    needs: 'a holder of the control flow',
  },
);

const resubmit = group(
  z.strictObject({
    attempts: key(whole(0, 'times', MOST), {
      means: 'How often a failed task is submitted again',
      default: 0,
      off: 0,
    }),
    after: key(DURATION, { means: 'Wait before it is submitted again', default: 0 }),
  }),
  'The client submits a task again that failed with an error',
);

const CLAIMS = whole(0, 'claims');

const tolerance = declare(
  z.union([
    item(CLAIMS, 'As many false claims, and as many missing ones'),
    z.strictObject({
      false: key(CLAIMS, { means: 'False claims in a result that is still usable', default: 0 }),
      missing: key(CLAIMS, { means: 'Owed claims that may be missing from a result that is still usable', default: 0 }),
    }),
  ]),
  {
    means: 'What a delivered result may lack and still count as correct: false claims, and claims that it owes',
    range: 'a number for both, or one for each',
    default: 0,
    off: 0,
  },
);

/** What is done about faults. */
export const policies = group(
  z.strictObject({
    timeout: key(TIME_LIMIT, {
      means: 'How long a caller waits for one attempt at a step',
      default: INFINITE,
      off: INFINITE,
      needs: 'a caller that waits',
      shown: 'timeout',
    }),
    retry,
    breaker,
    redelivery,
    acknowledge: key(oneOf(['received', 'handled']), {
      means:
        'When a listener acknowledges an event that it begins to work on, if the bus redelivers: on receipt, so that a crash can lose it, or once its work is done',
      default: 'handled',
      noOff: 'an event is always acknowledged at one time or the other',
      needs: 'a bus',
    }),
    deadLetters,
    idempotency: key(FLAG, {
      means:
        'Listeners recognise an event that they have handled or are handling; where they did handle one twice, its result goes on once',
      default: false,
      off: false,
      needs: 'a bus',
    }),
    durable,
    restarts: key(whole(0, 'times', MOST), {
      means: 'How often a task starts again after a crash of the holder of its control flow; then it fails',
      default: 10,
      off: 0,
    }),
    resubmit,
    budget,
    siblings: key(oneOf(['cancelled', 'run-on']), {
      means:
        'What happens to the other branches of parallel work when one has failed for good: they are cancelled, or run on and are paid',
      default: 'cancelled',
      off: 'cancelled',
      needs: 'a caller that waits',
    }),
    writes: key(oneOf(['overwrite', 'merge', 'fail']), {
      means: 'What happens to concurrent writes: the last one wins, both are kept, or the later one is an error',
      default: 'merge',
      noOff: 'concurrent writes always have one outcome or the other',
      shown: 'writes',
    }),
    tracing: key(FLAG, {
      means: 'Messages carry a trace id, so that one query finds all messages of a run',
      default: false,
      off: false,
    }),
    deadline: key(TIME_LIMIT, {
      means: 'Time after which a finished task counts as late',
      default: INFINITE,
      off: INFINITE,
      shown: 'deadline',
    }),
    tolerance,
  }),
  'What is done about faults',
);
