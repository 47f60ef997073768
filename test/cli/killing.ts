import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, ROOT } from './helper.js';

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
  const found = new Map<string, string>();
  for (const study of namesIn(work)) {
    for (const name of namesIn(join(work, study))) {
      // The command may be at its end, and remove them.
      const stat = name.endsWith('.batch') ? statSync(join(work, study, name), { throwIfNoEntry: false }) : undefined;
      if (stat !== undefined) found.set(name, `${stat.ino} ${stat.mtimeMs} ${stat.size}`);
    }
  }
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
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

/** Interrupts the command, as Ctrl-C does, once it has finished so many batches. */
export async function interruptedAfter(
  batches: number,
  args: readonly string[],
  cwd: string,
  folder: string,
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const closed = new Promise<number | null>((done) => child.on('close', done));
  while (child.exitCode === null && batchesOf(folder).size < batches) await pause(1);
  child.kill('SIGINT');
  return { code: await closed, stdout, stderr };
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
