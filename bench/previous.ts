import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ROUNDS = 3;

/** A built checkout of an earlier release. */
export interface PreviousRelease {
  readonly folder: string;
  readonly name: string;
  readonly remove: () => void;
}

/** The checkout that `--against` names; without it the last tag, built into a temporary folder. Null, with a word why: none. */
export function previousRelease(args: readonly string[]): PreviousRelease | null {
  const at = args.indexOf('--against');
  if (at >= 0) {
    const folder = resolve(args[at + 1] ?? '');
    if (existsSync(join(folder, 'dist/cli/main.js'))) return { folder, name: folder, remove: () => undefined };
    console.log(`\nNothing to compare with: ${folder} is no built checkout (it has no dist/cli/main.js).`);
    return null;
  }
  const tag = git(['describe', '--tags', '--abbrev=0', 'HEAD^']);
  if (tag === null) {
    console.log('\nNothing to compare with: there is no tag of a release. Name a built checkout with --against DIR.');
    return null;
  }
  return builtAt(tag);
}

function builtAt(tag: string): PreviousRelease | null {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-previous-'));
  const remove = (): void => {
    git(['worktree', 'remove', '--force', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  if (git(['worktree', 'add', '--detach', folder, tag]) !== null) {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const { status } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
      {
        cwd: folder,
      },
    );
    if (status === 0) return { folder, name: tag, remove };
  }
  remove();
  console.log(`\nNothing to compare with: ${tag} cannot be built here. Name a built checkout with --against DIR.`);
  return null;
}

function git(args: readonly string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** Prints this release beside the previous one: commands as users run them, then every pattern; both in turn, medians of ratios. */
export function previousSuite({ folder, name, remove }: PreviousRelease): void {
  try {
    console.log(`\nThis release over ${name}: processor time of commands, less is better; medians of ${ROUNDS} pairs`);
    for (const args of [['--help'], ['check', 'article'], ['compare', 'article', '--quiet']]) {
      const pairs = inTurn((root) => secondsOf(root, args), folder);
      row(`rehearse ${args.join(' ')}`, pairs, 's');
    }
    console.log(`\nThis release over ${name}: simulated calls per second of processor time, more is better`);
    const speeds = inTurn(speedsOf, folder);
    const names = Object.keys(speeds[0]![0]).filter((pattern) => speeds[0]![1][pattern] !== undefined);
    for (const pattern of names)
      row(
        pattern,
        speeds.map(([ours, theirs]) => [ours[pattern]!, theirs[pattern]!]),
        'calls/s',
      );
    row(
      'all of them',
      speeds.map(([ours, theirs]) => [ours[ALL]!, theirs[ALL]!]),
      'calls/s',
    );
  } catch (error) {
    console.log(`  not compared: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  } finally {
    remove();
  }
}

/** Ours and theirs, in turn, so that both meet the same machine. */
function inTurn<T>(measure: (root: string) => T, folder: string): [T, T][] {
  return Array.from({ length: ROUNDS }, () => [measure(ROOT), measure(folder)]);
}

function row(what: string, pairs: readonly (readonly [number, number])[], unit: string): void {
  const [ours, theirs, ratio] = [pairs.map(([a]) => a), pairs.map(([, b]) => b), pairs.map(([a, b]) => a / b)].map(
    median,
  );
  const shown = [ours!, theirs!].map((value) => figure(value).padStart(11));
  console.log(`  ${what.padEnd(36)} ${shown.join(' ')} ${unit.padEnd(8)} ${ratio!.toFixed(2)} times`);
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Processor time of a command, user and system, of all its threads, seconds; the shell counts it. */
function secondsOf(root: string, args: readonly string[]): number {
  const out = mkdtempSync(join(tmpdir(), 'rehearse-bench-'));
  const command = [process.execPath, join(root, 'dist/cli/main.js'), ...args];
  if (args[0] === 'compare') command.push('--out', join(out, 'out'));
  const shell = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null';
  const { stderr, status } = spawnSync('bash', ['-c', shell, 'bash', ...command], { encoding: 'utf8' });
  rmSync(out, { recursive: true, force: true });
  if (status !== 0) throw new Error(`rehearse ${args.join(' ')} of ${root} ended with exit code ${status}`);
  const [user, system] = stderr.trim().split(' ').map(Number);
  return user! + system!;
}

/** Of the sum over all patterns. */
const ALL = 'all';

function speedsOf(root: string): Record<string, number> {
  const script = join(ROOT, 'bench/speed.mjs');
  const text = execFileSync(process.execPath, [script, root], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const found = JSON.parse(text) as Record<string, { calls: number; seconds: number }>;
  const speeds = Object.entries(found).map(([name, { calls, seconds }]) => [name, calls / seconds] as const);
  const sum = (of: 'calls' | 'seconds'): number => Object.values(found).reduce((total, one) => total + one[of], 0);
  return { ...Object.fromEntries(speeds), [ALL]: sum('calls') / sum('seconds') };
}
