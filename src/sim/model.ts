import type { ModelSpec } from '../scenario/scenario.js';

/** Share of its accuracy that a model keeps with `tokens` in its context: the Hill form, 1 for an infinite half. */
export function retention(model: ModelSpec, tokens: number): number {
  const { half, steepness } = model.retention;
  return half === Number.POSITIVE_INFINITY ? 1 : 1 / (1 + (tokens / half) ** steepness);
}

/** An act's error rate when the context is long: 1 - (1 - base) * retention. */
export function effectiveError(base: number, kept: number): number {
  return 1 - (1 - base) * kept;
}

/** US dollars for a call; prices are per million tokens. */
export function price(model: ModelSpec, fresh: number, cached: number, output: number): number {
  const { price: p } = model;
  return (fresh * p.input + cached * p.cachedInput + output * p.output) / 1e6;
}
