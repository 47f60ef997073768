import { z } from 'zod';
import { counts, durations, tokenCounts } from './distributions.js';
import {
  FLAG,
  item,
  MOST,
  NAME,
  NAME_PATTERN,
  optional,
  PROBABILITY,
  required,
  SHARE,
  whole,
  withDefault,
} from './kinds.js';

const brief = z
  .strictObject({
    tokens: required(whole(0, 'tokens'), 'Length of what arrives'),
    claims: withDefault(whole(0, 'claims', MOST), 0, 'Claims that arrive with the brief'),
    falseClaims: withDefault(whole(0, 'claims', MOST), 0, 'How many of the claims are false from the start'),
  })
  .meta({ description: 'What arrives: a text with claims in it.' });

const tools = z
  .strictObject({
    roundTrips: counts.required('Tool calls of the step, each of which is one more call of the same agent'),
    definition: withDefault(whole(0, 'tokens'), 34, "The tool's definition in every prompt of the agent"),
    call: withDefault(whole(0, 'tokens'), 8, 'What the agent writes to call the tool, its name not counted'),
    result: tokenCounts.or(120, 'Length of what the tool answers'),
    latency: durations.or(0, 'How long the tool itself takes'),
    failure: withDefault(PROBABILITY, 0, 'Probability that a tool call ends in a loud error'),
    hang: withDefault(PROBABILITY, 0, 'Probability that a tool call never returns'),
  })
  .meta({ description: 'A tool that the step uses.' });

const compensate = z
  .union([
    item(FLAG, 'It can be taken back'),
    z.strictObject({
      output: tokenCounts.optional('Length of the call that takes it back', "that of the step's result"),
    }),
  ])
  .prefault(false)
  .meta({
    description:
      'Its agent takes it back, in a call, when a later step failed for good, under workflow and choreography (true, or with an output of its own; default false).',
    default: false,
  });

const step = z
  .strictObject({
    role: required(NAME, 'Who can do it: a key of agents'),
    fallback: optional(NAME, 'The role that does it after the last attempt, where somebody waits for it', 'nobody'),
    after: z
      .array(item(NAME, 'A step'))
      .prefault([])
      .meta({ description: 'Names of the steps whose results it needs (list of steps; default none).', default: [] }),
    checks: withDefault(FLAG, false, 'It examines the claims that it reads, so detection and falseAlarm apply'),
    claims: withDefault(whole(0, 'claims', MOST), 0, 'New claims that it makes'),
    carry: withDefault(SHARE, 1, 'Share of the accepted claims that its result keeps'),
    probability: withDefault(PROBABILITY, 1, 'Probability that a given task needs the step at all'),
    foreseen: withDefault(PROBABILITY, 1, 'Probability that somebody wrote the step into the flow beforehand'),
    critical: withDefault(FLAG, true, 'It counts for the critical latency'),
    group: optional(NAME, 'Steps of one group can be led by one team', 'no group'),
    topic: optional(NAME, 'Only tasks of this topic need the step: a key of task.topics', 'whatever the topic'),
    output: tokenCounts.optional('Length of its result', "the role's output"),
    tools: tools.optional(),
    compensate,
    replicas: optional(whole(1, 'replicas', MOST), 'Written out as NAME-1, NAME-2 and so on', 'no replicas'),
  })
  .meta({ description: 'A piece of the work.' });

export const task = z
  .strictObject({
    brief,
    steps: z.record(z.string(), step).meta({
      description: 'The steps by name; where order matters, that of the keys decides (at least one; required).',
      propertyNames: { pattern: NAME_PATTERN },
      minProperties: 1,
    }),
    topics: z
      .record(z.string(), item(SHARE, 'The share of tasks that are of the topic first'))
      .prefault({})
      .meta({
        description: 'What tasks are about, with shares that add up to 1 (default no topics).',
        propertyNames: { pattern: NAME_PATTERN },
      }),
    shift: withDefault(PROBABILITY, 0, 'Probability that a task turns to another topic once its first one is done'),
  })
  .meta({ description: 'The work: what arrives and the steps it takes (required).' });
