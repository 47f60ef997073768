import type { Distribution } from '../distribution.js';

/** Names under `tier`. */
export const SERVICE_TIERS = ['standard', 'batch', 'flex', 'priority'] as const;

export type ServiceTierName = (typeof SERVICE_TIERS)[number];

/** How a provider serves a call, and at what price. */
export interface ServiceTier {
  readonly name: ServiceTierName;
  /** Factor on all prices. */
  readonly price: number;
  /** Factor on how fast a model is: its first token, its input and its output. */
  readonly speed: number;
  /** Seconds until it is served at all; null: at once. */
  readonly wait: Distribution | null;
  /** The longest such wait. */
  readonly longest: number;
}

/** The price of a call with priority where a model's own is not known: between 1.7 (gpt-4o) and 2.5 times (gpt-5.5). */
const PRIORITY_PRICE = 2;

const AT_ONCE = { wait: null, longest: 0 };

/** Of 230,000 batches: half within 7 minutes, 90 % within an hour. */
const BATCH_SIGMA = Math.log(60 / 7) / 1.281_551_565_544_6;

/**
 * Tiers of service, as of November 2026.
 *
 * batch: half price and at most 24 hours (OpenAI, Anthropic, Google); waits as OpenRouter measured them in two weeks of 2026
 *   (openrouter.ai/blog/announcements/batch-api): median 7 minutes, 90th percentile an hour.
 * flex: the price of a batch (developers.openai.com/api/docs/guides/flex-processing), slower by no stated factor: half as fast
 *   is assumed. Refusals for want of capacity belong to `failure`.
 * priority: openai.com/api-priority-processing; faster and steadier by no stated factor: 1.5 times is assumed.
 */
const TIERS: Readonly<Record<ServiceTierName, ServiceTier>> = {
  standard: { name: 'standard', price: 1, speed: 1, ...AT_ONCE },
  batch: {
    name: 'batch',
    price: 0.5,
    speed: 1,
    wait: { kind: 'lognormal', mu: Math.log(420), sigma: BATCH_SIGMA },
    longest: 86_400,
  },
  flex: { name: 'flex', price: 0.5, speed: 0.5, ...AT_ONCE },
  priority: { name: 'priority', price: PRIORITY_PRICE, speed: 1.5, ...AT_ONCE },
};

export const STANDARD_TIER = TIERS.standard;

/** A tier; `priority` is what a model's own price list asks for priority. */
export function tierOf(name: ServiceTierName, priority: number | null): ServiceTier {
  const tier = TIERS[name];
  return name === 'priority' && priority !== null ? { ...tier, price: priority } : tier;
}
