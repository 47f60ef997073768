import { cp, link, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { valueAt } from './folder-files.js';
import {
  EARLIER,
  isAsWritten,
  isJournal,
  JOURNAL_HEADER,
  MANIFEST,
  pathsIn,
  type WrittenManifest,
  writtenManifest,
} from './written-files.js';

/** What becomes of the files of a folder when a new run takes its place. */
export interface Keeping {
  /** From where in the old folder to where in the new one. */
  readonly moves: readonly (readonly [from: string, to: string])[];
  /** Files at places of the old folder that stay there: nobody else's name may be theirs. */
  readonly stays: ReadonlySet<string>;
  /** Where the earlier run is kept: "earlier/3"; null: it is the same run, and nothing is lost. */
  readonly earlier: string | null;
}

export const NOTHING_KEPT: Keeping = { moves: [], stays: new Set(), earlier: null };

/** Files that commands read: a changed one would mislead them, so it is kept with its run. */
const READ = new Set(['scenario.yaml', 'result.json', 'runs.csv', 'summary.csv', 'batches.bin']);

/** What a new run means for the folder that it is written to. */
export interface NewRun {
  /** The text of its manifest.json. */
  readonly manifest: string;
  /** Only these files are renewed, all others stay as they are; absent: all are. */
  readonly renews?: (path: string) => boolean;
}

/**
 * Nothing is lost: what the tool did not write stays where it is, and so does what somebody changed. The run that was there
 * goes to `earlier`, unless the new one is the same study over again.
 */
export async function keepingOf(dir: string, run: NewRun): Promise<Keeping> {
  const old = await writtenManifest(dir);
  const paths = (await pathsIn(dir)).filter((path) => path !== MANIFEST);
  if (old === null) {
    const journals = paths.filter(isJournal);
    return { ...NOTHING_KEPT, moves: journals.map((path) => [path, path]), stays: new Set(journals) };
  }
  if (run.renews !== undefined) return renewing(dir, paths, old, run.renews);
  const changed = new Set<string>();
  const written = new Set<string>();
  for (const path of paths) {
    const hash = old.files?.[path];
    if (await isAsWritten(dir, path, hash)) written.add(path);
    else if (hash !== undefined) changed.add(path);
  }
  const isSame = isSameStudy(old, run.manifest) || (await isContinued(dir, paths, old, run.manifest));
  const isAgain = isSame && old.files !== null && ![...changed].some((path) => READ.has(path));
  if (isAgain) {
    const stays = paths.filter((path) => !written.has(path));
    return { moves: stays.map((path) => [path, path]), stays: new Set(stays), earlier: null };
  }
  return { ...toEarlier(paths, old, changed, written), earlier: nextEarlier(paths) };
}

function toEarlier(
  paths: readonly string[],
  old: WrittenManifest,
  changed: ReadonlySet<string>,
  written: ReadonlySet<string>,
): Omit<Keeping, 'earlier'> {
  const earlier = nextEarlier(paths);
  // Without a list of what was written, all of it goes.
  const isFormer = (path: string): boolean =>
    !isJournal(path) &&
    (written.has(path) || changed.has(path) || (old.files === null && !path.startsWith(`${EARLIER}/`)));
  const stays = paths.filter((path) => !isFormer(path) || (changed.has(path) && !READ.has(path)));
  const moved = [MANIFEST, ...paths.filter(isFormer)].map((path) => [path, `${earlier}/${path}`] as const);
  return { moves: [...moved, ...stays.map((path) => [path, path] as const)], stays: new Set(stays) };
}

async function renewing(
  dir: string,
  paths: readonly string[],
  { files }: WrittenManifest,
  renews: (path: string) => boolean,
): Promise<Keeping> {
  const stays: string[] = [];
  for (const path of paths) {
    // A record that a version without hashes wrote may have been changed.
    const isOurs = files === null ? !path.startsWith('adr') : await isAsWritten(dir, path, files[path]);
    if (!renews(path) || !isOurs) stays.push(path);
  }
  return { moves: stays.map((path) => [path, path]), stays: new Set(stays), earlier: null };
}

function nextEarlier(paths: readonly string[]): string {
  const numbers = paths.map((path) => Number(path.split('/')[path.startsWith(`${EARLIER}/`) ? 1 : -1]));
  return `${EARLIER}/${1 + Math.max(0, ...numbers.filter(Number.isInteger))}`;
}

/** The same command, scenario, version and replications finished: the same bytes. */
function isSameStudy({ content }: WrittenManifest, manifest: string): boolean {
  const { files: _, ...old } = content;
  const { files: __, ...fresh } = JSON.parse(manifest) as Record<string, unknown>;
  return JSON.stringify(old) === JSON.stringify(fresh);
}

/** What an interrupted study left, now that the same command goes on: its journal is there, and all it had is in the new run. */
async function isContinued(
  dir: string,
  paths: readonly string[],
  { content }: WrittenManifest,
  manifest: string,
): Promise<boolean> {
  const fresh: unknown = JSON.parse(manifest);
  const study = studyOf(fresh);
  if (studyOf(content) !== study || valueAt(content, 'seed') !== valueAt(fresh, 'seed')) return false;
  for (const path of paths.filter((one) => isJournal(one) && one.endsWith(`/${JOURNAL_HEADER}`))) {
    const header = await readFile(join(dir, path), 'utf8').catch(() => '');
    if (header !== '' && studyOf(JSON.parse(header)) === study) return true;
  }
  return false;
}

/** What a manifest and the header of a journal both say of their study. */
const studyOf = (content: unknown): string =>
  JSON.stringify([valueAt(content, 'version'), valueAt(content, 'scenario', 'sha256'), valueAt(content, 'command')]);

/**
 * Puts what is kept into the new folder, without taking it out of the old one: by a second name for the same file, or by
 * a copy where the file system has none. Done twice, it brings over what somebody changed in between.
 */
export async function keep(old: string, fresh: string, { moves, stays }: Keeping): Promise<void> {
  for (const [from, to] of moves) {
    const [source, target] = [join(old, from), join(fresh, to)];
    const [is, has] = [await stat(source).catch(() => null), await stat(target).catch(() => null)];
    if (is !== null && has !== null && is.ino === has.ino && is.dev === has.dev) continue;
    await mkdir(dirname(target), { recursive: true });
    await rm(target, { recursive: true, force: true });
    // What stays and goes to an earlier run, too, is two files from now on.
    const isShared = from !== to && stays.has(from);
    const kept = isShared ? copied(source, target) : link(source, target).catch(() => copied(source, target));
    await kept.catch((error: unknown) => {
      // A batch under its name for the time of writing has another one by now.
      if (!isJournal(from)) throw error;
    });
  }
}

const copied = (source: string, target: string): Promise<void> => cp(source, target, { verbatimSymlinks: true });
