import * as z from 'zod';
import { counts, durations, factors, tokenCounts } from './distributions.js';
import { declare, group, item, key } from './key.js';
import {
  above,
  amount,
  DURATION,
  FLAG,
  MOST,
  NAME,
  NAME_PATTERN,
  oneOf,
  PROBABILITY,
  SHARE,
  TIME_LIMIT,
  whole,
  wholeOrLimitless,
} from './kinds.js';
import { sendsBack } from './send-back.js';

const CLAIMS = whole(0, 'claims', MOST);
const TOKENS = whole(0, 'tokens');

const brief = declare(
  z.strictObject({
    tokens: key(TOKENS, {
      means: 'Length of what arrives',
      otherwise: 'that of its parts; one of the two is required',
    }),
    parts: declare(
      z.record(z.string(), item(TOKENS, 'Length of the part')).meta({ propertyNames: { pattern: NAME_PATTERN } }),
      {
        means: 'What it is made of: parts that steps need, and are shown, by themselves, with their length',
        default: {},
        otherwise: 'one piece',
      },
    ),
    cv: key(amount('a number'), {
      means: 'Standard deviation over mean of that length from task to task, beside their size: a lognormal',
      default: 0,
    }),
    claims: key(CLAIMS, { means: 'Claims that arrive with the brief', default: 0 }),
    falseClaims: key(CLAIMS, { means: 'How many of these claims are false from the start', default: 0 }),
    owed: key(CLAIMS, { means: 'How many of these claims the delivery must still hold', default: 0 }),
  }),
  { means: 'What arrives: a text with claims in it', required: true },
);

const explore = group(
  z.strictObject({
    finds: key(PROBABILITY, {
      means:
        'Probability that one round trip finds a given claim of the step; what none finds is missing from the result',
      default: 1,
      off: 1,
    }),
    breadth: key(amount('round trips'), {
      means:
        'Further round trips, for each that was asked, of an agent that a lead sends out with a brief of its own (lead-and-subagents)',
      default: 0,
    }),
    overlap: key(SHARE, {
      means: 'Share of these further round trips that look where its siblings look: they cost, and find nothing new',
      default: 0,
    }),
  }),
  'The tool searches: what is found, and how much further an agent searches on its own',
);

const tools = z.strictObject({
  use: key(NAME, {
    means: 'A tool of tools at the top of the file, which others use too: then its lengths, latency and failures hold',
    otherwise: 'a tool that no other step uses',
  }),
  roundTrips: key(counts, { means: 'Tool calls of the step; each is one more call of the same agent', required: true }),
  definition: key(TOKENS, { means: "Length of the tool's definition in every prompt of the agent", default: 34 }),
  call: key(TOKENS, { means: 'What the agent writes to call the tool, without its name', default: 8 }),
  result: key(tokenCounts, { means: 'Length of what the tool returns', default: 120 }),
  latency: key(durations, { means: 'How long the tool itself takes', default: 0 }),
  failure: key(PROBABILITY, { means: 'Probability that a tool call ends in an error', default: 0, off: 0 }),
  hang: key(PROBABILITY, { means: 'Probability that a tool call never returns', default: 0, off: 0 }),
  timeout: key(TIME_LIMIT, {
    means: 'How long the agent waits for one call of the tool; then it has failed',
    default: Number.POSITIVE_INFINITY,
    off: Number.POSITIVE_INFINITY,
  }),
  errors: key(oneOf(['fail', 'text']), {
    means:
      'What a failed call of the tool does: it fails the attempt at the step, or it comes back as a text that the model reads, and the agent calls again',
    default: 'fail',
    noOff: 'an error always does one or the other',
  }),
  attempts: key(whole(1, 'rounds', MOST), {
    means:
      'Where errors are texts: rounds in a row with a failed call after which the agent goes on without; what the call would have told is guessed, or not found',
    default: 3,
  }),
  strategies: key(whole(1, 'strategies', MOST), {
    means: 'Where errors are texts: different ways to call the tool; after a failed call the agent tries the next one',
    default: 1,
  }),
  persistence: key(PROBABILITY, {
    means: 'Probability that a way to call the tool that failed before fails again, whatever its luck',
    default: 0,
    off: 0,
  }),
  error: key(TOKENS, { means: 'Where errors are texts: length of one', default: 30 }),
  parallel: key(whole(1, 'calls', MOST), {
    means: 'Calls of the tool that the model makes at once, in one round trip',
    default: 1,
  }),
  explore,
});

