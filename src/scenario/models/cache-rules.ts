/** What a provider's prompt cache does: what it remembers, for how long, and what that costs. */
export interface CacheRules {
  /** Price of a token that is written, as a factor of fresh input. */
  readonly write: number;
  /** Price of a token that is read, as a factor of fresh input; null: the model's price of cached input. */
  readonly read: number | null;
  /** Tokens of the shortest prefix that is remembered. */
  readonly shortest: number;
  /** Prefixes are remembered in whole steps of so many tokens. */
  readonly step: number;
  /** Seconds that a prefix stays. */
  readonly ttl: number;
  /** Reading a prefix begins its life anew. */
  readonly renewed: boolean;
  /** Where a prefix can end: after the prompt and after so many of the last parts, less one; Infinity: after any part. */
  readonly marks: number;
  /** US dollars per million tokens and hour, for the whole life of what is written. */
  readonly storage: number;
  /** Tokens that are read count to the provider's limits on input, where a model's limits do not say otherwise. */
  readonly cachedCounts: boolean;
  /** What a token that is read takes of the time that a fresh one takes. */
  readonly readTime: number;
}

/** Names under `models.X.cache`. */
export const CACHE_NAMES = [
  'none',
  'anthropic',
  'anthropic-1h',
  'openai',
  'openai-explicit',
  'google',
  'google-explicit',
] as const;

export type CacheName = (typeof CACHE_NAMES)[number];

/**
 * Time that a token takes which is read from a cache, of that of a fresh one. OpenAI measured that time to first token falls
 * by 7 % at 1,024 tokens and by 67 % at 150,000 (Prompt Caching 201, github.com/openai/openai-cookbook, November 2026). With a
 * time to first token of b + p c for c fresh tokens, and b + f p c for c tokens that are read, a share (1 - f) p c / (b + p c)
 * is saved: f = 0.288 and b / p = 9,391 tokens meet both figures. For other providers it is assumed to be the same.
 */
export const READ_TIME = 0.288;

/** How long a cache lives where a provider only says that it does: assumed. */
const ASSUMED_TTL = 300;

const EVERYWHERE = Number.POSITIVE_INFINITY;

/**
 * Rules of providers, as of November 2026.
 *
 * anthropic: platform.claude.com/docs/en/build-with-claude/prompt-caching. Four marks a request; a prefix is written up to the
 *   last one. The shortest prefix is 512, 1,024 or 4,096 tokens, by model: 1,024 here, and each model's own in its prices.
 * openai: developers.openai.com/api/docs/guides/prompt-caching, models before GPT-5.6: from 1,024 tokens on, in steps of 128;
 *   5 to 10 minutes after the last use, an hour at most: 5 minutes here.
 * openai-explicit: the same page, from GPT-5.6 on: writes cost 1.25 times fresh input, up to four marks (one of them set by
 *   the provider at the newest message), at least 30 minutes. That a read begins them anew is assumed.
 * google: ai.google.dev/gemini-api/docs/caching, implicit caching: 1,024 tokens (Flash) to 4,096 (Pro), at the model's price of
 *   cached input; its life is not told.
 * google-explicit: the same page: an hour unless told otherwise, however often it is used; storage of a million tokens costs
 *   1 dollar an hour (Flash; Pro 4.50, ai.google.dev/gemini-api/docs/pricing).
 */
export const CACHE_RULES_BY_NAME: Readonly<Record<CacheName, CacheRules | null>> = {
  none: null,
  anthropic: anthropic(1.25, 300),
  'anthropic-1h': anthropic(2, 3600),
  openai: {
    write: 1,
    read: null,
    shortest: 1024,
    step: 128,
    ttl: 300,
    renewed: true,
    marks: EVERYWHERE,
    storage: 0,
    cachedCounts: true,
    readTime: READ_TIME,
  },
  'openai-explicit': {
    write: 1.25,
    read: 0.1,
    shortest: 1024,
    step: 1,
    ttl: 1800,
    renewed: true,
    marks: 4,
    storage: 0,
    cachedCounts: true,
    readTime: READ_TIME,
  },
  google: {
    write: 1,
    read: null,
    shortest: 1024,
    step: 1,
    ttl: ASSUMED_TTL,
    renewed: true,
    marks: EVERYWHERE,
    storage: 0,
    cachedCounts: true,
    readTime: READ_TIME,
  },
  'google-explicit': {
    write: 1,
    read: null,
    shortest: 1024,
    step: 1,
    ttl: 3600,
    renewed: false,
    marks: 2,
    storage: 1,
    cachedCounts: true,
    readTime: READ_TIME,
  },
};

function anthropic(write: number, ttl: number): CacheRules {
  return {
    write,
    read: 0.1,
    shortest: 1024,
    step: 1,
    ttl,
    renewed: true,
    marks: 4,
    storage: 0,
    cachedCounts: false,
    readTime: READ_TIME,
  };
}
