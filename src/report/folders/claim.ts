import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * Where a folder is written before it takes its place: a hidden sibling, which belongs to one process at a time. It holds a
 * numbered entry for each process that ever owned it; the last one does. A process that died there leaves what it had done,
 * and the next one that comes by owns it and brings it to an end.
 */
export const workplaceOf = (target: string): string => join(dirname(target), `.${basename(target)}.writing`);

/** The process that owns a workplace. */
interface WorkplaceOwner {
  readonly pid: number;
  /** When it began, by the system's count: numbers of processes are used again. Empty where the system does not tell. */
  readonly began: string;
  readonly host: string;
}

export type Claimed = 'ours' | 'somebody at work';

/** Makes the workplace ours, if no process that lives owns it. */
export async function claimWorkplace(workplace: string): Promise<Claimed> {
  for (;;) {
    await mkdir(workplace, { recursive: true });
    const last = await lastOwner(workplace);
    if (last !== null && (await isAlive(join(workplace, last.entry)))) return 'somebody at work';
    if (await becomeOwner(workplace, (last?.nth ?? -1) + 1)) return 'ours';
  }
}

/** Somebody began here and did not come to an end, dead or alive. */
export async function isBegun(workplace: string): Promise<boolean> {
  return await stat(workplace).then(
    () => true,
    () => false,
  );
}

/** Takes the workplace out of everybody's way at once, then removes it. */
export async function leaveWorkplace(workplace: string): Promise<void> {
  const done = `${workplace}-done-`;
  try {
    await rename(workplace, join(await mkdtemp(done), 'done'));
  } catch {
    // Somebody else's by now, or already gone.
  }
  const [home, start] = [dirname(done), basename(done)];
  const left = await readdir(home).catch(() => []);
  for (const name of left.filter((one) => one.startsWith(start))) {
    await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

const OWNER = /^owner-(\d+)$/;

async function lastOwner(workplace: string): Promise<{ entry: string; nth: number } | null> {
  const names = await readdir(workplace).catch(() => []);
  const numbers = names.flatMap((name) => OWNER.exec(name)?.slice(1) ?? []).map(Number);
  if (numbers.length === 0) return null;
  const nth = Math.max(...numbers);
  return { entry: `owner-${nth}`, nth };
}

/** A folder that is not empty cannot be renamed over: of several who try, one succeeds. */
async function becomeOwner(workplace: string, nth: number): Promise<boolean> {
  let mine: string;
  try {
    mine = await mkdtemp(join(workplace, 'claim-'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  try {
    const { pid } = process;
    const owner: WorkplaceOwner = { pid, began: await beganOf(pid), host: hostname() };
    await writeFile(join(mine, 'owner.json'), JSON.stringify(owner));
    await rename(mine, join(workplace, `owner-${nth}`));
    return true;
  } catch (error) {
    await rm(mine, { recursive: true, force: true });
    if (LOST.has(codeOf(error))) return false;
    throw error;
  }
}

/** Another one was faster: its entry is there, or the whole workplace is gone. */
const LOST = new Set(['ENOENT', 'EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES']);

/** On another machine nobody can be asked: whoever began there a while ago is taken for dead. */
const A_WHILE = 10 * 60 * 1000;

async function isAlive(entry: string): Promise<boolean> {
  let owner: WorkplaceOwner;
  try {
    owner = JSON.parse(await readFile(join(entry, 'owner.json'), 'utf8')) as WorkplaceOwner;
  } catch {
    return false;
  }
  if (owner.host !== hostname()) return (await ageOf(entry)) < A_WHILE;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return owner.began === (await beganOf(owner.pid));
}

/** In milliseconds, by the file system's clock. */
async function ageOf(entry: string): Promise<number> {
  try {
    const probe = await mkdtemp(`${entry}-age-`);
    const [now, then] = [await stat(probe), await stat(entry)];
    await rm(probe, { recursive: true });
    return now.mtimeMs - then.mtimeMs;
  } catch {
    return 0;
  }
}

/** Field 22 of /proc/PID/stat; the second one, a name in brackets, may hold spaces. A process that ended has none. */
async function beganOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? 'ended' : (fields[18] ?? '');
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
