import { lstat, mkdir, readdir, readFile, readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, resolve, sep } from 'node:path';
import type { FileContent, FilePieces } from '../exporters/exporter.js';
import { claimWorkplace, codeOf, isBegun, leaveWorkplace, workplaceOf } from './claim.js';
import { fill, hashOfFile } from './filling.js';
import { type Keeping, keep, keepingOf, type NewRun, NOTHING_KEPT } from './keeping.js';
import { isAsWritten, isJournal, MANIFEST, manifestWith, pathsIn, WORK, writtenManifest } from './written-files.js';

export interface FolderError {
  readonly code: 'not-ours' | 'not-a-folder' | 'bad-name' | 'busy' | 'write-failed';
  readonly message: string;
  readonly next: string;
}

export type FolderResult =
  | { readonly ok: true; readonly dir: string; readonly kept: KeptFiles }
  | { readonly ok: false; readonly error: FolderError };

/** What was in the folder and is kept. */
export interface KeptFiles {
  /** Where the earlier run is, in the folder; null: there was none, or the same one. */
  readonly earlier: string | null;
  /** Files that somebody changed or put there, and the names that the new versions have beside them. */
  readonly beside: readonly { readonly file: string; readonly written: string }[];
}

/** Folders of a workplace. */
const [OLD, NEW] = ['old', 'new'] as const;

type Files = ReadonlyMap<string, FileContent | FilePieces>;

/** Waits for another process that writes the same folder: so many times, so many milliseconds. */
const PATIENCE = { times: 600, ms: 50 } as const;

/**
 * Writes a run folder whole or not at all: aside in a sibling folder first, then renamed into place. Nothing is lost: what
 * the tool did not write stays, as does what somebody changed since (the new version stands beside it), and an earlier run
 * of another study moves to `earlier`. A folder that is not empty and that this tool did not write is left alone.
 * Keys of `files` are paths inside the folder, with forward slashes. With `renews`, only these files are renewed.
 */
export async function writeRunFolder(dir: string, files: Files, renews?: NewRun['renews']): Promise<FolderResult> {
  const outside = [...files.keys()].find(isOutside);
  if (outside !== undefined) {
    const message = `'${outside}' does not name a file inside the run folder.`;
    return failed('bad-name', message, 'Use relative names without "..".');
  }
  let workplace: string | null = null;
  let isDone = false;
  try {
    const target = await placeOf(dir);
    await mkdir(dirname(target), { recursive: true });
    const place = workplaceOf(target);
    if (!(await claimed(place))) {
      const message = `'${dir}' is being written by another command, so nothing was written.`;
      return failed('busy', message, 'Run the command again when the other one has ended, or use --out.');
    }
    workplace = place;
    await finish(workplace, target);
    const result: FolderResult = refusalOf(await inspect(target), dir) ?? {
      ok: true,
      dir: target,
      kept: await replace(target, workplace, files, renews),
    };
    isDone = true;
    return result;
  } catch (error) {
    const message = `'${dir}' could not be written: ${reasonOf(error)}.`;
    return failed(
      'write-failed',
      message,
      'Nothing there was changed; check free space and permissions, or use --out.',
    );
  } finally {
    // An old folder that could not be brought over is left to the next command.
    if (workplace !== null && (isDone || !(await isBegun(join(workplace, OLD))))) await leaveWorkplace(workplace);
  }
}

/** Why a study could not be written there once it is done; null: nothing is known to be in the way. */
export async function objectionToFolder(dir: string): Promise<FolderError | null> {
  const found = await placeOf(dir).then(inspect, () => 'absent' as const);
  const refusal = refusalOf(found, dir);
  return refusal === null || refusal.ok ? null : refusal.error;
}

/** Brings to an end what a process that died began, before a folder is read: it stood in for the old one, or the new one. */
export async function settle(dir: string): Promise<void> {
  try {
    const target = await placeOf(dir);
    const workplace = workplaceOf(target);
    if (!(await isBegun(workplace)) || (await claimWorkplace(workplace)) !== 'ours') return;
    await finish(workplace, target);
    await leaveWorkplace(workplace);
  } catch {
    // Where nothing may be written, the folder is read as it is.
  }
}

/** Behind a symbolic link it is the folder itself that is replaced, so that the link stays. */
async function placeOf(dir: string): Promise<string> {
  try {
    return await realpath(dir);
  } catch {
    const isLink = await lstat(dir).then(
      (found) => found.isSymbolicLink(),
      () => false,
    );
    return isLink ? resolve(dirname(dir), await readlink(dir)) : resolve(dir);
  }
}

async function claimed(workplace: string): Promise<boolean> {
  for (let time = 0; time < PATIENCE.times; time++) {
    if ((await claimWorkplace(workplace)) === 'ours') return true;
    await new Promise((done) => setTimeout(done, PATIENCE.ms));
  }
  return false;
}

/** Two renames; what was changed meanwhile in the old folder is brought over before it goes. */
async function replace(target: string, workplace: string, files: Files, renews: NewRun['renews']): Promise<KeptFiles> {
  const fresh = join(workplace, NEW);
  const run: NewRun = {
    manifest: String(files.get(MANIFEST) ?? '{}'),
    ...(renews === undefined ? {} : { renews }),
  };
  const keeping = await keepingOf(target, run).catch(nothingWhereAbsent);
  const named = await withNames(target, files, keeping);
  const before = renews === undefined ? {} : await listedIn(target, renews);
  const hashes = await fill(fresh, named.files);
  await keep(target, fresh, named.keeping);
  if (files.has(MANIFEST)) {
    await writeFile(join(fresh, MANIFEST), manifestWith(run.manifest, { ...before, ...hashes }));
  }
  await swap(target, fresh, join(workplace, OLD));
  await bringOver(join(workplace, OLD), target, run);
  return { earlier: keeping.earlier, beside: named.beside };
}

