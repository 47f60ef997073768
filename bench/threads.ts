import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The whole command, as a user runs it: on one core against on two, in turn. */
const COMMAND = ['compare', 'article', '--runs', '20000', '--quiet'];
const ROUNDS = 2;
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** One core is one core: without `taskset` (Linux has it) a second one helps a single thread to compile and to clean up. */
const PINNED = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

function secondsOn(cores: 1 | 2): number {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-bench-'));
  const command = [process.execPath, MAIN, ...COMMAND, '--jobs', String(cores), '--out', join(folder, 'out')];
  const [program, ...args] = cores === 1 && PINNED ? ['taskset', '-c', '0', ...command] : command;
  const before = performance.now();
  execFileSync(program!, args, { stdio: 'ignore' });
  const seconds = (performance.now() - before) / 1000;
  rmSync(folder, { recursive: true });
  return seconds;
}

/** Prints how much faster two cores are than one. Needs a build. */
export function threadsSuite(): void {
  if (availableParallelism() < 2) {
    console.log('Cores: this machine has one, so there is nothing to compare.');
    return;
  }
  const best = { 1: Number.POSITIVE_INFINITY, 2: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    for (const cores of [1, 2] as const) best[cores] = Math.min(best[cores], secondsOn(cores));
  }
  console.log(`\nrehearse ${COMMAND.join(' ')}, the faster of ${ROUNDS}`);
  console.log(`  ${PINNED ? 'one core' : 'one thread'}  ${best[1].toFixed(1)} s`);
  console.log(`  two cores ${best[2].toFixed(1)} s, ${(best[1] / best[2]).toFixed(2)} times as fast`);
}
