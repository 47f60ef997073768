import * as z from 'zod';
import { declare, key } from './key.js';
import { amount, atLeast, whole } from './kinds.js';

const otherwise = 'that of the model it is like';
const PRICE = amount('US dollars per million tokens');
const FACTOR = atLeast(1, 'a factor');

const above = declare(
  z.strictObject({
    tokens: key(whole(1, 'tokens'), { means: 'The longest input at the usual price', required: true }),
    // Of gpt-5.4 and gemini-2.5-pro: input twice, output one and a half times the price.
    input: key(FACTOR, { means: 'Factor on the price of input, cached or not', default: 2 }),
    output: key(FACTOR, { means: 'Factor on the price of output', default: 1.5 }),
  }),
  { means: 'Calls with a longer input cost more, all of their tokens', otherwise: `${otherwise}, else none` },
);

export type LongPriceForm = NonNullable<z.output<typeof above>>;

export const price = declare(
  z.strictObject({
    input: key(PRICE, { means: 'Price of fresh input', otherwise }),
    cachedInput: key(PRICE, { means: 'Price of cached input', otherwise }),
    output: key(PRICE, { means: 'Price of output', otherwise }),
    above,
  }),
  { means: 'What tokens cost', otherwise },
);
