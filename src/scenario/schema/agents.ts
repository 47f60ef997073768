import * as z from 'zod';
import { SERVICE_TIERS } from '../models/service-tiers.js';
import { durations, tokenCounts } from './distributions.js';
import { type DefaultKey, declare, group, item, type KeyType, key, type OptionalKey } from './key.js';
import {
  amount,
  FLAG,
  limit,
  MODEL,
  MOST,
  NAME,
  NAME_PATTERN,
  oneOf,
  PROBABILITY,
  SHARE,
  whole,
  wholeOrLimitless,
} from './kinds.js';
import { person } from './people.js';

const TOKENS = whole(0, 'tokens');
const NEVER_WRONG = 'no decision is ever wrong';
const SKILL = 'a skill of the agent: nothing happens by it alone';

const of = <T, const Said extends DefaultKey | OptionalKey>(type: KeyType<T>, said: Said) => ({ type, said });

/**
 * What every agent has. An agent takes what it leaves out from `agents.defaults`, and what that leaves out from here. Nothing
 * here makes an agent better or worse unseen: it makes no errors, catches none and never fails until the file says otherwise.
 */
const AGENT = {
  model: of(MODEL, {
    means: 'The model that it runs on: large, medium, small, a key of models, or provider/model of the price list',
    default: 'medium',
    shown: 'model',
  }),
  tier: of(oneOf(SERVICE_TIERS), {
    means: 'The tier of service in which its calls are made',
    otherwise: 'that of its model',
  }),
  prompt: of(TOKENS, { means: 'Length of its system prompt', default: 400 }),
  tools: of(whole(0, 'tools', MOST), {
    means: 'How many tools it carries: the description of each stands in its prompt',
    default: 0,
  }),
  // Of eleven tools of one server 103 to 1,024 tokens, six of them 785 and more:
  // github.com/modelcontextprotocol/modelcontextprotocol/issues/2808, May 2026.
  toolTokens: of(TOKENS, { means: 'Length of the description of one tool that it carries', default: 1000 }),
  nameTokens: of(TOKENS, { means: 'Length of its name, where a message or a decision contains it', default: 2 }),
  hallucination: of(PROBABILITY, {
    means: 'Probability that a claim that it makes is false',
    default: 0,
    off: 0,
    // Vectara's leaderboard of March 2026: from the best of 96 models to between its third quartile and p90.
    essential: { range: [0.02, 0.15], left: 'no claim is ever false' },
    shown: 'hallucination',
  }),
  detection: of(PROBABILITY, {
    means: 'Probability that it rejects a false claim in a step that checks',
    default: 0,
    noOff: SKILL,
    // Assumed; GPT-4 was reported to find half of the mistakes in a reasoning.
    essential: { range: [0.3, 0.9], left: 'nothing is ever caught' },
    shown: 'detection',
  }),
  falseAlarm: of(PROBABILITY, {
    means: 'Probability that it rejects a true claim in a step that checks',
    default: 0,
    noOff: SKILL,
    // MAST's judge has a precision of 0.83.
    essential: { range: [0, 0.15], left: 'no true claim is ever rejected' },
    shown: 'false alarm',
  }),
  credulity: of(PROBABILITY, {
    means: 'Probability that it accepts a false claim that it is not asked to check',
    default: 1,
    noOff: SKILL,
    // Xie et al. (arXiv 2603.04474): adoption from 0.37 in a mesh to 0.92 in a chain.
    essential: { range: [0.4, 1], left: 'every false claim that is read is believed' },
    shown: 'credulity',
  }),
  doubt: of(PROBABILITY, {
    means: 'Probability that it drops a true claim that it is not asked to check',
    otherwise: `a fifth of 1 - credulity; assumed: a reader drops one true claim for five false ones`,
    noOff: SKILL,
  }),
  deference: of(PROBABILITY, {
    means: 'How much each participant that has passed a claim on lowers its resistance to it',
    default: 0,
    noOff: SKILL,
    shown: 'deference',
  }),
  guess: of(PROBABILITY, {
    means: 'Probability that its guess in place of a missing input is false',
    default: 0.5,
    noOff: SKILL,
  }),
  output: of(tokenCounts, {
    means: 'Length of its answers',
    otherwise: 'that of agents.defaults; one of the two is required',
  }),
  reasoning: of(tokenCounts, {
    means: 'What it thinks before each call answers: billed and timed as output, and not passed on',
    otherwise: 'that of agents.defaults, else none',
  }),
  compactAt: of(limit('a share of the window up to 1, or a number of tokens'), {
    means: 'Length of a call from which on the agent first replaces its context by a summary, in a call of its own',
    default: Number.POSITIVE_INFINITY,
  }),
  misroute: of(PROBABILITY, {
    means: 'Probability that it hands over to the wrong agent, before the effect of its context',
    otherwise: 'that of agents.defaults, else its hallucination',
    off: 0,
    // Assumed: the built-in scenarios have 0.02.
    essential: { range: [0, 0.1], left: NEVER_WRONG },
  }),
  failure: of(PROBABILITY, {
    means: 'Probability that a call ends in an error',
    default: 0,
    off: 0,
    // Production telemetry of 2026: 2 to 5 % of calls end in an error; BurstGPT's traces: 1.8 to 7.3 %.
    essential: { range: [0.005, 0.08], left: 'no call ever fails' },
    shown: 'call failure',
  }),
  malformed: of(PROBABILITY, {
    means:
      'Probability that an answer of it cannot be read by the code that asked for it, and has to be asked for again',
    default: 0,
    off: 0,
    shown: 'malformed answers',
  }),
  hang: of(PROBABILITY, { means: 'Probability that a call never returns', default: 0, off: 0, shown: 'call hang' }),
  capacity: of(wholeOrLimitless(1, 'calls'), {
    means:
      'Concurrent calls that one instance serves: a call of a model keeps no state, so what limits it is the provider; people, browsers and licensed tools have a number',
    default: Number.POSITIVE_INFINITY,
  }),
  instances: of(whole(1, 'instances', MOST), { means: 'How many instances of it there are', default: 1 }),
  latency: of(durations, {
    means: 'Service time of a call, in place of ttft, inputRate and outputRate',
    otherwise: "from the model's rates",
  }),
};

