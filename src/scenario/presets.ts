import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { inWords } from './schema/key.js';

/** Real systems' limits and habits, as scenarios write them: two folders up, from the sources and from the build alike. */
const FOLDER = fileURLToPath(new URL('../../presets/', import.meta.url));

/** The names of the presets, sorted. */
export function listPresets(): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => basename(file, '.yaml')).sort();
}

/** A preset's values as overrides (`path=value`), to be applied before the user's own; null where there is no such preset. */
export function presetOverrides(name: string): string[] | null {
  const values = presetValues(name);
  return values === null ? null : leaves(values, []);
}

/** A preset's values as plain data; null where there is no such preset. */
export function presetValues(name: string): unknown {
  if (!listPresets().includes(name)) return null;
  return parse(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8'));
}

function leaves(value: unknown, path: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null) return [`${path.join('.')}=${inWords(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}
