import { z } from 'zod';
import { amount, item, withDefault } from './kinds.js';
import { LIMIT } from './limits.js';
import { END } from './range-ends.js';

export const decision = z
  .strictObject({
    objectives: z
      .record(
        z.string(),
        z.strictObject({
          weight: withDefault(amount('a number'), 1, 'How much the measure counts against the others'),
        }),
      )
      .prefault({ correct: {} })
      .meta({
        description: 'What matters, by measure; the first one sorts the table (default correct with weight 1).',
        minProperties: 1,
      }),
    limits: z
      .record(z.string(), item(LIMIT, 'What the measure must keep to; without an operator it is the worst allowed'))
      .prefault({})
      .meta({
        description:
          'What every pattern must keep, by measure (its mean) or measure.p50 or measure.p95 (of single tasks): `decide` takes none that does not (default none).',
        propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9]*(\\.(mean|p50|p95))?$' },
      }),
    uncertain: z
      .record(
        z.string(),
        z
          .array(item(END, 'The lowest and the highest value'))
          .length(2)
          .meta({ description: 'The lowest and the highest value that is plausible; all between are equally so.' }),
      )
      .prefault({})
      .meta({
        description:
          'Keys whose values nobody knows for sure, by dotted path as for --set, each with its plausible range: `decide` varies them (default none).',
      }),
  })
  .prefault({})
  .meta({ description: 'What a good pattern is, and what is uncertain.' });
