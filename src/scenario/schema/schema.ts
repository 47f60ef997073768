import * as z from 'zod';
import { agents, coordinator, generalist } from './agents.js';
import { asks } from './asks.js';
import { client } from './client.js';
import { decision } from './decision.js';
import { faults } from './faults.js';
import { declare, group, item, key } from './key.js';
import {
  above,
  DURATION,
  FLAG,
  limit,
  MOST,
  NAME,
  NAME_PATTERN,
  oneOf,
  real,
  TEXT,
  whole,
  wholeOrLimitless,
} from './kinds.js';
import { models } from './models.js';
import { policies } from './policies.js';
import { real as application } from './real.js';
import { task } from './task.js';
import { THRESHOLD } from './thresholds.js';
import { tools } from './tools.js';
import { vars } from './vars.js';
import { workload } from './workload.js';

const INFINITE = Number.POSITIVE_INFINITY;

const provider = group(
  z.strictObject({
    requestsPerMinute: key(limit('a number of calls per minute'), {
      means: 'Calls that the provider admits',
      default: INFINITE,
    }),
    tokensPerMinute: key(limit('a number of tokens per minute'), {
      means: 'Tokens that the provider admits',
      default: INFINITE,
    }),
    maxQueue: key(wholeOrLimitless(0, 'calls'), {
      means: 'Calls that may wait for the rate limit; a further one is refused (HTTP 429)',
      default: INFINITE,
    }),
    promptCache: key(FLAG, {
      means: 'A prefix that was sent before is billed as cached input',
      default: false,
      shown: 'prompt cache',
    }),
    cacheTtl: key(DURATION, { means: 'How long a sent prefix stays cached', default: '5m' }),
    overflow: key(oneOf(['truncate', 'compact', 'error']), {
      means: 'What happens to a context that is longer than the window',
      default: 'truncate',
      shown: 'on overflow',
    }),
    framing: group(
      z.strictObject({
        call: key(whole(0, 'tokens'), { means: 'What the chat format adds to a call', default: 3 }),
        message: key(whole(0, 'tokens'), { means: 'What the chat format adds to each message', default: 4 }),
        named: key(FLAG, { means: "Each message carries its speaker's name", default: false }),
      }),
      'Tokens of the chat format',
    ),
  }),
  'The provider that serves the models: limits, cache and format',
);

/** Options of a pattern, and its wording; the catalogue of patterns knows their names. */
const patternOptions = z
  .object({
    wording: declare(z.record(z.string(), z.unknown()), {
      means: "Lengths of the pattern's own texts, in tokens, by name",
      otherwise: 'those of the pattern',
    }),
  })
  .catchall(z.unknown());

const patterns = group(
  z
    .object({
      only: declare(z.array(item(NAME, 'A pattern or a team')).min(1), {
        means: 'Patterns and teams to compare',
        range: 'list of names',
        otherwise: 'all that fit',
      }),
    })
    .catchall(patternOptions.meta({ description: "The pattern's options, and its wording." }))
    .meta({ propertyNames: { pattern: NAME_PATTERN } }),
  'Which patterns to compare, and their options by name',
);

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
    with: declare(patternOptions, {
      means: 'Options of the pattern for this team alone',
      otherwise: 'those under patterns',
    }),
  })
  .catchall(z.array(z.union([item(NAME, 'A role'), z.lazy(() => team)])).min(1))
  .meta({
    id: 'team',
    description: 'A pattern and its members, which are roles or teams.',
    minProperties: 1,
    maxProperties: 2,
  });

const teams = group(
  z.record(z.string(), team).meta({ propertyNames: { pattern: NAME_PATTERN } }),
  'Compositions of patterns by name, compared like patterns',
);

const SIZE = whole(1, 'members', MOST);

const growth = z.strictObject({
  label: key(TEXT, { means: "What the size is called on the charts' axis", required: true }),
  paths: declare(z.array(item(TEXT, 'A dotted path such as task.steps.search.replicas')).min(1), {
    means: 'Dotted paths of the keys that all take the size',
    range: 'at least one',
    required: true,
  }),
  sizes: declare(
    z.union([
      z.array(item(above(0, 'a number'), 'A size')).min(1),
      z.strictObject({
        from: key(SIZE, { means: 'The smallest size', required: true }),
        to: key(SIZE, { means: 'The largest size', required: true }),
      }),
    ]),
    {
      means: 'Sizes to measure: a list in increasing order, or every whole size from one to another',
      required: true,
    },
  ),
  unit: key(TEXT, {
    means: 'What is written behind a size where it is put into the scenario, such as /h',
    otherwise: 'nothing',
  }),
});

const published = z
  .strictObject({
    claim: key(TEXT, { means: 'What was claimed, as a sentence without its full stop', required: true }),
    source: key(TEXT, { means: 'Where it was published', required: true }),
    measure: key(NAME, { means: 'The measure that it is about', required: true }),
    pattern: key(NAME, { means: 'The pattern or team that is claimed to have more or less of it', required: true }),
    against: key(NAME, { means: 'The pattern or team that it is compared with', required: true }),
    change: key(real('a number'), { means: 'By how much, as a share: -0.4 is 40 % less', required: true }),
    conditions: key(TEXT, { means: 'The conditions under which it is measured here, in words', required: true }),
  })
  .meta({ description: 'A published figure.' });

/** The file form of a scenario: what a person writes. Every key says its meaning, unit, range and default. */
export const scenarioSchema = z.strictObject({
  scenario: key(NAME, { means: 'Its name, which is also that of the folder with its results', required: true }),
  question: key(TEXT, { means: 'The question that it answers, in one sentence', required: true }),
  asks,
  vars,
  task,
  agents,
  tools,
  coordinator,
  generalist,
  models,
  client,
  provider,
  workload,
  faults,
  policies,
  patterns,
  teams,
  decision,
  thresholds: declare(
    z
      .record(z.string(), item(THRESHOLD, 'A bound that the mean of the measure must keep'))
      .meta({ propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]*\\.\\S+$' } }),
    {
      means: "Bounds by 'pattern.measure': `compare` exits with 1 when a mean breaks one",
      default: {},
      otherwise: 'none',
    },
  ),
  growth: declare(growth, {
    means: 'Measures the scenario again at several sizes, to show how results scale',
    otherwise: 'none',
  }),
  published: declare(z.array(published), {
    means: 'Published figures with which the results are compared',
    default: [],
  }),
  real: application,
});

export type FileForm = z.output<typeof scenarioSchema>;
