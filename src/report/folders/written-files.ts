import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { valueAt } from './folder-files.js';
import { TOOL } from './manifest.js';

export const MANIFEST = 'manifest.json';
/** Where a run folder keeps the runs that were in it before, by number. */
export const EARLIER = 'earlier';
/** Where a run folder keeps finished batches of a study that is not at its end. */
export const WORK = 'work';

/** What a journal says of its study. */
export const JOURNAL_HEADER = 'journal.json';
/** Of a study that was begun here, which a command may be writing to right now. */
export const isJournal = (path: string): boolean => JOURNAL.test(path);
const JOURNAL = new RegExp(`^${WORK}/[0-9a-f]{16}/`);

/** Of a file's content, in hexadecimal: how `files` in manifest.json tells what somebody changed. */
export const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** What manifest.json says of the folder; null where the tool did not write it. */
export interface WrittenManifest {
  readonly content: Readonly<Record<string, unknown>>;
  /** The hash of every file as it was written; null: written by a version that kept none. */
  readonly files: Readonly<Record<string, string>> | null;
}

/** Web pages have a manifest.json too, so its being there is not enough. */
export async function writtenManifest(dir: string): Promise<WrittenManifest | null> {
  try {
    const content: unknown = JSON.parse(await readFile(join(dir, MANIFEST), 'utf8'));
    if (typeof content !== 'object' || content === null || valueAt(content, 'tool') !== TOOL) return null;
    const files = valueAt(content, 'files');
    const isList = typeof files === 'object' && files !== null;
    return {
      content: content as Readonly<Record<string, unknown>>,
      files: isList ? (files as Readonly<Record<string, string>>) : null,
    };
  } catch {
    return null;
  }
}

/** manifest.json with the hash of every file beside it. */
export function manifestWith(text: string, files: Readonly<Record<string, string>>): string {
  const inOrder = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { files: _, ...content } = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify({ ...content, files: inOrder }, null, 2)}\n`;
}

/** Everything in a folder that is no folder itself, by path with forward slashes. */
export async function pathsIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Whether the file is as it was written; so is none that cannot be read. */
export async function isAsWritten(dir: string, path: string, hash: string | undefined): Promise<boolean> {
  if (hash === undefined) return false;
  try {
    return hashOf(await readFile(join(dir, path))) === hash;
  } catch {
    return false;
  }
}

/** The first file that is not as manifest.json says; null: the folder is whole, and is as it was written. */
export async function firstDamage(dir: string): Promise<string | null> {
  const manifest = await writtenManifest(dir);
  if (manifest?.files == null) return MANIFEST;
  for (const [path, hash] of Object.entries(manifest.files)) {
    if (!(await isAsWritten(dir, path, hash))) return path;
  }
  return null;
}
