import type { ProviderLimits } from './provider.js';
import type { FileForm } from './schema/schema.js';
import { type TierName, tierNamed } from './tiers.js';

type LimitsForm = NonNullable<FileForm['models'][string]['limits']>;

const NONE = Number.POSITIVE_INFINITY;
const MINUTE = 60;

/**
 * The provider's limits on a model; `inherited` are those of the model it is like, and `cachedCounts` is what the rules of its
 * cache say of input that is read from it.
 */
export function limitsOf(
  form: LimitsForm | undefined,
  inherited: ProviderLimits | null,
  cachedCounts: boolean,
): ProviderLimits | null {
  if (form === undefined) return inherited;
  if (typeof form === 'string') return ofTier(form);
  const base = form.tier === undefined ? null : ofTier(form.tier);
  return {
    requests: perMinute(form.requests) ?? base?.requests ?? NONE,
    input: perMinute(form.input) ?? base?.input ?? NONE,
    output: perMinute(form.output) ?? base?.output ?? NONE,
    tokens: perMinute(form.tokens) ?? base?.tokens ?? NONE,
    concurrent: form.concurrent,
    quota: form.quota ?? null,
    whenExceeded: form.whenExceeded,
    cachedCounts: form.cachedCounts ?? base?.cachedCounts ?? cachedCounts,
    overloaded: form.overloaded,
  };
}

function ofTier(name: TierName): ProviderLimits {
  const { requests, input = NONE, output = NONE, tokens = NONE, cachedCounts } = tierNamed(name);
  const rest = { concurrent: NONE, quota: null, whenExceeded: 'refuse', overloaded: 0 } as const;
  return { requests, input, output, tokens, cachedCounts, ...rest };
}

/** 50/m came as 50 / 60 a second: the digits that binary fractions cost are put right. */
function perMinute(rate: number | undefined): number | undefined {
  return rate === undefined ? undefined : Number((rate * MINUTE).toPrecision(12));
}
