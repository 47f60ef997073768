import { z } from 'zod';
import { durations } from './distributions.js';
import {
  amount,
  atLeast,
  DURATION,
  FLAG,
  item,
  limit,
  MOST,
  NAME,
  NAME_PATTERN,
  oneOf,
  required,
  SHARE,
  TEXT,
  TIME_LIMIT,
  whole,
  wholeOrLimitless,
  withDefault,
} from './kinds.js';
import { agents, coordinator, generalist, models } from './schema-agents.js';
import { task } from './schema-task.js';
import { THRESHOLD } from './thresholds.js';

const INFINITE = Number.POSITIVE_INFINITY;

const provider = z
  .strictObject({
    requestsPerMinute: withDefault(limit('a number of calls a minute'), INFINITE, 'Calls that the provider admits'),
    tokensPerMinute: withDefault(limit('a number of tokens a minute'), INFINITE, 'Tokens that the provider admits'),
    maxQueue: withDefault(
      wholeOrLimitless(0, 'calls'),
      INFINITE,
      'Calls that may wait for the rate limit before a further one is refused',
    ),
    promptCache: withDefault(FLAG, false, 'A prefix that was sent before costs less'),
    cacheTtl: withDefault(DURATION, '5m', 'How long a sent prefix stays cached'),
    overflow: withDefault(
      oneOf(['truncate', 'compact', 'error']),
      'truncate',
      'What happens to a context that is longer than the window',
    ),
    framing: z
      .strictObject({
        call: withDefault(whole(0, 'tokens'), 3, 'What the chat format adds to a call'),
        message: withDefault(whole(0, 'tokens'), 4, 'What the chat format adds to each message'),
        named: withDefault(FLAG, false, "Each message carries its speaker's name"),
      })
      .prefault({})
      .meta({ description: 'Tokens of the chat format.' }),
  })
  .prefault({})
  .meta({ description: 'Who serves the models: limits, cache and format.' });

const faults = z
  .strictObject({
    messages: z
      .strictObject({ delay: durations.or(0, 'How long a message is under way') })
      .prefault({})
      .meta({ description: 'What happens to messages between participants.' }),
  })
  .prefault({})
  .meta({ description: 'What goes wrong between participants.' });

const policies = z
  .strictObject({
    timeout: withDefault(TIME_LIMIT, INFINITE, 'How long a caller waits for one attempt at a step'),
    retry: z
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
      .meta({ description: 'What a caller does about a failed attempt.' }),
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

const patterns = z
  .object({
    only: z
      .array(item(NAME, 'A pattern or a team'))
      .min(1)
      .optional()
      .meta({ description: 'Patterns and teams to compare (list of names; default all that fit).' }),
  })
  .catchall(z.record(z.string(), z.unknown()).meta({ description: "The pattern's options." }))
  .prefault({})
  .meta({
    description: 'Which patterns to compare, and their options by name.',
    propertyNames: { pattern: NAME_PATTERN },
  });

/** A pattern's name and its members: roles, or teams in turn. Exactly one key; the structural checks see to that. */
export interface TeamForm {
  [pattern: string]: (string | TeamForm)[];
}

const team: z.ZodType<TeamForm> = z
  .record(z.string(), z.array(z.union([item(NAME, 'A role'), z.lazy(() => team)])).min(1))
  .meta({
    id: 'team',
    description: 'A pattern and its members, which are roles or teams.',
    minProperties: 1,
    maxProperties: 1,
  });

const teams = z
  .record(z.string(), team)
  .prefault({})
  .meta({
    description: 'Compositions of patterns by name, compared like patterns.',
    propertyNames: { pattern: NAME_PATTERN },
  });

const decision = z
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
  })
  .prefault({})
  .meta({ description: 'What a good pattern is.' });

const growth = z
  .strictObject({
    label: required(TEXT, "What the size is called on the charts' axis"),
    paths: z
      .array(item(TEXT, 'A dotted path such as task.steps.search.replicas'))
      .min(1)
      .meta({ description: 'Dotted paths of the keys that all take the size (at least one; required).' }),
    sizes: z
      .union([
        z.array(item(whole(1, 'members', MOST), 'A size')).min(1),
        z.strictObject({
          from: required(whole(1, 'members', MOST), 'The smallest size'),
          to: required(whole(1, 'members', MOST), 'The largest size'),
        }),
      ])
      .meta({
        description: 'Sizes to measure: a list in increasing order, or every size from one to another (required).',
      }),
  })
  .meta({ description: 'Measures the scenario again at several sizes, to show how things grow.' });

/** The file form of a scenario: what a person writes. Every key says its meaning, unit, range and default. */
export const scenarioSchema = z.strictObject({
  scenario: required(NAME, 'Its name, which is also that of the folder with its results'),
  question: required(TEXT, 'What it is to answer, in one sentence'),
  task,
  agents,
  coordinator,
  generalist,
  models,
  provider,
  workload: z
    .strictObject({ tasks: withDefault(whole(1, 'tasks', 1), 1, 'Tasks that arrive') })
    .prefault({})
    .meta({ description: 'How much work arrives.' }),
  faults,
  policies,
  patterns,
  teams,
  decision,
  thresholds: z
    .record(z.string(), item(THRESHOLD, 'A bound that the mean of the measure must keep'))
    .prefault({})
    .meta({
      description: "Bounds that comparing fails on, by 'pattern.measure' (default none).",
      propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]*\\.\\S+$' },
    }),
  growth: growth.optional(),
});

export type FileForm = z.output<typeof scenarioSchema>;
