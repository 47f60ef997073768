import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';
import { batchesOf, interruptedAfter, killedAfter } from './killing.js';

const FEW = ['--patterns', 'pipeline', '--quiet'];
const COMPARE = ['compare', 'article', ...FEW, '--runs', '1400'];
const SWEEP = ['sweep', 'article', ...FEW, '--runs', '100', '--vary', 'agents.fact-checker.detection=0.2..0.9:8'];
const DECIDE = ['decide', 'article', ...FEW, '--runs', '200', '--samples', '8', '--runs-per-sample', '20'];

/** A study that was killed after some of its batches, in `out`. */
async function killed(study: readonly string[], batches: number): Promise<string> {
  for (;;) {
    const cwd = freshFolder();
    const folder = join(cwd, 'out');
    // On a busy machine it may come to its end before anybody looks.
    if (await killedAfter(batches, [...study, '--out', 'out'], cwd, folder)) return cwd;
  }
}

describe('a study that was killed', { timeout: 600_000 }, () => {
  it.each([
    ['compare', COMPARE, 3],
    ['sweep', SWEEP, 2],
    ['decide', DECIDE, 5],
  ])('%s goes on where it was, and leaves the folder of an undisturbed one', async (_, study, batches) => {
    const cwd = await killed(study, batches);
    const { size } = batchesOf(join(cwd, 'out'));
    expect(size).toBeGreaterThanOrEqual(batches);
    const resumed = rehearse([...study, '--out', 'out'], cwd);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(new RegExp(`^Resumed: ${size} (of \\d+ )?batches were there\\.\n`));
    const undisturbed = rehearse([...study, '--out', 'undisturbed'], cwd);
    expect(undisturbed.stderr).not.toContain('Resumed');
    expect(undisturbed.stdout.replaceAll('undisturbed', 'out')).toBe(resumed.stdout);
    expect(filesIn(join(cwd, 'out'))).toEqual(filesIn(join(cwd, 'undisturbed')));
    expect(existsSync(join(cwd, 'out/work'))).toBe(false);
  });

  it('goes on after Ctrl-C, and takes the place of what was reported by then', async () => {
    let cwd: string;
    do {
      cwd = freshFolder();
      const interrupted = await interruptedAfter(3, [...COMPARE, '--out', 'out'], cwd, join(cwd, 'out'));
      // On a busy machine it may come to its end before anybody looks.
      if (interrupted.code === 130) expect(interrupted.stderr).toContain('The same command goes on from there');
    } while (!existsSync(join(cwd, 'out/work')));
    const resumed = rehearse([...COMPARE, '--out', 'out'], cwd);
    expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringContaining('Resumed: ')]);
    rehearse([...COMPARE, '--out', 'undisturbed'], cwd);
    expect(filesIn(join(cwd, 'out'))).toEqual(filesIn(join(cwd, 'undisturbed')));
  });

  it('begins anew with --fresh or another seed; what another study left stays, and is told of', async () => {
    const cwd = await killed(COMPARE, 2);
    const small = ['compare', 'article', ...FEW, '--runs', '20', '--out', 'out'];
    const other = rehearse([...small, '--seed', 'b'], cwd);
    expect(other.code).toBe(0);
    expect(other.stderr).not.toContain('Resumed');
    expect(other.stderr).toContain('Work of another study is kept in out/work, for: rehearse compare article');
    expect(batchesOf(join(cwd, 'out')).size).toBeGreaterThanOrEqual(2);
    const fresh = rehearse([...COMPARE, '--fresh', '--out', 'out'], cwd);
    expect([fresh.code, fresh.stderr]).toEqual([0, expect.not.stringContaining('Resumed')]);
    expect(existsSync(join(cwd, 'out/work'))).toBe(false);
  });
});

it('a folder that was not written by this tool is refused before anything is simulated', () => {
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'notes.txt'), 'mine');
  const { code, stdout, stderr } = rehearse([...COMPARE, '--out', '.'], cwd);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain("'.' holds files that this tool did not write, so nothing was written.");
  expect(readdirSync(cwd)).toEqual(['notes.txt']);
});
