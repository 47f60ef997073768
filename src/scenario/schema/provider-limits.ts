import * as z from 'zod';
import { TIER_NAMES } from '../tiers.js';
import { declare, item, key } from './key.js';
import { FLAG, limit, oneOf, POSITIVE_DURATION, RATE_LIMIT, SHARE, wholeOrLimitless } from './kinds.js';

const INFINITE = Number.POSITIVE_INFINITY;
const otherwise = 'that of the tier, else none';

const quota = declare(
  z.strictObject({
    requests: key(wholeOrLimitless(1, 'calls'), { means: 'Calls in a window', default: INFINITE }),
    tokens: key(limit('a number of tokens'), { means: 'Input and output tokens in a window', default: INFINITE }),
    cost: key(limit('US dollars'), { means: 'What the calls of a window may cost', default: INFINITE }),
    window: key(POSITIVE_DURATION, {
      means: 'How long a window is: it opens with its first call, and when it closes all of the quota is there again',
      required: true,
    }),
  }),
  {
    means: 'A quota over hours: once it is used up, no call is admitted until the window closes',
    otherwise: 'none',
  },
);

const TIER = oneOf(TIER_NAMES);

/** Limits of the provider on one model. */
export const providerLimits = declare(
  z.union([
    item(TIER, 'A usage tier, with the limits that its provider documents'),
    z.strictObject({
      tier: key(TIER, { means: 'A usage tier, whose limits hold where none is given here', otherwise: 'none' }),
      requests: key(RATE_LIMIT, { means: 'Calls per time, such as 50/m', otherwise }),
      input: key(RATE_LIMIT, { means: 'Input tokens per time, such as 30000/m', otherwise }),
      output: key(RATE_LIMIT, { means: 'Output tokens per time, such as 8000/m', otherwise }),
      tokens: key(RATE_LIMIT, { means: 'Input and output tokens together per time', otherwise }),
      concurrent: key(wholeOrLimitless(1, 'calls'), { means: 'Calls at once', default: INFINITE }),
      quota,
      whenExceeded: key(oneOf(['refuse', 'wait']), {
        means: 'What happens to a call over a limit: it is refused (HTTP 429, with Retry-After), or waits in a line',
        default: 'refuse',
      }),
      cachedCounts: key(FLAG, {
        means: 'Input that is read from the prompt cache counts towards the limits',
        otherwise: 'as the tier says, else as the rules of its cache do',
      }),
      overloaded: key(SHARE, {
        means: 'Share of the calls that are refused at once since the provider is overloaded (HTTP 529)',
        default: 0,
      }),
    }),
  ]),
  {
    means: 'Limits of the provider on this model, shared by all agents with a model of this name',
    range: 'a tier, or limits',
    otherwise: 'none, or those of the model it is like',
    off: null,
  },
);