type AgentKeys = typeof AGENT;
type AgentKey = keyof AgentKeys;
type TypeOf<K extends AgentKey> = AgentKeys[K] extends { type: KeyType<infer T> } ? T : never;
type WithDefault = { [K in AgentKey]: AgentKeys[K]['said'] extends { default: unknown } ? K : never }[AgentKey];
/** What an agent is where neither it nor `agents.defaults` says anything. */
export type AgentStandard = { readonly [K in WithDefault]: TypeOf<K> };

export const STANDARD_AGENT = Object.fromEntries(
  Object.entries(AGENT).flatMap(([name, { said }]) => ('default' in said ? [[name, said.default]] : [])),
) as AgentStandard;

/** All of them stay absent until a scenario is resolved; `filled` says what they are then. */
type Shape = { [K in AgentKey]: z.ZodOptional<z.ZodType<TypeOf<K>>> };

/** What holds where a key is left out. */
type Absent = { readonly filled: unknown } | { readonly otherwise: string };

/** The keys of an agent; `own` says which of them have another default than those of every agent. */
function agentKeys(absent: (said: DefaultKey | OptionalKey) => Absent, own: Partial<Record<AgentKey, Absent>>): Shape {
  return Object.fromEntries(
    Object.entries(AGENT).map(([name, { type, said }]) => {
      const { default: _, otherwise: __, ...rest } = { default: undefined, otherwise: undefined, ...said };
      return [name, key(type as KeyType<unknown>, { ...rest, ...(own[name as AgentKey] ?? absent(said)) })];
    }),
  ) as Shape;
}

const standard = (said: DefaultKey | OptionalKey): Absent =>
  'default' in said ? { filled: said.default } : { otherwise: said.otherwise };

const inherited = (said: DefaultKey | OptionalKey): Absent =>
  'default' in said ? { otherwise: `that of agents.defaults, else ${said.default}` } : { otherwise: said.otherwise };

