import * as z from 'zod';
import { durations } from './distributions.js';
import { declare, group, key } from './key.js';
import { amount, type Kind, RATE, whole } from './kinds.js';
import { TIME_OF_WEEK } from './people.js';
import { got } from './units.js';

const ARRIVED = 'Tasks that arrive, on average';

const gamma = declare(
  z.strictObject({
    rate: key(RATE, { means: ARRIVED, required: true }),
    cv: key(amount('a number'), {
      means: 'Standard deviation of the gaps over their mean: 1 is Poisson, more is burstier',
      required: true,
    }),
  }),
  { means: 'Arrivals at gamma-distributed gaps: more regular, or burstier, than Poisson', otherwise: '' },
);

const bursts = declare(
  z.strictObject({
    rate: key(RATE, { means: ARRIVED, required: true }),
    size: key(whole(1, 'tasks'), { means: 'Tasks that arrive at once', required: true }),
  }),
  { means: 'Bursts of tasks that arrive at once, at exponential gaps', otherwise: '' },
);

const closed = declare(
  z.strictObject({
    users: key(whole(1, 'users', 10_000), { means: 'Users, each with one task at a time', required: true }),
    think: key(durations, { means: 'How long a user thinks before submitting the next task', default: 0 }),
  }),
  { means: 'A closed loop: a number of users, each of whom waits until their task ends', otherwise: '' },
);

const arrivals = z
  .strictObject({
    poisson: key(RATE, { means: `${ARRIVED}, at exponential gaps`, otherwise: '' }),
    gamma,
    bursts,
    closed,
  })
  .refine((given) => Object.values(given).filter((kind) => kind !== undefined).length === 1, {
    message: 'arrivals are of exactly one kind',
    params: { final: true, next: 'Write for example { poisson: 30/h }.' },
  })
  .meta({ minProperties: 1, maxProperties: 1 });

/** A number of tasks, or auto. */
const WARM_UP: Kind<'auto' | number> = {
  expected: "'auto' or a whole number of tasks, 0 or more",
  range: 'auto, or a whole number of tasks',
  next: 'Write auto, or a number such as 100.',
  json: { type: ['string', 'integer'], pattern: '^auto$', minimum: 0 },
  read: (raw) => {
    if (raw === 'auto' || (typeof raw === 'number' && Number.isInteger(raw) && raw >= 0)) {
      return { ok: true, value: raw };
    }
    return { ok: false, message: `expected ${WARM_UP.expected}, got ${got(raw)}`, next: WARM_UP.next };
  },
};

/** How much work arrives, and how. */
export const workload = group(
  z.strictObject({
    tasks: key(whole(1, 'tasks', 100_000), { means: 'Tasks per replication', default: 1 }),
    arrivals: declare(arrivals, {
      means: 'How tasks arrive: poisson, gamma, bursts or closed',
      otherwise: 'all at once',
    }),
    begins: key(TIME_OF_WEEK, {
      means: 'Day and time at which the run begins, for people who work in hours',
      default: 'mon 9h',
    }),
    warmup: key(WARM_UP, {
      means: 'Warm-up tasks, which do not count, since the first tasks meet no queue; auto: found by MSER-5',
      default: 'auto',
    }),
  }),
  'How much work arrives',
);
