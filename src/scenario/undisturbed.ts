import { isMap, valueAt } from './plain-data.js';
import type { Scenario } from './scenario.js';
import { type DeclaredKey, declaredKeys } from './schema/keys.js';

/** A key with a value at which it does nothing. */
export interface SwitchKey extends DeclaredKey {
  readonly off: unknown;
}

// A role's defaults are in its own values once a scenario is resolved.
const switches = declaredKeys.filter((key): key is SwitchKey => 'off' in key && !key.path.includes('defaults'));
const isPolicy = ({ path, needs }: DeclaredKey): boolean =>
  path[0] === 'policies' || path[0] === 'client' || needs !== undefined;

/** Keys by which something goes wrong. */
export const disturbances: readonly SwitchKey[] = switches.filter((key) => !isPolicy(key));

/** Keys by which something is done about it. */
export const remedies: readonly SwitchKey[] = switches.filter(isPolicy);

/** The scenario in which nothing goes wrong: no faults, no errors, and every task needs every step, as it was foreseen. */
export function undisturbed(scenario: Scenario): Scenario {
  const offs = disturbances.flatMap(({ path, off }) => resolvedPaths(path).map((place) => ({ place, off })));
  return offs.reduce<unknown>((calm, { place, off }) => withAll(calm, place, off), scenario) as Scenario;
}

/** Where the models of a resolved scenario are: each participant has its own. */
const MODELS: readonly (readonly string[])[] = [
  ['agents', '*', 'model'],
  ['coordinator', 'model'],
  ['generalist', 'model'],
];

/** Where a key of the file has its places in a resolved scenario. */
function resolvedPaths(path: readonly string[]): readonly (readonly string[])[] {
  const [section, , ...rest] = path;
  return section === 'models' ? MODELS.map((model) => [...model, ...rest]) : [path];
}

/** The data with a value at every place that a path with `*` leads to; what is absent on the way stays absent. */
function withAll(data: unknown, path: readonly string[], value: unknown): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  const isMeant = (name: string): boolean => part === '*' || part === name;
  if (Array.isArray(data)) return data.map((item, i) => (isMeant(String(i)) ? withAll(item, rest, value) : item));
  if (!isMap(data)) return data;
  const entries = Object.entries(data as object);
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, isMeant(name) ? withAll(inner, rest, value) : inner]),
  );
}

/** Where in a resolved scenario a key is on: paths as a file writes them. */
export function placesWhereOn(scenario: Scenario, { path, off }: SwitchKey): string[] {
  if (path[0] === 'models') return modelsWhereOn(scenario, path.slice(2), off);
  return placesOf(scenario, path)
    .filter(({ value }) => !Object.is(value, off))
    .map(({ name }) => name);
}

/** Of the models that somebody has, each once. */
function modelsWhereOn(scenario: Scenario, rest: readonly string[], off: unknown): string[] {
  const models = MODELS.flatMap((path) => placesOf(scenario, path)).map(({ value }) => value);
  const on = models.filter((model) => valueAt(model, rest) !== undefined && !Object.is(valueAt(model, rest), off));
  return [...new Set(on.map((model) => ['models', valueAt(model, ['name']), ...rest].join('.')))];
}

interface KeyPlace {
  readonly name: string;
  readonly value: unknown;
}

/** Every place that a path with `*` leads to. */
function placesOf(data: unknown, path: readonly string[], names: readonly string[] = []): KeyPlace[] {
  const [part, ...rest] = path;
  if (part === undefined) return [{ name: names.join('.'), value: data }];
  if (part !== '*') {
    const inner = valueAt(data, [part]);
    return inner === undefined ? [] : placesOf(inner, rest, [...names, part]);
  }
  if (!Array.isArray(data)) {
    return Object.entries(Object(data)).flatMap(([name, inner]) => placesOf(inner, rest, [...names, name]));
  }
  // Roles and steps are lists in a resolved scenario, and names in a file.
  return data.flatMap((item) => placesOf(item, rest, [...names, String(valueAt(item, ['name']) ?? item.role)]));
}
