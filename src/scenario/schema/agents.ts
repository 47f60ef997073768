import { z } from 'zod';
import { durations, rates, tokenCounts } from './distributions.js';
import {
  above,
  amount,
  item,
  limit,
  MOST,
  NAME,
  NAME_PATTERN,
  oneOf,
  optional,
  PROBABILITY,
  RATE_LIMIT,
  SHARE,
  whole,
  withDefault,
} from './kinds.js';
import { STANDARD_AGENT, STANDARD_COORDINATOR } from './standards.js';

/** What a key is without being given; words where it is taken from elsewhere. */
type Standards = Readonly<Record<keyof typeof STANDARD_AGENT | 'output' | 'misroute', string | number>>;

function agentKeys(standard: Standards) {
  return {
    model: optional(NAME, 'The model that it runs on: large, medium, small or a key of models', standard.model),
    prompt: optional(whole(0, 'tokens'), 'Length of its system prompt', standard.prompt),
    nameTokens: optional(whole(0, 'tokens'), 'Length of its name where somebody writes it', standard.nameTokens),
    hallucination: optional(PROBABILITY, 'Probability that a claim that it makes is false', standard.hallucination),
    detection: optional(
      PROBABILITY,
      'Probability that it rejects a false claim in a step that checks',
      standard.detection,
    ),
    falseAlarm: optional(
      PROBABILITY,
      'Probability that it rejects a true claim in a step that checks',
      standard.falseAlarm,
    ),
    credulity: optional(
      PROBABILITY,
      'Probability that it accepts a false claim that it is not asked to check',
      standard.credulity,
    ),
    deference: optional(
      PROBABILITY,
      'By how much each participant that has passed a claim on lowers its resistance',
      standard.deference,
    ),
    guess: optional(
      PROBABILITY,
      'Probability that what it guesses in place of a missing input is false',
      standard.guess,
    ),
    output: tokenCounts.optional('Length of its answers', standard.output),
    misroute: optional(
      PROBABILITY,
      'Probability that it hands over to the wrong one, before its context adds to it',
      standard.misroute,
    ),
    failure: optional(PROBABILITY, 'Probability that a call ends in a loud error', standard.failure),
    hang: optional(PROBABILITY, 'Probability that a call never returns', standard.hang),
    capacity: optional(whole(1, 'calls'), 'Calls at once that one instance serves', standard.capacity),
    instances: optional(whole(1, 'instances', MOST), 'How many of it there are', standard.instances),
    latency: durations.optional(
      'Service time of a call, given whole instead of ttft, inputRate and outputRate',
      "from the model's rates",
    ),
  };
}

const inherited = (value: string | number): string => `that of agents.defaults, else ${value}`;

const inheritedStandards = {
  model: inherited(STANDARD_AGENT.model),
  prompt: inherited(STANDARD_AGENT.prompt),
  nameTokens: inherited(STANDARD_AGENT.nameTokens),
  hallucination: inherited(STANDARD_AGENT.hallucination),
  detection: inherited(STANDARD_AGENT.detection),
  falseAlarm: inherited(STANDARD_AGENT.falseAlarm),
  credulity: inherited(STANDARD_AGENT.credulity),
  deference: inherited(STANDARD_AGENT.deference),
  guess: inherited(STANDARD_AGENT.guess),
  failure: inherited(STANDARD_AGENT.failure),
  hang: inherited(STANDARD_AGENT.hang),
  capacity: inherited(STANDARD_AGENT.capacity),
  instances: inherited(STANDARD_AGENT.instances),
  output: 'that of agents.defaults; one of the two is required',
  misroute: 'that of agents.defaults, else its hallucination',
};

const agent = z.strictObject(agentKeys(inheritedStandards)).meta({ description: 'An agent, by its role.' });

export const agents = z
  .object({
    defaults: z
      .strictObject(agentKeys({ ...STANDARD_AGENT, output: 'none', misroute: "each agent's hallucination" }))
      .prefault({})
      .meta({ description: 'What holds for every agent that does not say otherwise.' }),
  })
  .catchall(agent)
  .meta({
    description: 'The agents by role, and their defaults (at least one agent; required).',
    propertyNames: { pattern: NAME_PATTERN },
  });

export const coordinator = z
  .strictObject({
    ...agentKeys({
      ...inheritedStandards,
      model: STANDARD_COORDINATOR.model,
      prompt: STANDARD_COORDINATOR.prompt,
      hallucination: STANDARD_COORDINATOR.hallucination,
      output: STANDARD_COORDINATOR.output,
    }),
    decision: tokenCounts.or(STANDARD_COORDINATOR.decision, 'Length of a decision, the chosen name not counted'),
    misroute: optional(
      PROBABILITY,
      'Probability that a decision is wrong, before its context adds to it',
      'its hallucination',
    ),
    claims: withDefault(whole(0, 'claims', MOST), STANDARD_COORDINATOR.claims, 'New claims that a synthesis makes'),
    carry: withDefault(SHARE, STANDARD_COORDINATOR.carry, 'Share of the accepted claims that a synthesis keeps'),
  })
  .prefault({})
  .meta({ description: 'Who leads, in the patterns that have a leader.' });

export const generalist = z
  .strictObject({
    penalty: withDefault(amount('a factor'), 1, 'What its error rates are multiplied by outside the roles it masters'),
    masters: z
      .array(item(NAME, 'A role'))
      .prefault([])
      .meta({ description: 'The roles that it does without penalty (list of roles; default none).', default: [] }),
    model: optional(NAME, 'The model that it runs on', 'that of agents.defaults'),
    prompt: optional(whole(0, 'tokens'), 'Length of its system prompt', 'that of agents.defaults'),
    nameTokens: optional(whole(0, 'tokens'), 'Length of its name where somebody writes it', 'that of agents.defaults'),
    misroute: withDefault(PROBABILITY, 0, 'Probability that a decision is wrong, before its context adds to it'),
  })
  .prefault({})
  .meta({ description: 'The single agent that does every step itself.' });

const fromLike = 'that of the model it is like';

const retention = z
  .union([
    item(oneOf(['hard', 'mild']), 'A preset, fitted to the family of the model'),
    z.strictObject({
      half: optional(limit('a number of tokens'), 'Context at which half of the accuracy is left', fromLike),
      steepness: optional(above(0, 'a number'), 'How fast the accuracy falls around half', fromLike),
    }),
  ])
  .optional()
  .meta({
    description:
      "How accuracy falls with the context's length: 1 / (1 + (tokens / half)^steepness), or the preset hard or mild (default hard).",
  });

const model = z
  .strictObject({
    like: optional(NAME, 'The model whose values hold where this one is silent', 'the built-in model of its name'),
    ttft: durations.optional('Time to the first token', fromLike),
    inputRate: optional(RATE_LIMIT, 'Input tokens a second', fromLike),
    outputRate: rates.optional('Output tokens a second', fromLike),
    price: z
      .strictObject({
        input: optional(amount('US dollars per million tokens'), 'Price of fresh input', fromLike),
        cachedInput: optional(amount('US dollars per million tokens'), 'Price of cached input', fromLike),
        output: optional(amount('US dollars per million tokens'), 'Price of output', fromLike),
      })
      .optional()
      .meta({ description: 'What tokens cost.' }),
    contextWindow: optional(limit('a number of tokens'), 'The longest context', fromLike),
    retention,
  })
  .meta({ description: 'A model: its speed, price and memory.' });

export const models = z
  .record(z.string(), model)
  .prefault({})
  .meta({
    description: 'Models by name; large, medium and small exist without being declared.',
    propertyNames: { pattern: NAME_PATTERN },
  });
