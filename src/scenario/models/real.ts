import { CACHE_RULES_BY_NAME, type CacheRules } from './cache-rules.js';
import type { LongPrice } from './price.js';
import { PRICES, type PriceRow } from './prices.js';

/** The classes of models from which a model on the market takes what a price list does not say. */
export type ModelClass = 'large' | 'medium' | 'small';

/** Where a model's prices come from, and where the rest of it does. */
export interface PriceListing {
  /** provider/model. */
  readonly name: string;
  /** The day of its prices, as in 2026-08-20. */
  readonly date: string;
  /** Speed, accuracy in long contexts and, but for a long one, the window are those of this class: assumed. */
  readonly class: ModelClass;
  /** Factor on prices in the tier with priority; null: not known. */
  readonly priority: number | null;
}

/** A model on the market, as far as its price list goes. */
export interface RealModel {
  readonly provider: string;
  readonly price: {
    readonly input: number;
    readonly cachedInput: number;
    readonly output: number;
    readonly above: LongPrice | null;
  };
  readonly cache: CacheRules | null;
  /** Tokens; null: that of its class. */
  readonly contextWindow: number | null;
  readonly listed: PriceListing;
}

const BY_NAME: ReadonlyMap<string, PriceRow> = new Map(PRICES.map((row) => [row[0], row]));

/** provider/model of every model on the market whose prices are known. */
export const REAL_MODEL_NAMES: readonly string[] = [...BY_NAME.keys()];

/** The model of that name; null where its prices are not known. */
export function realModel(name: string): RealModel | null {
  const row = BY_NAME.get(name);
  if (row === undefined) return null;
  const [, input, cached, output, date, more = {}] = row;
  const above = more.above === undefined ? null : { tokens: more.above, ...LONG };
  return {
    provider: name.slice(0, name.indexOf('/')),
    price: { input, cachedInput: cached ?? input, output, above },
    cache: cached === null ? null : rulesFor(name),
    contextWindow: above === null ? null : LONG_WINDOW,
    listed: { name, date, class: classOf(output), priority: more.priority ?? null },
  };
}

/** Of every model in the list whose long contexts have a price of their own. */
const LONG = { input: 2, output: 1.5 };

/** Who has a price for long contexts takes them; how long is assumed. */
const LONG_WINDOW = 1_000_000;

/** By the price of output, in US dollars per million tokens: assumed. */
function classOf(output: number): ModelClass {
  if (output >= 10) return 'large';
  return output >= 2 ? 'medium' : 'small';
}

/** Shortest prefixes by model, where they are not those of the rules: docs.litellm.ai/docs/completion/prompt_caching, October 2026. */
const SHORTEST: readonly (readonly [RegExp, number])[] = [
  [/claude-(opus|fable|mythos)-5/, 512],
  [/claude-(haiku-4-5|opus-4-[567])/, 4096],
  [/claude-3.*haiku/, 2048],
  [/gemini-.*-pro/, 4096],
];

/** The rules of the provider; OpenAI has others from GPT-5.6 on. */
function rulesFor(name: string): CacheRules | null {
  if (name.startsWith('openai/')) {
    const [, major = 0, minor = 0] = /gpt-(\d+)\.?(\d*)/.exec(name)?.map(Number) ?? [];
    return CACHE_RULES_BY_NAME[major > 5 || (major === 5 && minor >= 6) ? 'openai-explicit' : 'openai'];
  }
  const rules = CACHE_RULES_BY_NAME[name.startsWith('anthropic/') ? 'anthropic' : 'google'];
  const shortest = SHORTEST.find(([pattern]) => pattern.test(name))?.[1];
  return rules === null || shortest === undefined ? rules : { ...rules, shortest };
}
