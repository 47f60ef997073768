import * as z from 'zod';
import type { Fault, FaultKeys } from '../faults/fault.js';
import { AGENT_FAULTS, CENTRAL_FAULTS, MESSAGE_FAULTS } from '../faults/index.js';
import { declare, group } from './key.js';
import { NAME_PATTERN } from './kinds.js';

/** The schemas of some faults, by their keys. */
type Shape<Keys extends FaultKeys> = {
  [K in keyof Keys]: Keys[K] extends Fault<infer Schema, unknown> ? Schema : never;
};

const shapeOf = <Keys extends FaultKeys>(faults: Keys): Shape<Keys> =>
  Object.fromEntries(Object.entries(faults).map(([name, { schema }]) => [name, schema])) as Shape<Keys>;

const central = (means: string) => group(z.strictObject(shapeOf(CENTRAL_FAULTS)), means);

/** What goes wrong with participants and between them. */
export const faults = group(
  z.strictObject({
    messages: group(
      z.strictObject(shapeOf(MESSAGE_FAULTS)),
      'What happens to events on a bus. A board is read again and again, so it loses nothing: news is seen after the delay',
    ),
    agents: declare(
      z
        .record(
          z.string(),
          z
            .strictObject(shapeOf(AGENT_FAULTS))
            .meta({ description: "What happens to a role's agents, to each instance by itself." }),
        )
        .meta({ propertyNames: { pattern: NAME_PATTERN } }),
      {
        means: 'What happens to agents, by role; defaults holds for every role that has no value of its own',
        default: {},
        otherwise: '',
      },
    ),
    coordinator: central('What happens to every coordinator: a model that leads, decides or monitors'),
    engine: central('What happens to every engine: code that holds the control flow'),
    generalist: central('What happens to the single agent'),
  }),
  'What goes wrong with participants and between them',
);
