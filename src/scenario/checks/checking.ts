import { type KeyPath, valueAt } from '../text/path.js';

/** Reports one mistake at a path. */
export type Report = (path: KeyPath, message: string, next: string, at?: 'key' | 'value') => void;

/** What is wrong with a value, and the next step. */
export interface Trouble {
  readonly message: string;
  readonly next: string;
}

/** What every structural check is given. */
export interface Check {
  /** The file as plain data; anything in it may have any type. */
  readonly raw: unknown;
  /** The keys of `agents` but for `defaults`. */
  readonly roles: readonly string[];
  /** The schema that a dotted path leads to takes this value, or why not; `what` says what the value is to it. */
  readonly trial: (path: readonly string[], value: unknown, what: string) => Trouble | null;
  readonly report: Report;
  readonly warn: Report;
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
