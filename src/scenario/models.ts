import { limitsOf } from './model-limits.js';
import { cacheOf } from './models/cache.js';
import type { CacheRules } from './models/cache-rules.js';
import { longPriceOf } from './models/price.js';
import { type ModelClass, realModel } from './models/real.js';
import { type ServiceTierName, STANDARD_TIER, tierOf } from './models/service-tiers.js';
import type { Distribution, ModelSpec } from './scenario.js';
import type { FileForm } from './schema/schema.js';

type Retention = ModelSpec['retention'];
type ModelForm = FileForm['models'][string];

interface Family {
  readonly model: Omit<ModelSpec, 'name' | 'family' | 'fallback' | 'retention' | 'cache' | 'limits'>;
  readonly hard: Retention;
  readonly mild: Retention;
}

/**
 * Retention presets. `hard` is inference over scattered facts, `mild` is retrieval over long contexts.
 *
 * hard: Hill fits to the table of NoLiMa (arXiv 2502.05167): large after GPT-4o, small after Claude 3.5 Sonnet.
 * mild: Hill fits to RULER (authors' table at commit 2925bc1), accuracies at 4, 8, 16, 32, 64 and 128 Ki tokens,
 * by least squares over base, half and steepness, the base then dropped since a short context keeps everything:
 *   large after GPT-4-1106     96.6 96.3 95.2 93.2 87.0 81.2 %: 720,000 / 0.92, base 97.8 %, RMSE 0.59 points;
 *   small after Llama 3.1 70B  96.5 95.8 95.4 94.8 88.4 66.6 %: 185,000 / 2.36, base 96.1 %, RMSE 0.28 points.
 */
const LARGE_HARD: Retention = { half: 66_300, steepness: 1.12 };
const LARGE_MILD: Retention = { half: 720_000, steepness: 0.92 };
const SMALL_HARD: Retention = { half: 18_000, steepness: 1.32 };
const SMALL_MILD: Retention = { half: 185_000, steepness: 2.36 };

const rate = (value: number): Distribution => ({ kind: 'constant', value });

const LARGE: Family['model'] = {
  // Median 0.9 s and 95th percentile 2.5 s.
  ttft: { kind: 'lognormal', mu: Math.log(0.9), sigma: Math.log(2.5 / 0.9) / 1.644_853_626_951_472_2 },
  inputRate: 8000,
  outputRate: rate(60),
  price: { input: 3, cachedInput: 0.3, output: 15, above: null },
  listed: null,
  tier: STANDARD_TIER,
  contextWindow: 200_000,
  server: null,
};

/** Assumed orders of size of three classes of models on the market; no particular product. */
const BUILT_IN: ReadonlyMap<string, Family> = new Map<ModelClass, Family>([
  ['large', { model: LARGE, hard: LARGE_HARD, mild: LARGE_MILD }],
  [
    'medium',
    {
      model: { ...LARGE, outputRate: rate(90), price: { input: 0.8, cachedInput: 0.08, output: 4, above: null } },
      hard: LARGE_HARD,
      mild: LARGE_MILD,
    },
  ],
  [
    'small',
    {
      model: { ...LARGE, outputRate: rate(160), price: { input: 0.2, cachedInput: 0.02, output: 0.8, above: null } },
      hard: SMALL_HARD,
      mild: SMALL_MILD,
    },
  ],
]);

export const BUILT_IN_MODELS: readonly string[] = [...BUILT_IN.keys()];

/** The key whose values a model starts from: what `like` names, else the built-in model of its own name. */
export function parentOf(name: string, like: string | undefined): string | null {
  if (like !== undefined) return like;
  return BUILT_IN.has(name) ? name : null;
}

/** Whether a model is there without being declared: one of three classes, or one on the market. */
export const isBuiltIn = (name: string): boolean => BUILT_IN.has(name) || realModel(name) !== null;

