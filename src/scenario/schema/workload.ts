import { z } from 'zod';
import { durations } from './distributions.js';
import { amount, leaf, RATE, required, whole, withDefault } from './kinds.js';
import { got, type Reading } from './units.js';

const ARRIVED = 'Tasks that arrive, on average';

const gamma = z
  .strictObject({
    rate: required(RATE, ARRIVED),
    cv: required(amount('a number'), 'Standard deviation of the gaps over their mean: 1 is Poisson, more is burstier'),
  })
  .meta({ description: 'Arrivals at gamma-distributed gaps: more regular, or burstier, than Poisson.' });

const bursts = z
  .strictObject({
    rate: required(RATE, ARRIVED),
    size: required(whole(1, 'tasks'), 'Tasks that arrive at once'),
  })
  .meta({ description: 'Bursts of tasks that arrive at once, at exponential gaps.' });

const closed = z
  .strictObject({
    users: required(whole(1, 'users', 10_000), 'Users, each with one task at a time'),
    think: durations.or(0, 'How long a user thinks before asking for the next task'),
  })
  .meta({ description: 'A closed loop: a number of users, each of whom waits for the end of a task.' });

const arrivals = z
  .strictObject({
    poisson: required(RATE, `${ARRIVED}, at exponential gaps`).optional(),
    gamma: gamma.optional(),
    bursts: bursts.optional(),
    closed: closed.optional(),
  })
  .refine((given) => Object.values(given).filter((kind) => kind !== undefined).length === 1, {
    message: 'arrivals are of exactly one kind',
    params: { final: true, next: 'Write for example { poisson: 30/h }.' },
  })
  .meta({
    description: 'How tasks arrive: poisson, gamma, bursts or closed (default all at once).',
    minProperties: 1,
    maxProperties: 1,
  });

/** A number of tasks, or auto. */
const WARM_UP = {
  expected: "'auto' or a whole number of tasks, 0 or more",
  range: 'auto, or a whole number of tasks',
  next: 'Write auto, or a number such as 100.',
  json: { type: ['string', 'integer'], pattern: '^auto$', minimum: 0 },
  read: (raw: unknown): Reading<'auto' | number> => {
    if (raw === 'auto' || (Number.isInteger(raw) && (raw as number) >= 0))
      return { ok: true, value: raw as 'auto' | number };
    return { ok: false, message: `expected ${WARM_UP.expected}, got ${got(raw)}`, next: WARM_UP.next };
  },
};

/** How much work arrives, and how. */
export const workload = z
  .strictObject({
    tasks: withDefault(whole(1, 'tasks', 100_000), 1, 'Tasks of a replication'),
    arrivals: arrivals.optional(),
    warmup: leaf(WARM_UP)
      .meta({
        ...WARM_UP.json,
        description:
          'First tasks that do not count, since the house was still empty; auto: found by MSER-5 (auto, or a whole number of tasks; default auto).',
        default: 'auto',
      })
      .prefault('auto'),
  })
  .prefault({})
  .meta({ description: 'How much work arrives.' });
