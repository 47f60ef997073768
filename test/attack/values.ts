/** Values of any part of a JSON Schema: usual ones, and extreme ones that the schema accepts. */
import type { Dice } from './dice.js';

/** The part of JSON Schema that the scenario's schema uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

export interface Attack {
  readonly dice: Dice;
  readonly root: JsonSchema;
  readonly isExtreme: boolean;
  /** The share of the keys that need not be there which are. */
  readonly density: number;
  /** The key that this attack is about, `*` for any name: it is there, and most of what is below it. */
  readonly focus: readonly string[];
  /**
   * How much work may still be asked for: of what is created one by one (tasks, replicas, instances, users) the product is kept
   * within it, since a thousand of each at once is no defect but a long wait.
   */
  readonly room: { left: number };
  /** The word for a place that takes a text, by its path and description. */
  readonly word: (path: readonly string[], schema: JsonSchema) => string;
  /** Keys that a map needs, though the schema alone does not say so. */
  readonly needed: (path: readonly string[]) => readonly string[];
  /** Keys of a map whose keys are names, by its path. */
  readonly keys: (path: readonly string[], schema: JsonSchema) => readonly string[];
  /** One such key, where the focus lies below it. */
  readonly anyKey: (path: readonly string[]) => readonly string[];
}

/** Numbers at which arithmetic goes wrong. */
const EDGES = [0, 1e-300, 1e-12, 1e-9, 0.001, 0.999_999_999, 1, 2, 1000, 65_536, 1e6, 2 ** 31, 1e9, 1e15, 1e100, 1e300];

/** Keys of distributions of which one is nothing without the other. */
const PAIRS = [
  ['mean', 'cv'],
  ['median', 'p95'],
  ['mu', 'sigma'],
];

/** A value that the schema describes. It may still be refused for what no single value shows. */
export function valueFor(schema: JsonSchema, path: readonly string[], attack: Attack): unknown {
  const { dice } = attack;
  if (schema.$ref !== undefined) return valueFor(resolved(schema.$ref, attack.root), path, attack);
  if (schema.allOf !== undefined)
    return valueFor({ ...schema.allOf[0], description: schema.description! }, path, attack);
  if (schema.anyOf !== undefined) {
    const all = schema.anyOf.filter((one) => !isReference(one));
    const maps = all.filter(({ type }) => type === 'object');
    // What the attack is about lies in a map.
    const isAround = path.length < attack.focus.length && isOnTheWay(path, attack.focus) === 1 && maps.length > 0;
    const branch = dice.one(isAround ? maps : all);
    return valueFor({ description: schema.description ?? '', ...branch }, path, attack);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return dice.one(schema.enum);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.includes('object')) return mapOf(schema, path, attack);
  if (types.includes('array')) return listOf(schema, path, attack);
  if (types.includes('boolean')) return dice.chance(0.5);
  if (types.includes('string') && /time of day/.test(schema.description ?? '')) return attack.word(path, schema);
  if (types.includes('number') || types.includes('integer')) return numberOf(schema, types, attack);
  if (types.includes('string')) return attack.word(path, schema);
  return describedOf(schema, attack);
}

/** `$name`, which stands for a shared value: a place that takes nothing else is none. */
const isReference = ({ type, pattern = '' }: JsonSchema): boolean => type === 'string' && /^\^\\\$/.test(pattern);

function resolved(ref: string, root: JsonSchema): JsonSchema {
  const found = root.definitions?.[ref.replace('#/definitions/', '')];
  if (found === undefined) throw new Error(`the schema has no ${ref}`);
  return found;
}

function mapOf(schema: JsonSchema, path: readonly string[], attack: Attack): Record<string, unknown> {
  const { dice, density } = attack;
  const { properties = {}, required = [], additionalProperties: rest, minProperties = 0 } = schema;
  const names = Object.keys(properties);
  const { maxProperties = names.length } = schema;
  const isNeeded = (name: string): boolean => required.includes(name) || attack.needed(path).includes(name);
  const share = (name: string): number =>
    isOnTheWay([...path, name], attack.focus) ?? shareOf(properties[name]!, density);
  let chosen = names.filter((name) => isNeeded(name) || dice.chance(share(name)));
  if (maxProperties < names.length) chosen = [dice.one(names)];
  else if (chosen.length < minProperties && !isOpen(rest)) chosen = [dice.one(names)];
  const pair = PAIRS.filter((one) => one.every((name) => names.includes(name)));
  if (pair.length === 2) chosen = dice.one(pair);
  else if (pair.length === 1 && chosen.some((name) => pair[0]!.includes(name)))
    chosen = [...new Set([...chosen, ...pair[0]!])];
  const map = Object.fromEntries(chosen.map((name) => [name, valueFor(properties[name]!, [...path, name], attack)]));
  if (!isOpen(rest)) return map;
  const wanted = attack.keys(path, schema);
  const many = wanted.length > 0 || isOnTheWay([...path, '*'], attack.focus) === null ? wanted : attack.anyKey(path);
  for (const name of many) map[name] ??= valueFor(rest, [...path, name], attack);
  return map;
}

