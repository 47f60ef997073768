import { BUILT_IN_MODELS, parentOf } from '../models.js';
import { entries, isMap, text } from '../plain-data.js';
import type { Check } from './check.js';
import { suggest } from './words.js';

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
  const uses = [...users.map((path) => [...path, 'model']), ...declared.map(([name]) => ['models', name, 'like'])];
  for (const path of uses) {
    const model = text(raw, ...path);
    if (model !== null && !names.includes(model)) {
      report(path, `there is no model '${model}'`, suggest(model, names));
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
    } else if (text(form, 'like') === null && !BUILT_IN_MODELS.includes(name)) {
      checkComplete(check, name, form);
    }
    checkPreset(check, name, form, line);
  }
}

/** The model, the one it is like, and so on; ends with a repetition where they form a circle. */
function ancestors(name: string, forms: ReadonlyMap<string, unknown>): string[] {
  const line = [name];
  for (let model = name; forms.has(model); ) {
    const parent = parentOf(model, text(forms.get(model), 'like') ?? undefined);
    // Like itself, or like nothing but its own name: the built-in model underneath.
    if (parent === null || (parent === model && BUILT_IN_MODELS.includes(model))) break;
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
  if (preset === null || line.some((model) => BUILT_IN_MODELS.includes(model))) return;
  const message = `the model '${name}' is like no built-in model, so it has no preset '${preset}'`;
  report(['models', name, 'retention'], message, 'Write { half: 66300, steepness: 1.12 }, or add like: large.');
}
