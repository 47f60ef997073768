/** Keys and list indices from the top of the file. */
export type KeyPath = readonly (string | number)[];

/** Maps whose keys may have dots of their own: a pattern's measure, a measure's percentile, a dotted path. */
const DOTTED: readonly (readonly string[])[] = [['thresholds'], ['decision', 'limits'], ['decision', 'uncertain']];

/** The parts of a dotted path. */
export function pathOf(dotted: string): string[] {
  const parts = dotted.split('.');
  const map = DOTTED.find((one) => one.length < parts.length && one.every((part, i) => parts[i] === part));
  if (map !== undefined) return [...map, parts.slice(map.length).join('.')];
  // Their keys have dots too (cost.p99), and what they hold is a map.
  const [decision, objectives, ...rest] = parts;
  if (decision !== 'decision' || objectives !== 'objectives' || rest.length < 2) return parts;
  const isWeight = rest.at(-1) === 'weight';
  const name = (isWeight ? rest.slice(0, -1) : rest).join('.');
  return [decision, objectives, name, ...(isWeight ? ['weight'] : [])];
}

/** A path in words. */
export const show = (path: KeyPath): string => (path.length === 0 ? 'the file' : path.join('.'));

/** The value at a path of plain data; undefined where there is none. */
export function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** The keys and values of the map at a path; none where there is no map. */
export function entries(raw: unknown, ...path: string[]): [string, unknown][] {
  const value = valueAt(raw, path);
  return isMap(value) ? Object.entries(value as object) : [];
}

export function list(raw: unknown, ...path: string[]): readonly unknown[] {
  const value = valueAt(raw, path);
  return Array.isArray(value) ? value : [];
}

export function text(raw: unknown, ...path: string[]): string | null {
  const value = valueAt(raw, path);
  return typeof value === 'string' ? value : null;
}

export function isMap(raw: unknown, ...path: string[]): boolean {
  const value = valueAt(raw, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The data with another value at a path, making maps on the way where there is none, or a value in its place. The data
 * itself is left as it is.
 */
export function withValue(data: unknown, path: readonly string[], value: unknown): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (Array.isArray(data) && isIndex(part)) {
    return data.map((item, index) => (index === Number(part) ? withValue(item, rest, value) : item));
  }
  const map = isMap(data) ? (data as Readonly<Record<string, unknown>>) : {};
  return { ...map, [part]: withValue(Object.hasOwn(map, part) ? map[part] : undefined, rest, value) };
}

export const isIndex = (part: string | undefined): boolean => part !== undefined && /^[0-9]+$/.test(part);
