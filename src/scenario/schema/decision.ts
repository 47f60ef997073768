import * as z from 'zod';
import { declare, group, item, key } from './key.js';
import { above, amount } from './kinds.js';
import { LIMIT, STATISTIC_KEY } from './limits.js';
import { END } from './range-ends.js';

/** What a good pattern is, and what is uncertain. */
export const decision = group(
  z.strictObject({
    objectives: declare(
      z
        .record(
          z.string(),
          z.strictObject({
            weight: key(amount('a number'), { means: 'How much the measure counts against the others', default: 1 }),
          }),
        )
        .meta({ minProperties: 1, propertyNames: { pattern: STATISTIC_KEY } }),
      {
        means:
          'What matters, by measure (its mean) or, of single tasks, measure.p50, measure.p95, measure.p99, measure.cvar95 (the mean of the worst 5 %) or measure.cv (the coefficient of variation); the first one sorts the table',
        default: { correct: {} },
        otherwise: 'correct with weight 1',
      },
    ),
    limits: declare(
      z
        .record(
          z.string(),
          item(LIMIT, 'The limit that the measure must keep; without an operator it is the worst allowed value'),
        )
        .meta({ propertyNames: { pattern: STATISTIC_KEY } }),
      {
        means:
          'What every pattern must keep, by measure, or as for objectives by a statistic of it, such as latency.p95: `decide` chooses no pattern that breaks a limit',
        default: {},
        otherwise: 'none',
      },
    ),
    uncertain: declare(
      z.record(
        z.string(),
        z
          .array(item(END, 'The lowest and the highest value'))
          .length(2)
          .meta({ description: 'The lowest and the highest plausible value; all values between are equally likely.' }),
      ),
      {
        means:
          'Keys whose values are uncertain, by dotted path as for --set, each with its plausible range: `decide` varies them',
        default: {},
        otherwise: 'none',
      },
    ),
    volume: key(above(0, 'tasks per month'), {
      means: 'How many tasks a month the decision is for: the decision record tells the cost of so many',
      otherwise: 'what arrives in a month at the rate of the workload, else the cost of 1,000 tasks is told',
    }),
  }),
  'What a good pattern is, and what is uncertain',
);
