/** Keys and list indices from the top of the file. */
export type KeyPath = readonly (string | number)[];

/** Maps whose keys may have dots of their own: a pattern's measure, a measure's percentile, a dotted path. */
const DOTTED: readonly (readonly string[])[] = [['thresholds'], ['decision', 'limits'], ['decision', 'uncertain']];

/** The parts of a dotted path. */
export function pathOf(dotted: string): string[] {
  const parts = dotted.split('.');
  const map = DOTTED.find((one) => one.length < parts.length && one.every((part, i) => parts[i] === part));
  return map === undefined ? parts : [...map, parts.slice(map.length).join('.')];
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
