import { type Document, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { OVERRIDE, type Problem } from '../checks/problem.js';
import type { Place, YamlText } from './yaml-text.js';

/** Keys and list indices from the top of the file. */
export type Path = readonly (string | number)[];

/** Finds places in a scenario's text, for checks that are made elsewhere. */
export interface Source {
  /** The place of a value or of its key; where the path does not exist, that of its nearest ancestor. */
  readonly locate: (path: Path | string, at?: 'key' | 'value') => Place;
  readonly problemAt: (path: Path | string, message: string, next: string, at?: 'key' | 'value') => Problem;
}

/** Maps whose keys may have dots of their own: a pattern's measure, a measure's percentile, a dotted path. */
const DOTTED: readonly (readonly string[])[] = [['thresholds'], ['decision', 'limits'], ['decision', 'uncertain']];

/** A dotted path. */
export function pathOf(dotted: string): string[] {
  const parts = dotted.split('.');
  const map = DOTTED.find((one) => one.length < parts.length && one.every((part, i) => parts[i] === part));
  return map === undefined ? parts : [...map, parts.slice(map.length).join('.')];
}

const asPath = (path: Path | string): Path => (typeof path === 'string' ? pathOf(path) : path);

export const show = (path: Path): string => (path.length === 0 ? 'the file' : path.join('.'));

export function pairAt(map: unknown, key: string | number): Pair | null {
  if (!isMap(map)) return null;
  // The last of equal keys counts, as in the plain data; a duplicate is reported on its own.
  return map.items.findLast((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === String(key)) ?? null;
}

interface Found {
  readonly key: Node | null;
  readonly value: unknown;
  /** How many of the path's parts exist. */
  readonly depth: number;
}

/** The deepest node on the path. */
export function find(document: Document, path: Path): Found {
  let key: Node | null = null;
  let value: unknown = document.contents;
  for (const [depth, part] of path.entries()) {
    const node = value;
    const pair = pairAt(node, part);
    if (pair !== null) {
      key = pair.key as Node;
      value = pair.value;
    } else if (isSeq(node) && Number(part) < node.items.length) {
      key = null;
      value = node.items[Number(part)];
    } else {
      return { key, value, depth };
    }
  }
  return { key, value, depth: path.length };
}

const startOf = (node: unknown): number | null =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : null;

/** A scalar is pointed at itself; a collection, or nothing, by its key. */
function offsetOf(document: Document, path: Path, at?: 'key' | 'value'): number {
  const { key, value, depth } = find(document, path);
  const plain = isScalar(value) && (value.value !== null || value.source !== '');
  const wanted = at ?? (plain ? 'value' : 'key');
  const useKey = key !== null && (wanted === 'key' || depth < path.length);
  return startOf(useKey ? key : value) ?? startOf(key) ?? 0;
}

/** An override that was applied, and where in the option's text its value begins. */
export interface Applied {
  readonly text: string;
  readonly path: readonly string[];
  readonly valueAt: number;
  readonly yaml: Document.Parsed;
}

export function makeSource(yaml: YamlText, applied: readonly Applied[]): Source {
  const locate = (path: Path | string, at?: 'key' | 'value'): Place => {
    const wanted = asPath(path).map(String);
    // The last override of a path is the one that counts.
    const above = applied.findLast((override) => startsWith(wanted, override.path));
    if (above !== undefined) return placeInOverride(above, wanted, at);
    const below = applied.find((override) => startsWith(override.path, wanted));
    if (below !== undefined && !isWritten(yaml.document, wanted)) return placeInOverride(below, wanted, 'key');
    return yaml.placeAt(offsetOf(yaml.document, wanted, at));
  };
  const problemAt = (path: Path | string, message: string, next: string, at?: 'key' | 'value'): Problem => ({
    message,
    ...locate(path, at),
    next,
  });
  return { locate, problemAt };
}

const startsWith = (path: readonly string[], head: readonly string[]): boolean =>
  head.every((part, i) => part === path[i]);

/** Whether the file has the key: one that an override made on its way has no place in the text. */
function isWritten(document: Document, path: Path): boolean {
  const { key, value } = find(document, path);
  return startOf(key) !== null || startOf(value) !== null;
}

function placeInOverride(
  { text, path, valueAt, yaml }: Applied,
  wanted: readonly string[],
  at?: 'key' | 'value',
): Place {
  const last = Math.min(wanted.length, path.length) - 1;
  const margin = text.length - text.trimStart().length;
  const keyAt = path.slice(0, last).reduce((sum, part) => sum + part.length + 1, margin);
  const within = wanted.slice(path.length);
  const column = within.length === 0 && at === 'key' ? keyAt : valueAt + offsetOf(yaml, within, at);
  return { file: OVERRIDE, line: 1, column: column + 1, offending: text };
}