/** The share of a key that leads to the focus, or is below it; null of any other. */
function isOnTheWay(path: readonly string[], focus: readonly string[]): number | null {
  const isOn = path.slice(0, focus.length).every((part, i) => focus[i] === '*' || focus[i] === part);
  if (!isOn || focus.length === 0) return null;
  return path.length <= focus.length ? 1 : 0.6;
}

const isOpen = (rest: JsonSchema | boolean | undefined): rest is JsonSchema => typeof rest === 'object';

/** Groups have many keys below them, so they are there more often. */
const shareOf = ({ type, properties }: JsonSchema, density: number): number =>
  type === 'object' && Object.keys(properties ?? {}).length > 1 ? Math.min(0.9, 2.5 * density) : density;

function listOf(schema: JsonSchema, path: readonly string[], attack: Attack): unknown[] {
  const { maxItems = 2, items = {} } = schema;
  const minItems = schema.minItems ?? (isOnTheWay([...path, '*'], attack.focus) === null ? 0 : 1);
  const length = attack.dice.whole(minItems, Math.max(minItems, maxItems));
  const list = Array.from({ length }, (_, index) => valueFor(items, [...path, String(index)], attack));
  // Of two numbers the first is nearly always a lower bound.
  return list.every((one) => typeof one === 'number') ? list.sort((a, b) => Number(a) - Number(b)) : list;
}

function numberOf(schema: JsonSchema, types: readonly string[], attack: Attack): unknown {
  const { dice, isExtreme, room } = attack;
  if (types.includes('integer') && schema.maximum !== undefined && schema.maximum >= 1000) {
    const least = schema.minimum ?? 0;
    const most = Math.min(schema.maximum, room.left);
    const many = Math.max(least, isExtreme && dice.chance(0.3) ? most : Math.min(most, least + dice.whole(0, 4)));
    room.left /= Math.max(1, many);
    return many;
  }
  const { exclusiveMinimum, minimum = exclusiveMinimum ?? Number.NEGATIVE_INFINITY, maximum = 1e308 } = schema;
  const isWhole = types.includes('integer');
  const within = (value: number): number => {
    const near = Math.min(maximum, Math.max(minimum, isWhole ? Math.round(value) : value));
    return near === exclusiveMinimum ? near + (dice.chance(0.5) ? 1e-9 : 1) : near;
  };
  const text = schema.pattern ?? '';
  if (dice.chance(0.15)) {
    const amount = dice.one(isExtreme ? ['0', '1e-9', '1e9', '1e300', '99999999'] : ['1', '2', '20', '50']);
    if (text.includes('ms|s|m|h|d'))
      return `${amount}${text.includes('/') ? '/' : ''}${dice.one(['ms', 's', 'm', 'h', 'd'])}`;
    if (text.includes('%')) return `${dice.one(['0', '0.001', '5', '50', '99.999', '100'])} %`;
  }
  if (isExtreme && dice.chance(0.5)) {
    if (/\.inf/.test(schema.description ?? '') && dice.chance(0.3)) return Number.POSITIVE_INFINITY;
    const edge = dice.one([...EDGES, minimum, maximum].filter(Number.isFinite));
    return within(minimum < 0 && dice.chance(0.5) ? -edge : edge);
  }
  return within(usual(schema, minimum, maximum, isWhole, dice));
}

function usual(schema: JsonSchema, minimum: number, maximum: number, isWhole: boolean, dice: Dice): number {
  const { default: standard, description = '' } = schema;
  if (maximum === 1) return dice.one([0, 0.05, 0.2, 0.5, 0.9, 1, dice.uniform()]);
  if (typeof standard === 'number' && standard > 0) return standard * dice.one([0.5, 1, 1, 2, 3]);
  const least = Number.isFinite(minimum) ? minimum : -1;
  if (/token/.test(description)) return least + dice.one([0, 20, 150, 600]);
  if (isWhole) return least + dice.whole(0, 4);
  return least + dice.one([0, 0.5, 1, 2, 10, 60, dice.uniform()]);
}

/** Options of patterns are described in words, which also say what they take. */
function describedOf(schema: JsonSchema, attack: Attack): unknown {
  const { description = '', default: standard } = schema;
  const whole = /a whole number from (\d+)(?: to (\d+))?/.exec(description);
  if (whole !== null) {
    const most = whole[2] === undefined ? {} : { maximum: Number(whole[2]) };
    return numberOf({ ...schema, minimum: Number(whole[1]), ...most }, ['integer'], attack);
  }
  if (/a probability from 0 to 1/.test(description)) return numberOf({ minimum: 0, maximum: 1 }, ['number'], attack);
  if (standard === undefined) throw new Error(`nothing says what may stand here: ${JSON.stringify(schema)}`);
  return standard;
}
