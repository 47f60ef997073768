import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The whole command, as a user runs it: one thread against two, in turn. */
const COMMAND = ['compare', 'article', '--runs', '20000', '--quiet'];
const ROUNDS = 2;
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

function secondsWith(jobs: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-bench-'));
  const before = performance.now();
  execFileSync(process.execPath, [MAIN, ...COMMAND, '--jobs', String(jobs), '--out', join(folder, 'out')], {
    stdio: 'ignore',
  });
  const seconds = (performance.now() - before) / 1000;
  rmSync(folder, { recursive: true });
  return seconds;
}

/** Prints how much faster two threads are than one. Needs a build. */
export function threadsSuite(): void {
  if (availableParallelism() < 2) {
    console.log('Threads: this machine has one core, so there is nothing to compare.');
    return;
  }
  const best = { 1: Number.POSITIVE_INFINITY, 2: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    for (const jobs of [1, 2] as const) best[jobs] = Math.min(best[jobs], secondsWith(jobs));
  }
  console.log(`\nrehearse ${COMMAND.join(' ')}, the faster of ${ROUNDS}`);
  console.log(`  one thread   ${best[1].toFixed(1)} s`);
  console.log(`  two threads  ${best[2].toFixed(1)} s, ${(best[1] / best[2]).toFixed(2)} times as fast`);
}
