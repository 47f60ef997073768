import { z } from 'zod';
import { agents, coordinator, generalist, models } from './agents.js';
import { decision } from './decision.js';
import { faults } from './faults.js';
import {
  above,
  DURATION,
  FLAG,
  item,
  limit,
  MOST,
  NAME,
  NAME_PATTERN,
  oneOf,
  real,
  required,
  TEXT,
  whole,
  wholeOrLimitless,
  withDefault,
} from './kinds.js';
import { policies } from './policies.js';
import { task } from './task.js';
import { THRESHOLD } from './thresholds.js';
import { workload } from './workload.js';

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

/** Options of a pattern, and its wording; the catalogue of patterns knows their names. */
const patternOptions = z
  .object({
    wording: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "Lengths of the pattern's own texts, in tokens, by name (default those of the pattern)." }),
  })
  .catchall(z.unknown());

const patterns = z
  .object({
    only: z
      .array(item(NAME, 'A pattern or a team'))
      .min(1)
      .optional()
      .meta({ description: 'Patterns and teams to compare (list of names; default all that fit).' }),
  })
  .catchall(patternOptions.meta({ description: "The pattern's options, and its wording." }))
  .prefault({})
  .meta({
    description: 'Which patterns to compare, and their options by name.',
    propertyNames: { pattern: NAME_PATTERN },
  });

/**
 * A pattern's name and its members: roles, or teams in turn; and, under `with`, options of the pattern for this team alone.
 * Exactly one pattern; the structural checks see to that.
 */
export interface TeamForm {
  with?: Record<string, unknown> | undefined;
  [pattern: string]: (string | TeamForm)[] | Record<string, unknown> | undefined;
}

const team: z.ZodType<TeamForm> = z
  .object({
    with: patternOptions
      .optional()
      .meta({ description: 'Options of the pattern for this team alone (default those under patterns).' }),
  })
  .catchall(z.array(z.union([item(NAME, 'A role'), z.lazy(() => team)])).min(1))
  .meta({
    id: 'team',
    description: 'A pattern and its members, which are roles or teams.',
    minProperties: 1,
    maxProperties: 2,
  });

const teams = z
  .record(z.string(), team)
  .prefault({})
  .meta({
    description: 'Compositions of patterns by name, compared like patterns.',
    propertyNames: { pattern: NAME_PATTERN },
  });

const growth = z
  .strictObject({
    label: required(TEXT, "What the size is called on the charts' axis"),
    paths: z
      .array(item(TEXT, 'A dotted path such as task.steps.search.replicas'))
      .min(1)
      .meta({ description: 'Dotted paths of the keys that all take the size (at least one; required).' }),
    sizes: z
      .union([
        z.array(item(above(0, 'a number'), 'A size')).min(1),
        z.strictObject({
          from: required(whole(1, 'members', MOST), 'The smallest size'),
          to: required(whole(1, 'members', MOST), 'The largest size'),
        }),
      ])
      .meta({
        description:
          'Sizes to measure: a list in increasing order, or every whole size from one to another (required).',
      }),
    unit: item(TEXT, 'What is written behind a size where it is put into the scenario, such as /h').optional().meta({
      description: 'What is written behind a size where it is put into the scenario, such as /h (default nothing).',
    }),
  })
  .meta({ description: 'Measures the scenario again at several sizes, to show how things grow.' });

const published = z
  .strictObject({
    claim: required(TEXT, 'What was claimed, as a sentence without its stop'),
    source: required(TEXT, 'Where'),
    measure: required(NAME, 'The measure that it is about'),
    pattern: required(NAME, 'The pattern or team that is said to have more or less of it'),
    against: required(NAME, 'The one that it is compared with'),
    change: required(real('a number'), 'By how much, as a share: -0.4 is 40 % less'),
    conditions: required(TEXT, 'Under which it is measured here, in words'),
  })
  .meta({ description: 'A published figure.' });

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
  workload,
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
  published: z.array(published).prefault([]).meta({
    description: 'Published figures that the scenario is held against (default none).',
  }),
});

export type FileForm = z.output<typeof scenarioSchema>;
