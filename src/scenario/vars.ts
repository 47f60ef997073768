/** Shared values: `vars: { made-up: 5 % }`, and `$made-up` wherever a scalar stands. */
import { entries, type KeyPath, valueAt } from './plain-data.js';
import { NAME_SOURCE } from './schema/kinds.js';

/** A place that takes its value from a shared one. */
export interface VarUse {
  readonly name: string;
  readonly path: KeyPath;
}

/** The data with every shared value in its places. */
export interface FilledData {
  readonly data: unknown;
  readonly uses: readonly VarUse[];
}

const REFERENCE = new RegExp(`^\\$(${NAME_SOURCE})$`);

/** The name of the shared value that a scalar stands for; null where it stands for itself. */
export const referenceIn = (value: unknown): string | null =>
  typeof value === 'string' ? (REFERENCE.exec(value.trim())?.[1] ?? null) : null;

/** The names that the file gives to shared values. */
export const varNames = (data: unknown): string[] => entries(data, 'vars').map(([name]) => name);

/** Puts each shared value where it is named; an unknown name stays as it is. The data itself is returned where it names none. */
export function fillIn(data: unknown): FilledData {
  const values = new Map(entries(data, 'vars'));
  const uses: VarUse[] = [];
  const walk = (value: unknown, path: KeyPath): unknown => {
    const name = referenceIn(value);
    if (name !== null) {
      uses.push({ name, path });
      const shared = values.get(name);
      return shared === undefined || referenceIn(shared) !== null ? value : shared;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, [...path, key])]));
  };
  const isShared = (path: KeyPath): boolean => path[0] === 'vars';
  const filled =
    typeof data === 'object' && data !== null && !Array.isArray(data)
      ? Object.fromEntries(
          Object.entries(data).map(([key, inner]) => [key, isShared([key]) ? inner : walk(inner, [key])]),
        )
      : data;
  return uses.length === 0 ? { data, uses } : { data: filled, uses };
}

/** Where a path takes its value from: itself, or, of a shared value, the first place that uses it. */
export function placeOfUse(path: readonly string[], uses: readonly VarUse[]): readonly string[] {
  const use = path[0] === 'vars' && path.length === 2 ? uses.find(({ name }) => name === path[1]) : undefined;
  return use === undefined ? path : use.path.map(String);
}

/** The names of a file's shared values that a value at a path, or one around or within it, stands for. */
export function referencesAt(data: unknown, path: readonly string[]): string[] {
  const within = (value: unknown): string[] => {
    const name = referenceIn(value);
    if (name !== null) return [name];
    if (Array.isArray(value)) return value.flatMap(within);
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(within) : [];
  };
  return path[0] === 'vars' ? [] : [...new Set(within(valueAt(data, path)))];
}

/** How many places use a shared value. */
export const usesOf = (data: unknown, name: string): number => {
  const { uses } = fillIn(data);
  return uses.filter((use) => use.name === name).length;
};
