import * as z from 'zod';
import { declare, group, item, key } from './key.js';
import { amount } from './kinds.js';
import { LIMIT } from './limits.js';
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
        .meta({ minProperties: 1 }),
      {
        means: 'What matters, by measure; the first one sorts the table',
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
        .meta({ propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9]*(\\.(mean|p50|p95))?$' } }),
      {
        means:
          'What every pattern must keep, by measure (its mean) or measure.p50 or measure.p95 (of single tasks): `decide` chooses no pattern that breaks a limit',
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
  }),
  'What a good pattern is, and what is uncertain',
);
