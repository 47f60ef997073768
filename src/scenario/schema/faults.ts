import { z } from 'zod';
import { durations } from './distributions.js';
import { DURATION, NAME_PATTERN, optional, PROBABILITY, required, whole, withDefault } from './kinds.js';

const crash = z
  .strictObject({
    mtbf: durations.optional(
      'Mean time between failures: exponential times with this mean, or a distribution of your own',
      'never',
    ),
    at: optional(DURATION, 'One crash, at this time after the beginning', 'never'),
    repair: durations.optional('How long it is down', 'for good'),
  })
  .refine(({ mtbf, at }) => (mtbf === undefined) !== (at === undefined), {
    message: 'a crash happens after mtbf, or at a given time',
    params: { final: true, next: 'Give mtbf or at, and only one of them.' },
  })
  .meta({ description: 'It goes down and comes back; calls in flight are lost, and what it knew, unless durable.' });

const coming = (about: string, what: string) =>
  z
    .strictObject({
      at: durations.required(`When they ${what}, after the beginning`),
      instances: withDefault(whole(1, 'instances'), 1, `How many of its instances ${what}`),
    })
    .meta({ description: about });

const agent = z
  .strictObject({
    crash: crash.optional(),
    leave: coming('Instances that leave for good: they finish what they do and take no more.', 'leave').optional(),
    join: coming('Instances that are not there from the beginning.', 'join').optional(),
  })
  .meta({ description: "What happens to a role's agents, each instance by itself." });

const central = (about: string) =>
  z.strictObject({ crash: crash.optional() }).prefault({}).meta({ description: about });

const messages = z
  .strictObject({
    delay: durations.or(0, 'How long an event is under way'),
    loss: withDefault(PROBABILITY, 0, 'Probability that an event does not reach a listener'),
    duplicate: withDefault(PROBABILITY, 0, 'Probability that an event reaches a listener twice'),
    reorder: z
      .strictObject({
        share: required(PROBABILITY, 'Probability that an event is held back, so that later ones overtake it'),
        by: durations.required('How long it is held back'),
      })
      .optional()
      .meta({ description: 'Events that are overtaken by later ones (default none).' }),
  })
  .prefault({})
  .meta({
    description:
      'What happens to events on a bus. On a board, which is looked at again and again, nothing is lost: news shows up after the delay.',
  });

/** What goes wrong with participants and between them. */
export const faults = z
  .strictObject({
    messages,
    agents: z
      .record(z.string(), agent)
      .prefault({})
      .meta({
        description: 'What happens to agents, by role; defaults holds for every role that does not say otherwise.',
        propertyNames: { pattern: NAME_PATTERN },
      }),
    coordinator: central('What happens to every coordinator: whoever leads, decides or watches by a model.'),
    engine: central('What happens to every engine: code that holds the control flow.'),
    generalist: central('What happens to the single agent.'),
  })
  .prefault({})
  .meta({ description: 'What goes wrong with participants and between them.' });