/** What only a role of its own can have. */
const OWN_KEYS = {
  person,
  apart: key(FLAG, {
    means:
      'It does its steps itself also where one agent does everything else, as a guard with a model of its own does; people always do',
    default: false,
  }),
};

const agent = z
  .strictObject({ ...agentKeys(inherited, {}), ...OWN_KEYS })
  .meta({ description: 'An agent, by its role.' });

/** An agent as a file writes it. */
export type RoleForm = z.output<typeof agent>;

export const agents = declare(
  z
    .object({
      defaults: group(
        z.strictObject(
          agentKeys(standard, {
            output: { otherwise: 'none' },
            misroute: { otherwise: "each agent's hallucination" },
          }),
        ),
        'What holds for every agent that has no value of its own',
      ),
    })
    .catchall(agent)
    .meta({ propertyNames: { pattern: NAME_PATTERN } }),
  { means: 'The agents by role, and their defaults', range: 'at least one agent', required: true },
);

/** Where the coordinator does not follow `agents.defaults`. */
export const STANDARD_COORDINATOR = { model: 'large', prompt: 600, hallucination: 0, output: 120 };

const OWN = Object.fromEntries(Object.entries(STANDARD_COORDINATOR).map(([name, filled]) => [name, { filled }]));

export const coordinator = group(
  z.strictObject({
    ...agentKeys(inherited, OWN),
    decision: key(tokenCounts, { means: 'Length of a decision, without the chosen name', default: 6 }),
    misroute: key(PROBABILITY, {
      means: 'Probability that a decision is wrong, before the effect of its context',
      otherwise: 'its hallucination',
      off: 0,
      essential: { range: [0, 0.1], left: NEVER_WRONG },
    }),
    claims: key(whole(0, 'claims', MOST), { means: 'New claims that a synthesis makes', default: 0 }),
    carry: key(SHARE, { means: 'Share of the accepted claims that a synthesis keeps', default: 1 }),
  }),
  'The coordinator, in the patterns that have one',
);

export const generalist = group(
  z.strictObject({
    penalty: key(amount('a factor'), {
      means: 'Factor on its error rates outside the roles that it masters',
      default: 1,
      // Assumed: from none to three times as often.
      essential: { range: [1, 3], left: 'it does every step as well as a specialist' },
    }),
    masters: declare(z.array(item(NAME, 'A role')), {
      means: 'The roles that it does without penalty',
      range: 'list of roles',
      default: [],
    }),
    model: key(MODEL, { means: 'The model that it runs on', otherwise: 'that of agents.defaults' }),
    tier: key(oneOf(SERVICE_TIERS), {
      means: 'The tier of service in which its calls are made',
      otherwise: 'that of agents.defaults',
    }),
    prompt: key(TOKENS, { means: 'Length of its system prompt', otherwise: 'that of agents.defaults' }),
    nameTokens: key(TOKENS, {
      means: 'Length of its name, where a message or a decision contains it',
      otherwise: 'that of agents.defaults',
    }),
    tools: key(whole(0, 'tools', MOST), {
      means: 'How many tools it carries',
      otherwise: 'those of all agents together',
    }),
    compactAt: key(limit('a share of the window up to 1, or a number of tokens'), {
      means: 'Length of a call from which on it first replaces its context by a summary, in a call of its own',
      otherwise: 'that of agents.defaults',
    }),
    misroute: key(PROBABILITY, {
      means: 'Probability that a decision is wrong, before the effect of its context',
      default: 0,
      off: 0,
    }),
    capacity: key(wholeOrLimitless(1, 'calls'), {
      means: 'Concurrent calls that it serves',
      otherwise: 'that of agents.defaults',
    }),
  }),
  'The single agent that does every step itself',
);

/** The tier is told with the model, and tools stand in the prompt. */
type ShownKey = Exclude<AgentKey, 'tier' | 'tools' | 'toolTokens'>;

/** Keys of agents that reports show as columns of the table of roles, with their headings. */
export const SHOWN_OF_AGENTS: readonly { readonly name: ShownKey; readonly heading: string }[] = Object.entries(
  AGENT,
).flatMap(([name, { said }]) => ('shown' in said ? [{ name: name as ShownKey, heading: said.shown }] : []));
