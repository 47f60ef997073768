import * as z from 'zod';
import type { Distribution } from '../distribution.js';
import { durations } from '../schema/distributions.js';
import { key } from '../schema/key.js';
import { DURATION } from '../schema/kinds.js';
import { groupFault } from './fault.js';

/** When a participant goes down: again and again after up-times, or once; and for how long. Seconds. */
export interface Crash {
  readonly up: Distribution | null;
  readonly at: number;
  readonly repair: Distribution;
}

const FOR_GOOD: Distribution = { kind: 'constant', value: Number.POSITIVE_INFINITY };

export const crash = groupFault(
  z
    .strictObject({
      mtbf: key(durations, {
        means: 'Mean time between failures: exponential times with this mean, or a distribution of your own',
        otherwise: 'never',
      }),
      at: key(DURATION, { means: 'One crash, at this time after the start', otherwise: 'never' }),
      repair: key(durations, { means: 'How long it is down', otherwise: 'for good' }),
    })
    .refine(({ mtbf, at }) => (mtbf === undefined) !== (at === undefined), {
      message: 'a crash happens after mtbf, or at a given time',
      params: { final: true, next: 'Give mtbf or at, and only one of them.' },
    }),
  {
    means: 'It goes down and comes back; calls in flight are lost, and so is its memory, unless policies.durable is on',
    resolve: ({ mtbf, at = 0, repair = FOR_GOOD }): Crash => {
      if (mtbf === undefined) return { up: null, at, repair };
      return { up: mtbf.kind === 'constant' ? { kind: 'exponential', mean: mtbf.value } : mtbf, at, repair };
    },
  },
);
