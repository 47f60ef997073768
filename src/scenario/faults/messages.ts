import * as z from 'zod';
import type { Distribution } from '../distribution.js';
import { durations } from '../schema/distributions.js';
import { key } from '../schema/key.js';
import { PROBABILITY } from '../schema/kinds.js';
import { groupFault, valueFault } from './fault.js';

/** Events that are held back, so that later ones overtake them. */
export interface Reordering {
  readonly share: number;
  readonly by: Distribution;
}

export const delay = valueFault(
  key(durations, {
    means: 'How long an event is in transit',
    default: 0,
    noOff: 'a bus takes its time in an undisturbed run too',
  }),
);

export const loss = valueFault(
  key(PROBABILITY, {
    means: 'Probability that an event does not reach a listener',
    default: 0,
    off: 0,
    // Assumed: up to one message in fifty.
    essential: { range: [0, 0.02], left: 'no event is ever lost' },
  }),
);

export const duplicate = valueFault(
  key(PROBABILITY, { means: 'Probability that an event reaches a listener twice', default: 0, off: 0 }),
);

export const reorder = groupFault(
  z.strictObject({
    share: key(PROBABILITY, {
      means: 'Probability that an event is held back, so that later ones overtake it',
      required: true,
      noOff: 'the group is absent instead',
    }),
    by: key(durations, { means: 'How long it is held back', required: true }),
  }),
  { means: 'Events that are overtaken by later ones', resolve: (form): Reordering => form },
);