/** Files of the folder that are not renewed, as they were written. */
async function listedIn(target: string, renews: (path: string) => boolean): Promise<Record<string, string>> {
  const files = Object.entries((await writtenManifest(target))?.files ?? {});
  return Object.fromEntries(files.filter(([path]) => !renews(path)));
}

/** Of a writing that was cut off: the new folder takes its place if the old one had left it. */
async function finish(workplace: string, target: string): Promise<void> {
  const [old, fresh] = [join(workplace, OLD), join(workplace, NEW)];
  if (await isBegun(old)) {
    if (!(await isBegun(target))) await rename(fresh, target);
    const manifest = await readFile(join(target, MANIFEST), 'utf8').catch(() => '{}');
    await bringOver(old, target, { manifest });
  }
  for (const left of [old, fresh]) await rm(left, { recursive: true, force: true });
}

/** What is still to be kept of the old folder; what has the name of a new file gets one of its own. */
async function bringOver(old: string, target: string, run: NewRun): Promise<void> {
  if (!(await isBegun(old))) return;
  const keeping = await keepingOf(old, run);
  const files = (await writtenManifest(target))?.files ?? {};
  const moves: (readonly [string, string])[] = [];
  for (const [from, to] of keeping.moves) {
    const hash = Object.hasOwn(files, to) && run.renews === undefined ? files[to] : undefined;
    if (hash === undefined) moves.push([from, to]);
    else if (!(await isAsWritten(old, from, hash)))
      moves.push([from, nameBeside(to, 'edited', (name) => Object.hasOwn(files, name))]);
  }
  await keep(old, target, { ...keeping, moves });
}

interface Named {
  readonly files: Files;
  readonly keeping: Keeping;
  readonly beside: KeptFiles['beside'];
}

/** A new file whose name belongs to what stays gets another one beside it; where both are the same, nothing does. */
async function withNames(target: string, files: Files, keeping: Keeping): Promise<Named> {
  const named = new Map<string, FileContent | FilePieces>();
  const beside: { file: string; written: string }[] = [];
  const stays = new Set(keeping.stays);
  const isTaken = (name: string): boolean => stays.has(name) || files.has(name) || named.has(name);
  for (const [name, content] of files) {
    if (name === MANIFEST) continue;
    const taken = ownerOf(name, stays);
    if (taken === null) {
      named.set(name, content);
    } else if (taken === name && (await isAsWritten(target, name, hashOfFile(content)))) {
      stays.delete(name);
      named.set(name, content);
    } else {
      const written = nameBeside(taken, 'new', isTaken) + name.slice(taken.length);
      named.set(written, content);
      beside.push({ file: name, written });
    }
  }
  const moves = keeping.moves.filter(([from, to]) => from !== to || stays.has(from));
  return { files: named, keeping: { ...keeping, moves, stays }, beside };
}

/** The part of a path that something else has already: a file where a folder is wanted, or the other way round. */
function ownerOf(name: string, stays: ReadonlySet<string>): string | null {
  const parts = name.split('/');
  for (let length = 1; length <= parts.length; length++) {
    const path = parts.slice(0, length).join('/');
    if (stays.has(path)) return path;
  }
  return [...stays].some((path) => path.startsWith(`${name}/`)) ? name : null;
}

/** "adr.new.md", then "adr.new-2.md". */
function nameBeside(name: string, word: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > name.lastIndexOf('/') + 1 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let nth = 1; ; nth++) {
    const candidate = `${stem}.${word}${nth === 1 ? '' : `-${nth}`}${ending}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** If the second rename fails the old folder goes back. */
async function swap(target: string, fresh: string, old: string): Promise<void> {
  const exists = await isBegun(target);
  if (exists) await rename(target, old);
  try {
    await rename(fresh, target);
  } catch (error) {
    if (exists) await rename(old, target);
    throw error;
  }
}

function nothingWhereAbsent(error: unknown): Keeping {
  if (codeOf(error) === 'ENOENT') return NOTHING_KEPT;
  throw error;
}

type Found = 'absent' | 'file' | 'empty' | 'ours' | 'foreign';

async function inspect(target: string): Promise<Found> {
  let names: string[];
  try {
    names = await readdir(target);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'absent';
    if (codeOf(error) === 'ENOTDIR') return 'file';
    throw error;
  }
  if (names.length === 0) return 'empty';
  if ((await writtenManifest(target)) !== null) return 'ours';
  return names.join() === WORK && (await pathsIn(target)).every(isJournal) ? 'empty' : 'foreign';
}

function refusalOf(found: Found, dir: string): FolderResult | null {
  if (found === 'file') {
    return failed('not-a-folder', `'${dir}' is a file, not a folder.`, 'Choose another folder with --out.');
  }
  if (found !== 'foreign') return null;
  const message = `'${dir}' holds files that this tool did not write, so nothing was written.`;
  return failed('not-ours', message, 'Choose an empty or a new folder with --out, or move those files away.');
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission to write beside it or in it',
  EPERM: 'there is no permission to write beside it or in it',
  EROFS: 'the file system can only be read',
  ENOSPC: 'the disk is full',
};

/** Why something could not be written, in words. */
export function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

function isOutside(name: string): boolean {
  const path = normalize(name);
  return name === '' || isAbsolute(path) || path === '.' || path === '..' || path.startsWith(`..${sep}`);
}

function failed(code: FolderError['code'], message: string, next: string): FolderResult {
  return { ok: false, error: { code, message, next } };
}
