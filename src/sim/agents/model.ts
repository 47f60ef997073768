import type { CacheRules } from '../../scenario/models/cache-rules.js';
import type { ModelSpec } from '../../scenario/scenario.js';
import { hashOf } from '../luck/luck.js';
import type { CallColumns } from '../record/record.js';

/** Share of its accuracy that a model keeps with `tokens` in its context: the Hill form, 1 for an infinite half. */
export function retention(model: ModelSpec, tokens: number): number {
  const { half, steepness } = model.retention;
  return half === Number.POSITIVE_INFINITY ? 1 : 1 / (1 + (tokens / half) ** steepness);
}

/** Most context lengths come back run after run: this many are remembered. A power of two. */
const REMEMBERED = 1024;

/** One model's retention, remembered. */
export class Retention {
  private readonly lengths = new Float64Array(REMEMBERED).fill(-1);
  private readonly shares = new Float64Array(REMEMBERED);

  constructor(private readonly model: ModelSpec) {}

  at(tokens: number): number {
    const place = tokens & (REMEMBERED - 1);
    if (this.lengths[place] !== tokens) {
      this.lengths[place] = tokens;
      this.shares[place] = retention(this.model, tokens);
    }
    return this.shares[place]!;
  }
}

const remembered = new WeakMap<ModelSpec, Retention>();

/** The retention of a model: one for all that use it. */
export function retentionOf(model: ModelSpec): Retention {
  let known = remembered.get(model);
  if (known === undefined) {
    known = new Retention(model);
    remembered.set(model, known);
  }
  return known;
}

/** An act's error rate when the context is long: 1 - (1 - base) * retention. */
export function effectiveError(base: number, kept: number): number {
  return 1 - (1 - base) * kept;
}

/** A rate whose odds are `factor` times as high: 0 and 1 stay what they are, and nothing else becomes one of them. */
export function worsened(rate: number, factor: number): number {
  return factor === 1 ? rate : (factor * rate) / (1 - rate + factor * rate);
}

/** A family of models, as a number from 1: by its name, so that all runs agree on it. */
export function familyOf({ family }: ModelSpec): number {
  return 1 + (hashOf(family) % MAX_FAMILY);
}

const MAX_FAMILY = 2_147_483_646;

/** US dollars for a call; prices are per million tokens. */
export function costOf({ price, cache, tier }: ModelSpec, c: CallColumns, call: number): number {
  const input = c.inputTokens[call]!;
  const cached = c.cachedTokens[call]!;
  const long = price.above !== null && input > price.above.tokens ? price.above : USUAL;
  const read = cache === null || cache.read === null ? price.cachedInput : cache.read * price.input;
  const paid = (input - cached) * price.input + cached * read;
  const kept = cache === null ? 0 : c.cacheWrites[call]! * surcharge(cache, price.input, long.input);
  return (tier.price * (paid * long.input + c.outputTokens[call]! * price.output * long.output + kept)) / 1e6;
}

const USUAL = { input: 1, output: 1 };

/** US dollars per million tokens that are written to a cache, on top of fresh input. */
function surcharge({ write, storage, ttl }: CacheRules, input: number, factor: number): number {
  return (write - 1) * input * factor + (storage * ttl) / 3600;
}

/** Tokens of fresh input that take as long as a call's input, of which some may be read from a cache. */
export function prefillOf({ cache }: ModelSpec, c: CallColumns, call: number): number {
  const input = c.inputTokens[call]!;
  return cache === null ? input : input - c.cachedTokens[call]! * (1 - cache.readTime);
}