const compensate = declare(
  z.union([
    item(FLAG, 'It can be undone'),
    z.strictObject({
      output: key(tokenCounts, {
        means: 'Length of the call that undoes it',
        otherwise: "that of the step's result",
      }),
      by: key(oneOf(['agent', 'code']), {
        means: 'What undoes it: a call of its agent, or code, which makes none',
        default: 'agent',
      }),
    }),
  ]),
  {
    means:
      'Under workflow and choreography, its agent undoes it in a call of its own, or its code without one, when a later step failed for good',
    range: 'true, or with an output of its own, or by: code',
    default: false,
  },
);

const step = z
  .strictObject({
    role: key(NAME, { means: 'The role that does it: a key of agents', required: true }),
    fallback: key(NAME, {
      means: 'The role that does it after the last attempt, where a caller waits for it',
      otherwise: 'none',
      off: null,
      needs: 'a caller that waits',
    }),
    after: declare(z.array(item(NAME, 'A step')), {
      means: 'Names of the steps whose results it needs',
      range: 'list of steps',
      default: [],
    }),
    needs: declare(z.array(item(NAME, 'brief, a part of it, or a step')), {
      means: 'What it must see, and else guesses: brief, parts of it, steps',
      range: 'list of names',
      otherwise: 'what it comes after; and the brief where it comes first or checks, and the brief has claims',
    }),
    checks: key(FLAG, {
      means: 'It examines the claims that it reads, so detection and falseAlarm apply',
      default: false,
    }),
    verdict: key(TOKENS, {
      means:
        'Of a step that checks: it writes a verdict of so many tokens, and code passes on what it read, without what it objects to',
      otherwise: 'it writes what it lets through anew; of people who check: they do not',
    }),
    sendsBack,
    claims: key(CLAIMS, { means: 'New claims that it makes', default: 0 }),
    owes: key(CLAIMS, {
      means: 'How many of its claims the delivery must hold',
      otherwise: 'all that no later summary (carry below 1) counts as not worth keeping',
    }),
    carry: key(SHARE, {
      means: 'Share of the accepted claims that its result keeps, because they are worth it',
      default: 1,
    }),
    probability: key(PROBABILITY, { means: 'Probability that a given task needs the step', default: 1, off: 1 }),
    foreseen: key(PROBABILITY, {
      means: 'Probability that the step was designed into the flow beforehand',
      default: 1,
      off: 1,
    }),
    critical: key(FLAG, { means: 'It counts for the critical latency', default: true }),
    group: key(NAME, { means: 'Steps of one group can be led by one team', otherwise: 'no group' }),
    topic: key(NAME, {
      means: 'Only tasks of this topic need the step: a key of task.topics',
      otherwise: 'tasks of every topic',
    }),
    output: key(tokenCounts, { means: 'Length of its result', otherwise: "the role's output" }),
    tools: declare(tools, { means: 'A tool that the step uses', otherwise: 'none' }),
    compensate,
    replicas: key(whole(1, 'replicas', MOST), {
      means: 'Copies of the step, named NAME-1, NAME-2 and so on',
      otherwise: 'no copies',
    }),
    stagger: key(DURATION, {
      means: 'Wait between the starts of two replicas, so that not all begin at once',
      default: 0,
    }),
    atOnce: key(wholeOrLimitless(1, 'replicas'), {
      means: 'Replicas of the step that are done at once for a task; the others wait for their turn',
      default: Number.POSITIVE_INFINITY,
    }),
    decidedReplicas: key(counts, {
      means:
        'How many copies a task takes, drawn anew for each, as a lead decides at run time; in place of replicas, and at most mostReplicas',
      otherwise: 'as many as replicas',
    }),
    mostReplicas: key(whole(1, 'replicas', MOST), {
      means:
        'Where given, a task has replicas (or decidedReplicas) times its size of the copies, one or more, and at most so many',
      otherwise: 'as many copies as replicas, whatever the size',
    }),
  })
  .meta({ description: 'A piece of the work.' });

