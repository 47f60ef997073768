import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';
import { batchesOf, codeOf, pause, started } from './killing.js';

const FEW = ['--patterns', 'pipeline,supervisor', '--quiet', '--jobs', '1'];
const STUDIES: readonly (readonly [string, readonly string[], number])[] = [
  ['compare', ['compare', 'article', ...FEW, '--runs', '4000'], 34],
  ['sweep', ['sweep', 'article', ...FEW, '--runs', '200', '--vary', 'agents.fact-checker.detection=0.2..0.9:9'], 33],
  ['decide', ['decide', 'article', ...FEW, '--samples', '32', '--runs-per-sample', '40'], 33],
];

/** Evenly spread numbers below 1 that repeat from run to run: the moments themselves depend on the machine. */
const spread = (n: number): number => (n * 0.618_033_988_75) % 1;

/** Kills the command at moments spread over its whole life until it comes to its end by itself; how often it was killed. */
async function untilDone(study: readonly string[], cwd: string, life: number, nth: number): Promise<number> {
  const folder = join(cwd, 'out');
  for (let kills = 0; ; kills++) {
    const before = batchesOf(folder);
    const child = started([...study, '--out', 'out'], cwd);
    const ended = codeOf(child);
    const isDone = await Promise.race([ended.then(() => true), pause(life * spread(nth + kills)).then(() => false)]);
    if (!isDone) child.kill('SIGKILL');
    const code = await ended;
    if (code !== null) {
      expect(code).toBe(0);
      return kills;
    }
    const after = batchesOf(folder);
    // Unless the folder stands already, every batch that was finished is there, and was not written again.
    if (after.size > 0) for (const [name, written] of before) expect(after.get(name), name).toBe(written);
  }
}

describe('kill -9 at 100 random moments', { timeout: 3_600_000 }, () => {
  it.each(STUDIES)('%s: the same bytes, and no finished batch done twice', async (_, study, times) => {
    const cwd = freshFolder();
    const begin = performance.now();
    expect(await codeOf(started([...study, '--out', 'undisturbed'], cwd))).toBe(0);
    const life = performance.now() - begin;
    const undisturbed = filesIn(join(cwd, 'undisturbed'));
    let killed = 0;
    let studies = 0;
    while (killed < times) {
      const home = freshFolder();
      killed += await untilDone(study, home, life, killed);
      studies++;
      expect(filesIn(join(home, 'out'))).toEqual(undisturbed);
    }
    process.stderr.write(`${study[0]}: killed ${killed} times in ${studies} studies of ${Math.round(life)} ms.\n`);
    expect(rehearse([...study, '--out', 'undisturbed'], cwd).stderr).not.toContain('Resumed');
  });
});
