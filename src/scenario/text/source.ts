import { type Document, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { OVERRIDE, type Problem } from '../checks/problem.js';
import { type KeyPath, pathOf, show, valueAt } from '../plain-data.js';
import type { TextPlace, YamlText } from './yaml-text.js';

/** Finds places in a scenario's text, for checks that are made elsewhere. */
export interface Source {
  /** The place of a value or of its key; where the path does not exist, that of its nearest ancestor. */
  readonly locate: (path: KeyPath | string, at?: 'key' | 'value') => TextPlace;
  readonly problemAt: (path: KeyPath | string, message: string, next: string, at?: 'key' | 'value') => Problem;
}

const asPath = (path: KeyPath | string): KeyPath => (typeof path === 'string' ? pathOf(path) : path);

/** From so many keys on a map is looked up by an index, so that a file of many mistakes is read as fast as any. */
const MANY = 50;
const INDEXES = new WeakMap<YAMLMap, { readonly length: number; readonly pairs: ReadonlyMap<string, Pair> }>();

const nameOf = (pair: Pair): string => String(isScalar(pair.key) ? pair.key.value : pair.key);

/** Of equal keys the last one. Options that are written into a map add to it, and take nothing out. */
function indexOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const { length } = map.items;
  const known = INDEXES.get(map);
  if (known?.length === length) return known.pairs;
  const pairs = new Map(map.items.map((pair) => [nameOf(pair), pair]));
  INDEXES.set(map, { length, pairs });
  return pairs;
}

export function pairAt(map: unknown, key: string | number): Pair | null {
  if (!isMap(map)) return null;
  if (map.items.length >= MANY) return indexOf(map).get(String(key)) ?? null;
  // The last of equal keys counts, as in the plain data; a duplicate is reported on its own.
  return map.items.findLast((pair) => nameOf(pair) === String(key)) ?? null;
}

interface Found {
  readonly key: Node | null;
  readonly value: unknown;
  /** How many of the path's parts exist. */
  readonly depth: number;
}

/** The deepest node on the path. */
function find(document: Document, path: KeyPath): Found {
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
function offsetOf(document: Document, path: KeyPath, at?: 'key' | 'value'): number {
  const { key, value, depth } = find(document, path);
  const plain = isScalar(value) && (value.value !== null || value.source !== '');
  const wanted = at ?? (plain ? 'value' : 'key');
  const useKey = key !== null && (wanted === 'key' || depth < path.length);
  return startOf(useKey ? key : value) ?? startOf(key) ?? 0;
}

/** An option that was applied, and where in the option's text its value begins. */
export interface Applied {
  readonly text: string;
  readonly path: readonly string[];
  readonly value: unknown;
  readonly valueAt: number;
  readonly yaml: Document.Parsed;
}

/** Places in plain data, which has no text: a path is its own place. */
export const DATA: Source = {
  locate: (path) => ({ file: show(asPath(path)), line: 1, column: 1, offending: '' }),
  problemAt: (path, message, next) => ({ message, ...DATA.locate(path), next }),
};

/** Places in plain data to which options were applied. */
export function sourceOfOptions(applied: readonly Applied[], data: unknown): Source {
  return withOptions(applied, { isWritten: (path) => valueAt(data, path) !== undefined, locate: DATA.locate });
}

/** Places in a text to which options were applied: a path that one of them set lies in it. */
export function sourceOfText(yaml: YamlText, applied: readonly Applied[]): Source {
  return withOptions(applied, {
    isWritten: (path) => isWritten(yaml.document, path),
    locate: (path, at) => yaml.placeAt(offsetOf(yaml.document, asPath(path), at)),
  });
}

function withOptions(
  applied: readonly Applied[],
  below: Pick<Source, 'locate'> & { readonly isWritten: (path: readonly string[]) => boolean },
): Source {
  const locate = (path: KeyPath | string, at?: 'key' | 'value'): TextPlace => {
    const wanted = asPath(path).map(String);
    // The last option of a path is the one that counts.
    const above = applied.findLast((option) => startsWith(wanted, option.path));
    if (above !== undefined) return placeInOption(above, wanted, at);
    const inner = applied.find((option) => startsWith(option.path, wanted));
    if (inner !== undefined && !below.isWritten(wanted)) return placeInOption(inner, wanted, 'key');
    return below.locate(wanted, at);
  };
  const problemAt: Source['problemAt'] = (path, message, next, at) => ({ message, ...locate(path, at), next });
  return { locate, problemAt };
}

const startsWith = (path: readonly string[], head: readonly string[]): boolean =>
  head.every((part, i) => part === path[i]);

/** Whether the file has the key: one that an override made on its way has no place in the text. */
function isWritten(document: Document, path: KeyPath): boolean {
  const { key, value } = find(document, path);
  return startOf(key) !== null || startOf(value) !== null;
}

function placeInOption(
  { text, path, valueAt, yaml }: Applied,
  wanted: readonly string[],
  at?: 'key' | 'value',
): TextPlace {
  const last = Math.min(wanted.length, path.length) - 1;
  const margin = text.length - text.trimStart().length;
  const keyAt = path.slice(0, last).reduce((sum, part) => sum + part.length + 1, margin);
  const within = wanted.slice(path.length);
  const column = within.length === 0 && at === 'key' ? keyAt : valueAt + offsetOf(yaml, within, at);
  return { file: OVERRIDE, line: 1, column: column + 1, offending: text };
}
