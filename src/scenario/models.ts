import type { Distribution, ModelSpec } from './scenario.js';
import type { FileForm } from './schema/schema.js';
import { serverOf } from './server.js';

type Retention = ModelSpec['retention'];
type ModelForm = FileForm['models'][string];

interface Family {
  readonly model: Omit<ModelSpec, 'name' | 'family' | 'retention'>;
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
  price: { input: 3, cachedInput: 0.3, output: 15 },
  contextWindow: 200_000,
  server: null,
};

/** Assumed orders of size of three classes of models on the market; no particular product. */
const BUILT_IN: ReadonlyMap<string, Family> = new Map([
  ['large', { model: LARGE, hard: LARGE_HARD, mild: LARGE_MILD }],
  [
    'medium',
    {
      model: { ...LARGE, outputRate: rate(90), price: { input: 0.8, cachedInput: 0.08, output: 4 } },
      hard: LARGE_HARD,
      mild: LARGE_MILD,
    },
  ],
  [
    'small',
    {
      model: { ...LARGE, outputRate: rate(160), price: { input: 0.2, cachedInput: 0.02, output: 0.8 } },
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

/** The models that the file may name, ready to look up. Call only with a form that the structural checks passed. */
export function resolveModels(declared: FileForm['models']): (name: string) => ModelSpec {
  const resolved = new Map<string, { spec: ModelSpec; family: Family | null }>();
  const builtIn = (name: string): { spec: ModelSpec; family: Family } => {
    const family = BUILT_IN.get(name);
    if (family === undefined) throw new Error(`no model '${name}'`);
    return { spec: { name, family: name, ...family.model, retention: family.hard }, family };
  };
  const resolve = (name: string): { spec: ModelSpec; family: Family | null } => {
    const known = resolved.get(name);
    if (known !== undefined) return known;
    const form = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (form === undefined) return builtIn(name);
    const parent = parentOf(name, form.like);
    // A model like itself is the built-in one with changes, not a circle.
    const base = parent === null ? null : parent === name ? builtIn(name) : resolve(parent);
    const family = BUILT_IN.get(name) ?? base?.family ?? null;
    const result = { spec: extend(name, form, base?.spec ?? null, family), family };
    resolved.set(name, result);
    return result;
  };
  return (name) => resolve(name).spec;
}

function extend(name: string, form: ModelForm, base: ModelSpec | null, family: Family | null): ModelSpec {
  const price = form.price ?? {};
  return {
    name,
    family: form.family ?? name,
    ttft: needed(form.ttft ?? base?.ttft),
    inputRate: needed(form.inputRate ?? base?.inputRate),
    outputRate: needed(form.outputRate ?? base?.outputRate),
    price: {
      input: needed(price.input ?? base?.price.input),
      cachedInput: needed(price.cachedInput ?? base?.price.cachedInput),
      output: needed(price.output ?? base?.price.output),
    },
    contextWindow: needed(form.contextWindow ?? base?.contextWindow),
    retention: retentionOf(form.retention, base, family),
    server: serverOf(form.server, base?.server ?? null),
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
