import { parse } from 'yaml';

/** One value of a scenario that is not the same in two of its versions; undefined where it is not written. */
export interface ValueChange {
  /** Dotted, as in `--set`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** A scenario's text as plain data; null where it is not YAML. */
export function plainData(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' }) as unknown;
  } catch {
    return null;
  }
}

/**
 * The values that differ between two scenarios given as plain data: as they are written, so `60s` and `1m` differ, while
 * comments and layout do not count. Maps are compared key by key, in the order of the first and then the second; lists are
 * values as a whole.
 */
export function valueChanges(before: unknown, after: unknown, path: readonly string[] = []): ValueChange[] {
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => valueChanges(own(before, key), own(after, key), [...path, key]));
  }
  return JSON.stringify(before) === JSON.stringify(after) && isSpecial(before) === isSpecial(after)
    ? []
    : [{ path: path.join('.'), before, after }];
}

function own(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What JSON has no word for: it would write null. */
function isSpecial(value: unknown): string {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : '';
}
