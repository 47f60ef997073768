import * as z from 'zod';
import { CACHE_NAMES } from '../models/cache-rules.js';
import { declare, item, key } from './key.js';
import { amount, DURATION, FLAG, oneOf, SHARE, whole, wholeOrLimitless } from './kinds.js';

const otherwise = 'that of the rules that it is like';
const FACTOR = amount('a factor of the price of fresh input');

const own = z.strictObject({
  like: key(oneOf(CACHE_NAMES), {
    means: 'The rules whose values hold where this cache has none',
    otherwise: 'those of provider.promptCache: no surcharge, any length, five minutes after the last use',
  }),
  write: key(FACTOR, { means: 'Price of a token that is written to the cache', otherwise }),
  read: key(FACTOR, {
    means: 'Price of a token that is read from the cache',
    otherwise: `${otherwise}, else price.cachedInput`,
  }),
  shortest: key(whole(0, 'tokens'), { means: 'The shortest prefix that is cached', otherwise }),
  step: key(whole(1, 'tokens'), { means: 'A prefix is cached in whole steps of this length', otherwise }),
  ttl: key(DURATION, { means: 'How long a prefix stays cached', otherwise }),
  renewed: key(FLAG, { means: 'Reading a prefix begins its life anew', otherwise }),
  marks: key(wholeOrLimitless(1, 'marks'), {
    means:
      'Marks a request, at which a prefix can end: after its last part, after its prompt, and after the parts before the last; .inf: after any part',
    otherwise,
  }),
  storage: key(amount('US dollars per million tokens and hour'), {
    means: 'Price of keeping what is written, for all of its life',
    otherwise,
  }),
  readTime: key(SHARE, { means: 'Time of a token that is read, as a share of that of a fresh one', otherwise }),
});

export const cache = declare(
  z.union([
    item(oneOf(CACHE_NAMES), 'The rules of a provider, as of November 2026'),
    own.meta({ description: 'Rules of its own.' }),
  ]),
  {
    means: 'The prompt cache by the rules of its provider: what a prefix that was sent before costs, and for how long',
    range: `one of ${CACHE_NAMES.join(', ')}, or rules of its own`,
    otherwise: 'that of the model it is like, else what provider.promptCache says',
  },
);

export type CacheForm = NonNullable<z.output<typeof cache>>;
