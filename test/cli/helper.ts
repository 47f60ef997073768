import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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

/** Runs the command as a user would, in a process of its own. */
export function spawned(args: readonly string[], cwd: string): Ended {
  const ended = spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: 'utf8', env: environment({}) });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** Runs the command in a folder, in a process that has loaded it already (`warm.mjs`). */
export function rehearse(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Ended {
  warm ??= startWarm();
  const { process: child, folder } = warm;
  const nth = warm.requests++;
  const [part, request, ended] = ['part', 'json', 'ended'].map((end) => join(folder, `${nth}.${end}`));
  writeFileSync(part!, JSON.stringify({ args, cwd, env: environment(env) }));
  renameSync(part!, request!);
  while (!existsSync(ended!)) {
    // Its death is an event, and none comes in here: a zombie can be asked for by its state alone.
    if (hasDied(child)) throw new Error(`The process that runs commands died of: rehearse ${args.join(' ')}`);
    Atomics.wait(CLOCK, 0, 0, 5);
  }
  return JSON.parse(readFileSync(ended!, 'utf8')) as Ended;
}

/** The words of the example in a command's help, `rehearse` left out. */
export function exampleOf(command: string): string[] {
  const { stdout } = rehearse([command, '--help'], freshFolder());
  return /Example:\n {2}rehearse (.*)/.exec(stdout)![1]!.split(' ');
}

interface Warm {
  readonly process: ChildProcess;
  readonly folder: string;
  requests: number;
}

let warm: Warm | undefined;
const CLOCK = new Int32Array(new SharedArrayBuffer(4));

function startWarm(): Warm {
  const folder = freshFolder();
  const child = fork(join(ROOT, 'test/cli/warm.mjs'), [MAIN, folder], { execArgv: [], stdio: 'ignore' });
  child.unref();
  child.channel?.unref();
  return { process: child, folder, requests: 0 };
}

function hasDied({ pid }: ChildProcess): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // Not every system tells; then the test's own timeout does.
    return existsSync('/proc/self/status');
  }
}

function environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, ...rest } = process.env;
  return { ...rest, ...env };
}

/** Starts the command and interrupts it after `ms`; later where a busy machine had nothing to report by then. */
export async function interrupted(args: readonly string[], cwd: string, ms: number): Promise<Ended> {
  const ended = await interruptedOnce(args, cwd, ms);
  const isTooEarly = ended.code === null || ended.stderr.includes('there is nothing to report');
  return isTooEarly ? interrupted(args, cwd, 2 * ms) : ended;
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
