import type { LongPriceForm } from '../schema/model-price.js';

/** What a call costs whose input is longer than `tokens`: factors on the prices of all its tokens. */
export interface LongPrice {
  readonly tokens: number;
  /** On input, cached or not. */
  readonly input: number;
  readonly output: number;
}

/** The step of a model's prices, whose parts another model may give. */
export function longPriceOf(form: LongPriceForm | undefined, base: LongPrice | null): LongPrice | null {
  if (form === undefined) return base;
  return { tokens: form.tokens, input: form.input, output: form.output };
}
