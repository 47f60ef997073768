import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { redisProgram } from './redis.js';

/** Installs the server that queues are tested with, once and before any test, where it is missing and that is possible. */
export function setup(): void {
  if (redisProgram() !== null) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const words of [
      ['update', '-qq'],
      ['install', '-y', '-qq', 'redis-server'],
    ]) {
      spawnSync('apt-get', words, { stdio: 'ignore', env, timeout: 120_000 });
    }
  }
  if (redisProgram() !== null) return;
  process.stderr.write('No redis-server: tests of the queue are left out. Install it: apt-get install redis-server\n');
}
