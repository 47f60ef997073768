import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './helper.js';

const MAIN = join(ROOT, 'dist/cli/main.js');

/** Starts a command in a process of its own. */
export function started(args: readonly string[], cwd: string): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Null: it was killed. */
export function codeOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => child.once('exit', done));
}

/** Finished batches in a run folder by name, and what tells whether one was written again. */
export function batchesOf(folder: string): Map<string, string> {
  const work = join(folder, 'work');
  if (!existsSync(work)) return new Map();
  const found = new Map<string, string>();
  for (const name of readdirSync(work, { recursive: true }) as string[]) {
    if (!name.endsWith('.batch')) continue;
    const { ino, mtimeMs, size } = statSync(join(work, name));
    found.set(name, `${ino} ${mtimeMs} ${size}`);
  }
  return found;
}

/** Kills the command once it has finished so many more batches; false: it came to its end before that was seen. */
export async function killedAfter(
  more: number,
  args: readonly string[],
  cwd: string,
  folder: string,
): Promise<boolean> {
  const enough = batchesOf(folder).size + more;
  const child = started(args, cwd);
  const ended = codeOf(child);
  while (child.exitCode === null && batchesOf(folder).size < enough) await pause(1);
  child.kill('SIGKILL');
  return (await ended) === null;
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
