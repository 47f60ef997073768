import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { TOOL } from './manifest.js';

export interface FolderError {
  readonly code: 'not-ours' | 'not-a-folder' | 'bad-name' | 'write-failed';
  readonly message: string;
  readonly next: string;
}

export type FolderResult =
  | { readonly ok: true; readonly dir: string }
  | { readonly ok: false; readonly error: FolderError };

/**
 * Writes a run folder whole or not at all: aside in a sibling folder first, then renamed into place. An empty folder,
 * or one that this tool wrote (its manifest.json says so), is replaced; anything else is left alone.
 * Keys of `files` are paths inside the folder, with forward slashes.
 */
export async function writeRunFolder(
  dir: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<FolderResult> {
  const outside = [...files.keys()].find(isOutside);
  if (outside !== undefined) {
    return failed(
      'bad-name',
      `'${outside}' does not name a file inside the run folder.`,
      'Use relative names without "..".',
    );
  }
  let aside: string | null = null;
  try {
    // Behind a symbolic link it is the folder itself that is replaced, so that the link stays.
    const target = await realpath(dir).catch(() => resolve(dir));
    const found = await inspect(target);
    if (found === 'file') {
      return failed('not-a-folder', `'${dir}' is a file, not a folder.`, 'Choose another folder with --out.');
    }
    if (found === 'foreign') {
      const message = `'${dir}' holds files that this tool did not write, so nothing was written.`;
      return failed('not-ours', message, 'Choose an empty or a new folder with --out, or move those files away.');
    }
    await mkdir(dirname(target), { recursive: true });
    aside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    const fresh = join(aside, 'new');
    await fill(fresh, files);
    await swap(target, fresh, join(aside, 'old'), found !== 'absent');
    return { ok: true, dir: target };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(
      'write-failed',
      `'${dir}' could not be written: ${reason}.`,
      'Nothing there was changed; check free space and permissions, or use --out.',
    );
  } finally {
    // What is left aside is either a failed attempt or the folder that was replaced.
    if (aside !== null) await rm(aside, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Files of a folder by their path in it, but for those of its report: what `rehearse report` leaves as it is. */
export async function otherFiles(dir: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/');
    const isReport = path.startsWith('charts/') || REPORT.has(path);
    if (entry.isFile() && !isReport) files.set(path, await readFile(join(dir, path)));
  }
  return files;
}

const REPORT = new Set(['report.md', 'report.html', 'adr.md']);

async function fill(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  await mkdir(folder);
  for (const [name, content] of files) {
    const path = join(folder, ...name.split('/'));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

/** Two renames; if the second one fails the old folder goes back. */
async function swap(target: string, fresh: string, old: string, exists: boolean): Promise<void> {
  if (exists) await rename(target, old);
  try {
    await rename(fresh, target);
  } catch (error) {
    if (exists) await rename(old, target);
    throw error;
  }
}

async function inspect(target: string): Promise<'absent' | 'file' | 'empty' | 'ours' | 'foreign'> {
  let names: string[];
  try {
    names = await readdir(target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return 'absent';
    if (code === 'ENOTDIR') return 'file';
    throw error;
  }
  if (names.length === 0) return 'empty';
  return names.includes('manifest.json') && (await isOurs(join(target, 'manifest.json'))) ? 'ours' : 'foreign';
}

/** Web pages have a manifest.json too, so its being there is not enough. */
async function isOurs(path: string): Promise<boolean> {
  try {
    const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'tool' in manifest && manifest.tool === TOOL;
  } catch {
    return false;
  }
}

function isOutside(name: string): boolean {
  const path = normalize(name);
  return name === '' || isAbsolute(path) || path === '.' || path === '..' || path.startsWith(`..${sep}`);
}

function failed(code: FolderError['code'], message: string, next: string): FolderResult {
  return { ok: false, error: { code, message, next } };
}
