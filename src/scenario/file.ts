import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Problem } from './checks/problem.js';
import { suggest } from './checks/words.js';
import { parseScenario, type ScenarioReading } from './load.js';

/** The package's own scenarios: two folders up, from the sources and from the build alike. */
const FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/** A scenario from a file, and the text as it was read. */
export type LoadedFile = ScenarioReading & {
  /** The path that was read, or the name as given where nothing could be. */
  readonly file: string;
};

/** The names of the scenarios that come with the package, sorted. */
export function listBuiltins(): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => basename(file, '.yaml')).sort();
}

/** The names of the scenarios of published results that come with the package, sorted: `published/NAME`. */
export function listPublished(): string[] {
  const files = readdirSync(join(FOLDER, PUBLISHED)).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => `${PUBLISHED}/${basename(file, '.yaml')}`).sort();
}

const PUBLISHED = 'published';

/** The path of a scenario that comes with the package; null where there is none of this name. */
export function builtinPath(name: string): string | null {
  const isThere = listBuiltins().includes(name) || listPublished().includes(name);
  return isThere ? join(FOLDER, `${name}.yaml`) : null;
}

/** The text of a scenario that comes with the package. Throws where there is none of this name. */
export function builtinText(name: string): string {
  const path = builtinPath(name);
  if (path === null) throw new Error(`There is no built-in scenario '${name}'.`);
  return readFileSync(path, 'utf8');
}

/** Reads a scenario from a path, or by the bare name of one that comes with the package. A file of that name wins. */
export function loadScenarioFile(path: string, overrides: readonly string[]): LoadedFile {
  const found = kindOf(path);
  const builtIn = found === 'file' ? null : builtinPath(path);
  if (builtIn !== null) {
    return { ...parseScenario(readFileSync(builtIn, 'utf8'), `${path}.yaml`, overrides), file: builtIn };
  }
  if (found === 'nothing') return refused(path, `there is no file or built-in scenario '${path}'`, whichFile(path));
  if (found === 'folder') return refused(path, `'${path}' is a folder`, 'Name a scenario file in it.');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return refused(path, `'${path}' cannot be read${code}`, 'Check its permissions.');
  }
  return { ...parseScenario(text, path, overrides), file: path };
}

function kindOf(path: string): 'nothing' | 'folder' | 'file' {
  try {
    // What is neither, such as a pipe, reads like a file.
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const denied = error instanceof Error && 'code' in error && error.code === 'EACCES';
    return denied ? 'file' : 'nothing';
  }
}

const whichFile = (path: string): string => {
  const builtins = [...listBuiltins(), ...listPublished()];
  const hint = suggest(path, builtins);
  return hint.startsWith('Did') ? hint : `Give the path of a YAML file, or one of ${builtins.join(', ')}.`;
};

function refused(file: string, message: string, next: string): LoadedFile {
  const problem: Problem = { message, file, line: 1, column: 1, offending: '', next };
  return { ok: false, problems: [problem], file };
}
