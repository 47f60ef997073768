import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The built command: `npm test` builds it first. */
const MAIN = join(ROOT, 'dist/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a user would, in a folder of its own. */
export function rehearse(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Ended {
  const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
  const ended = spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: 'utf8', env: { ...rest, ...env } });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** Starts the command and interrupts it after `ms`; later where a busy machine had not even loaded it by then. */
export async function interrupted(args: readonly string[], cwd: string, ms: number): Promise<Ended> {
  const ended = await interruptedOnce(args, cwd, ms);
  return ended.code === null ? interrupted(args, cwd, 2 * ms) : ended;
}

function interruptedOnce(args: readonly string[], cwd: string, ms: number): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const timer = setTimeout(() => child.kill('SIGINT'), ms);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'rehearse-'));
}

/** Every file below a folder, by relative path. */
export function filesIn(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}
