import * as z from 'zod';
import { declare, key } from './key.js';
import { MOST, NAME, oneOf, whole } from './kinds.js';

/** A loop: the work goes back. */
export const sendsBack = declare(
  z.strictObject({
    to: key(NAME, { means: 'The earlier step that is done again', required: true }),
    most: key(whole(1, 'times', MOST), { means: 'How often it may send the work of one task back', default: 2 }),
    objections: key(whole(1, 'objections', MOST), {
      means: 'How many objections, at least, make it send the work back',
      default: 1,
    }),
    feedback: key(whole(0, 'tokens'), {
      means: 'Length of the objections, where these are handed over by themselves',
      default: 25,
    }),
    onLimit: key(oneOf(['accept', 'fail']), {
      means:
        'What becomes of a result that it still objects to after the last time: it goes on without what was objected to, or the task fails',
      default: 'accept',
    }),
  }),
  {
    means:
      'A step that checks sends the work back to an earlier one: that is done again with the objections, and so is what lies between',
    otherwise: 'it sends nothing back',
  },
);
