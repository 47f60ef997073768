import * as z from 'zod';
import { SERVICE_TIERS } from '../models/service-tiers.js';
import { durations, rates } from './distributions.js';
import { declare, item, key } from './key.js';
import { above, limit, MODEL, NAME, NAME_PATTERN, oneOf, RATE_LIMIT } from './kinds.js';
import { cache } from './model-cache.js';
import { price } from './model-price.js';
import { providerLimits } from './provider-limits.js';
import { server } from './server.js';

const otherwise = 'that of the model it is like';
const TOKENS = limit('a number of tokens');

const retention = declare(
  z.union([
    item(oneOf(['hard', 'mild']), 'A preset, fitted to the family of the model'),
    z.strictObject({
      half: key(TOKENS, { means: 'Context at which half of the accuracy is left', otherwise }),
      steepness: key(above(0, 'a number'), { means: 'How fast the accuracy falls around half', otherwise }),
    }),
  ]),
  {
    means:
      "How accuracy falls with the context's length: 1 / (1 + (tokens / half)^steepness), or the preset hard or mild",
    otherwise: 'hard',
  },
);

const model = z
  .strictObject({
    like: key(MODEL, {
      means: 'The model whose values hold where this one has none: another key, or provider/model of the price list',
      otherwise: 'the built-in model of its name',
    }),
    family: key(NAME, {
      means: 'The family of its model: members of one family make the same errors more often than others do',
      otherwise: 'its own name',
    }),
    fallback: key(MODEL, {
      means: 'The model to which a client turns after its last request to this one has failed',
      otherwise: 'none',
      off: null,
    }),
    ttft: key(durations, { means: 'Time to first token', otherwise }),
    inputRate: key(RATE_LIMIT, { means: 'Input tokens per second', otherwise }),
    outputRate: key(rates, { means: 'Output tokens per second', otherwise }),
    price,
    cache,
    tier: key(oneOf(SERVICE_TIERS), {
      means: 'The tier of service, with its price and speed: batch and flex at half the price, priority at about twice',
      otherwise: `${otherwise}, else standard`,
    }),
    contextWindow: key(TOKENS, { means: 'The longest context', otherwise }),
    retention,
    limits: providerLimits,
    server,
  })
  .meta({ description: 'A model: its speed, price and memory.' });

export const models = declare(z.record(z.string(), model).meta({ propertyNames: { pattern: NAME_PATTERN } }), {
  means: 'Models by name; large, medium and small exist without being declared',
  default: {},
  otherwise: '',
});
