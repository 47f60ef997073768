import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn, freshFolder } from '../cli/helper.js';
import { batchesOf, codeOf, pause, started } from '../cli/killing.js';
import { redisProgram, TestRedis } from './redis.js';

const FEW = ['--patterns', 'pipeline,supervisor', '--quiet'];
const STUDIES: readonly (readonly [string, readonly string[]])[] = [
  ['compare --precision', ['compare', 'article', ...FEW, '--precision', '0.015']],
  ['decide', ['decide', 'article', ...FEW, '--samples', '24', '--runs-per-sample', '40']],
  ['claims', ['claims', 'edges-quadratic', 'orchestrator-bottleneck', '--runs', '200', '--quiet']],
  ['sweep', ['sweep', 'article', ...FEW, '--runs', '200', '--vary', 'agents.fact-checker.detection=0.2..0.9:5']],
];

const program = redisProgram();

describe.skipIf(program === null)(
  'a study on a queue leaves the bytes of one on threads',
  { timeout: 3_600_000 },
  () => {
    let redis: TestRedis;
    const cwd = freshFolder();
    beforeAll(async () => {
      redis = await TestRedis.start(program!);
    });
    afterAll(() => redis.stop());

    const worker = (): ChildProcess => started(['worker', '--queue', redis.url, '--jobs', '1', '--quiet'], cwd);
    const onQueue = (study: readonly string[], out: string): ChildProcess =>
      started([...study, '--queue', redis.url, '--out', out], cwd);

    const onThreads = new Map<string, Map<string, string>>();
    async function expected(name: string, study: readonly string[]): Promise<Map<string, string>> {
      const known = onThreads.get(name);
      if (known !== undefined) return known;
      const out = `threads-${onThreads.size}`;
      expect(await codeOf(started([...study, '--jobs', '2', '--out', out], cwd))).toBe(0);
      const files = filesIn(join(cwd, out));
      onThreads.set(name, files);
      return files;
    }

    for (const [name, study] of STUDIES) {
      it.each([1, 2, 4])(`${name}, with %d workers`, async (count) => {
        const files = await expected(name, study);
        const workers = Array.from({ length: count }, worker);
        const out = `${name.replaceAll(/\W+/g, '-')}-${count}`;
        const begin = performance.now();
        expect(await codeOf(onQueue(study, out))).toBe(0);
        process.stderr.write(`${name}, ${count} workers: ${((performance.now() - begin) / 1000).toFixed(1)} s\n`);
        for (const one of workers) one.kill('SIGTERM');
        await Promise.all(workers.map(codeOf));
        expect(filesIn(join(cwd, out))).toEqual(files);
      });

      it(`${name}, with workers that are killed and come later, and a server that is restarted`, async () => {
        const files = await expected(name, study);
        const out = `${name.replaceAll(/\W+/g, '-')}-disturbed`;
        const coordinator = onQueue(study, out);
        const ended = codeOf(coordinator);
        let killed = 0;
        let restarted = 0;
        let workers = [worker()];
        while (coordinator.exitCode === null) {
          // Each worker gets far enough to have a batch in hand.
          const before = batchesOf(join(cwd, out)).size;
          for (let i = 0; i < 400 && coordinator.exitCode === null; i++) {
            if (batchesOf(join(cwd, out)).size >= before + 2) break;
            await pause(25);
          }
          if (coordinator.exitCode !== null) break;
          if (restarted++ === 0) await redis.restart();
          if (killed < 3) {
            workers.shift()!.kill('SIGKILL');
            killed++;
          }
          if (workers.length < 3) workers = [...workers, worker()];
        }
        expect(await ended).toBe(0);
        for (const one of workers) one.kill('SIGTERM');
        await Promise.all(workers.map(codeOf));
        process.stderr.write(`${name}: ${killed} workers killed, the server restarted.\n`);
        expect([killed > 0, restarted > 0]).toEqual([true, true]);
        expect(filesIn(join(cwd, out))).toEqual(files);
      });
    }
  },
);