const kind = z
  .strictObject({
    share: key(SHARE, { means: 'The share of tasks that are of the kind', required: true }),
    size: key(factors, {
      means: 'A number is a factor on task.size for tasks of the kind; a distribution stands in its place',
      default: 1,
    }),
    difficulty: key(above(0, 'a factor'), { means: 'Factor on the odds of errors in tasks of the kind', default: 1 }),
    brief: group(
      z.strictObject({
        tokens: key(TOKENS, { means: 'Length of what arrives', otherwise: 'that of task.brief' }),
      }),
      'What arrives with tasks of the kind',
    ),
  })
  .meta({ description: 'A kind of tasks.' });

const difficulty = group(
  z.strictObject({
    correlation: key(PROBABILITY, {
      means:
        'Correlation of the errors of one family of models that tries one question again; tries of one task agree at .4 (τ-bench airline, 50 tasks of 4 trials), votes of one model at .33 to .43 (arXiv 2606.02646)',
      default: 0.4,
      off: 0,
      // Assumed: around the published figures above.
      essential: { range: [0.3, 0.5], left: 'models of one family share their errors as published votes do' },
    }),
    acrossFamilies: key(PROBABILITY, {
      means: 'The same between models of two families; assumed: half of it',
      default: 0.2,
      off: 0,
    }),
    withinTask: key(PROBABILITY, {
      means: 'Correlation of the errors in two questions of one task; assumed',
      default: 0.1,
      off: 0,
    }),
    wrongAnswers: key(whole(1, 'answers', MOST), {
      means: 'How many different wrong answers a question has: with more, errors agree less often',
      default: 1,
    }),
  }),
  'Hard questions are hard for everybody: how errors go together',
);

/** The work: what arrives, and the steps that it takes. */
export const task = declare(
  z.strictObject({
    brief,
    steps: declare(z.record(z.string(), step).meta({ propertyNames: { pattern: NAME_PATTERN }, minProperties: 1 }), {
      means: 'The steps by name; where order matters, the order of the keys decides',
      range: 'at least one',
      required: true,
    }),
    topics: declare(
      z
        .record(z.string(), item(SHARE, 'The share of tasks that start with the topic'))
        .meta({ propertyNames: { pattern: NAME_PATTERN } }),
      { means: 'What tasks are about, with shares that add up to 1', default: {}, otherwise: 'no topics' },
    ),
    size: key(factors, {
      means:
        'How much larger than usual a task is, the same in every pattern: a distribution with mean 1. It scales the lengths of the brief, of results and syntheses, of what tools return, tool calls, and claims of steps',
      default: 1,
    }),
    kinds: declare(z.record(z.string(), kind).meta({ propertyNames: { pattern: NAME_PATTERN } }), {
      means: 'Kinds of tasks, such as small, usual and huge ones, with shares that add up to 1',
      default: {},
      otherwise: 'tasks are all of one kind',
    }),
    claimTokens: key(TOKENS, {
      means:
        'Tokens that a claim takes: whatever is written holds as many as fit; 0: any number; assumed: a short sentence',
      default: 8,
      off: 0,
    }),
    difficulty,
    shift: key(PROBABILITY, {
      means: 'Probability that a task turns to another topic once the steps of its first are done',
      default: 0,
      off: 0,
    }),
  }),
  { means: 'The work: what arrives, and the steps that it takes', required: true },
);