/** What a model is that no file declares; `cache` where it has no rules of its own. */
function builtIn(name: string, cache: CacheRules | null): Resolved {
  const real = realModel(name);
  const family = BUILT_IN.get(real?.listed.class ?? name);
  if (family === undefined) throw new Error(`no model '${name}'`);
  const spec: ModelSpec = {
    name,
    family: name,
    fallback: null,
    ...family.model,
    cache,
    retention: family.hard,
    limits: null,
  };
  if (real === null) return { spec, family };
  const { provider, price, listed, contextWindow } = real;
  const own = { family: provider, price, listed, cache: real.cache };
  return { spec: { ...spec, ...own, contextWindow: contextWindow ?? spec.contextWindow }, family };
}

interface Resolved {
  readonly spec: ModelSpec;
  readonly family: Family | null;
}

/** A model by its name, in the tier that its user asks for; else in its own. */
export type ModelNamed = (name: string, tier?: ServiceTierName) => ModelSpec;

/** The models that the file may name, ready to look up. Call only with a form that the structural checks passed. */
export function resolveModels(
  declared: FileForm['models'],
  /** The cache of a model that says nothing of it. */
  cache: CacheRules | null,
): ModelNamed {
  const resolved = new Map<string, Resolved>();
  const resolve = (name: string): Resolved => {
    const known = resolved.get(name);
    if (known !== undefined) return known;
    const form = Object.hasOwn(declared, name) ? declared[name] : undefined;
    const result = form === undefined ? builtIn(name, cache) : declaredModel(name, form);
    resolved.set(name, result);
    return result;
  };
  const declaredModel = (name: string, form: ModelForm): Resolved => {
    const parent = parentOf(name, form.like);
    // A model like itself is the built-in one with changes, not a circle.
    const base = parent === null ? null : parent === name ? builtIn(name, cache) : resolve(parent);
    const family = BUILT_IN.get(name) ?? base?.family ?? null;
    return { spec: extend(name, form, base?.spec ?? null, { family, cache }), family };
  };
  const served = new Map<string, ModelSpec>();
  const named: ModelNamed = (name, tier) => {
    const { spec } = resolve(name);
    const other = Object.hasOwn(declared, name) ? declared[name]?.fallback : undefined;
    const isOwnTier = tier === undefined || tier === spec.tier.name;
    if (isOwnTier && other === undefined) return spec;
    const key = `${isOwnTier ? '' : tier} ${name}`;
    const known = served.get(key);
    if (known !== undefined) return known;
    const own = isOwnTier ? spec.tier : tierOf(tier, spec.listed?.priority ?? null);
    const made = { ...spec, tier: own, fallback: other === undefined ? null : named(other, tier) };
    served.set(key, made);
    return made;
  };
  return named;
}

interface Otherwise {
  readonly family: Family | null;
  readonly cache: CacheRules | null;
}

function extend(name: string, form: ModelForm, base: ModelSpec | null, { family, cache }: Otherwise): ModelSpec {
  const price = form.price ?? {};
  const rules = cacheOf(form.cache, base === null ? cache : base.cache);
  return {
    name,
    family: form.family ?? name,
    fallback: null,
    ttft: needed(form.ttft ?? base?.ttft),
    inputRate: needed(form.inputRate ?? base?.inputRate),
    outputRate: needed(form.outputRate ?? base?.outputRate),
    price: {
      input: needed(price.input ?? base?.price.input),
      cachedInput: needed(price.cachedInput ?? base?.price.cachedInput),
      output: needed(price.output ?? base?.price.output),
      above: longPriceOf(price.above, base?.price.above ?? null),
    },
    listed: base?.listed ?? null,
    tier: form.tier === undefined ? (base?.tier ?? STANDARD_TIER) : tierOf(form.tier, base?.listed?.priority ?? null),
    cache: rules,
    contextWindow: needed(form.contextWindow ?? base?.contextWindow),
    retention: retentionOf(form.retention, base, family),
    limits: limitsOf(form.limits, base?.limits ?? null, rules?.cachedCounts ?? true),
    server: form.server ?? base?.server ?? null,
  };
}

function retentionOf(form: ModelForm['retention'], base: ModelSpec | null, family: Family | null): Retention {
  if (form === undefined) return needed(base?.retention);
  if (typeof form === 'string') return needed(family?.[form]);
  return {
    half: needed(form.half ?? base?.retention.half),
    steepness: needed(form.steepness ?? base?.retention.steepness),
  };
}

/** The structural checks have seen to it. */
function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a model is not complete');
  return value;
}
