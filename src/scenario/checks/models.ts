import { CACHE_RULES_BY_NAME } from '../models/cache-rules.js';
import { REAL_MODEL_NAMES } from '../models/real.js';
import { BUILT_IN_MODELS, isBuiltIn, parentOf } from '../models.js';
import { entries, isMap, text, valueAt } from '../plain-data.js';
import type { Check } from './check.js';
import { didYouMean, suggest } from './words.js';

/** What a model needs that is like no other. */
const NEEDED = ['ttft', 'inputRate', 'outputRate', 'contextWindow', 'price', 'retention'];
const NEEDED_IN: Readonly<Record<string, readonly string[]>> = {
  price: ['input', 'cachedInput', 'output'],
  retention: ['half', 'steepness'],
};

export function checkModels(check: Check): void {
  const { raw, report } = check;
  const declared = entries(raw, 'models');
  const names = [...new Set([...declared.map(([name]) => name), ...BUILT_IN_MODELS])];
  const users = [...entries(raw, 'agents').map(([role]) => ['agents', role]), ['coordinator'], ['generalist']];
  const uses = [
    ...users.map((path) => [...path, 'model']),
    ...declared.flatMap(([name]) => [
      ['models', name, 'like'],
      ['models', name, 'fallback'],
    ]),
  ];
  for (const path of uses) {
    const model = text(raw, ...path);
    if (model !== null && !names.includes(model) && !isBuiltIn(model)) {
      report(path, `there is no model '${model}'`, suggestModel(model, names));
    }
  }
  const forms = new Map(declared);
  const reported = new Set<string>();
  for (const [name, form] of declared) {
    if (!isMap(form)) continue;
    const line = ancestors(name, forms);
    const circle = line.indexOf(line.at(-1) ?? '') < line.length - 1;
    if (circle) {
      if (line.some((model) => reported.has(model))) continue;
      const around = line.slice(line.indexOf(line.at(-1) ?? ''));
      if (!around.includes(name)) continue;
      for (const model of around) reported.add(model);
      const message = `these models are like each other: ${around.join(' -> ')}`;
      report(['models', name, 'like'], message, 'Give one of them its own values and remove its like.');
    } else if (text(form, 'like') === null && !isBuiltIn(name)) {
      checkComplete(check, name, form);
    }
    checkPreset(check, name, form, line);
    checkPrices(check, name, form);
  }
  checkFallbacks(check, names);
}

/** No line of fallbacks leads back to a model in it. */
function checkFallbacks({ raw, report }: Check, names: readonly string[]): void {
  const next = (name: string): string | null => text(raw, 'models', name, 'fallback');
  for (const name of names) {
    const line = [name];
    for (let other = next(name); other !== null; other = next(other)) {
      if (other === name) {
        const message = `the fallbacks of '${name}' lead back to it: ${[...line, other].join(' -> ')}`;
        report(['models', name, 'fallback'], message, 'Remove the fallback of the last of them.');
      }
      if (line.includes(other)) break;
      line.push(other);
    }
  }
}

/** A name without its provider, or misspelt, is told from the price list, of which a sentence cannot name all. */
function suggestModel(word: string, names: readonly string[]): string {
  const own = didYouMean(word, names);
  const listed = REAL_MODEL_NAMES.find((name) => name.endsWith(`/${word}`)) ?? didYouMean(word, REAL_MODEL_NAMES);
  const meant = own ?? listed;
  if (meant !== null) return `Did you mean '${meant}'?`;
  return word.includes('/') ? '`rehearse models` lists those with a price.' : suggest(word, names);
}

/** The model, the one it is like, and so on; ends with a repetition where they form a circle. */
function ancestors(name: string, forms: ReadonlyMap<string, unknown>): string[] {
  const line = [name];
  for (let model = name; forms.has(model); ) {
    const parent = parentOf(model, text(forms.get(model), 'like') ?? undefined);
    // Like itself, or like nothing but its own name: the built-in model underneath.
    if (parent === null || (parent === model && isBuiltIn(model))) break;
    const seen = line.includes(parent);
    line.push(parent);
    if (seen) break;
    model = parent;
  }
  return line;
}

function checkComplete({ report }: Check, name: string, form: unknown): void {
  const given = new Map(entries(form));
  const lacking = NEEDED.flatMap((key) => {
    if (!given.has(key)) return [key];
    if (!isMap(given.get(key))) return [];
    const inner = new Map(entries(given.get(key)));
    return (NEEDED_IN[key] ?? []).filter((part) => !inner.has(part)).map((part) => `${key}.${part}`);
  });
  if (lacking.length === 0) return;
  const message = `the model '${name}' is like no other and lacks ${lacking.join(', ')}`;
  report(['models', name], message, 'Add what is missing, or the model that it is like, such as like: large.');
}

/** A preset is a fit to a certain model, so it needs a built-in one to refer to. */
function checkPreset({ report }: Check, name: string, form: unknown, line: readonly string[]): void {
  const preset = text(form, 'retention');
  if (preset === null || line.some(isBuiltIn)) return;
  const message = `the model '${name}' is like no built-in model, so it has no preset '${preset}'`;
  report(['models', name, 'retention'], message, 'Write { half: 66300, steepness: 1.12 }, or add like: large.');
}

/** Prices that no call can meet. */
function checkPrices({ warn }: Check, name: string, form: unknown): void {
  const cached = valueAt(form, ['price', 'cachedInput']);
  const cache = valueAt(form, ['cache']);
  const rules = typeof cache === 'string' ? ruleNamed(cache) : null;
  const read = valueAt(cache, ['read']) ?? rules?.read ?? undefined;
  if (cached !== undefined && read !== undefined) {
    const message = `the price of cached input has no effect: the cache of '${name}' has a price for what is read`;
    warn(['models', name, 'price', 'cachedInput'], message, 'Remove it, or set cache.read instead.');
  }
  const [tokens, window] = [valueAt(form, ['price', 'above', 'tokens']), valueAt(form, ['contextWindow'])];
  if (typeof tokens === 'number' && typeof window === 'number' && tokens >= window) {
    const message = `no input of '${name}' is longer than ${tokens} tokens: its window holds ${window}`;
    warn(['models', name, 'price', 'above'], message, 'Lower above.tokens, or raise contextWindow.');
  }
}

const ruleNamed = (name: string) => Object.entries(CACHE_RULES_BY_NAME).find(([known]) => known === name)?.[1] ?? null;
