import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { atMost } from '../../src/cli/threads.js';
import { measures } from '../../src/measures/index.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { gathering } from '../../src/study/gather.js';
import { BatchJournal, JournalExecutor } from '../../src/workers/journal.js';
import { SpilledColumns } from '../../src/workers/spill.js';
import { builtin, scenarioOf } from '../sim/helper.js';
import { filesIn, freshFolder, rehearse } from './helper.js';

/** A disk of half a megabyte; null where nobody may mount one. */
function tinyDisk(): string | null {
  const disk = join(freshFolder(), 'disk');
  mkdirSync(disk);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]);
  if (status === 0) return disk;
  process.stderr.write('No disk can be mounted here (that takes root): what a full one does is not tested.\n');
  return null;
}

const disk = tinyDisk();
afterAll(() => void (disk !== null && spawnSync('umount', [disk])));

describe.skipIf(disk === null)('on a full disk', () => {
  const study = ['compare', 'article', '--patterns', 'pipeline', '--runs', '40', '--quiet'];
  const fill = (): void => {
    for (const size of [100_000, 10_000, 1000, 100]) {
      try {
        for (let i = 0; ; i++) writeFileSync(join(disk!, `filler-${size}-${i}`), 'x'.repeat(size));
      } catch {
        // Full, for files of this size.
      }
    }
  };

  it('a study prints its result, says why nothing was written, and leaves the folder as it was', () => {
    const out = join(disk!, 'out');
    mkdirSync(out);
    fill();
    const { code, stdout, stderr } = rehearse([...study, '--out', out], freshFolder());
    expect([code, stderr]).toEqual([2, expect.stringContaining(`'${out}' could not be written: the disk is full.`)]);
    expect(stdout).toContain('pipeline');
    expect(filesIn(out)).toEqual(new Map());
  });

  it('a journal says so and lets the study go on; the columns of a large one cannot', async () => {
    fill();
    const identity = { tool: 't', version: 'v', program: 'p', scenario: { sha256: 's' }, command: 'c' };
    const journal = new BatchJournal(join(disk!, 'out'), identity);
    journal.open(false);
    const payments = scenarioOf(builtin('payments'));
    const { jobs, gathered } = gathering(payments, ['workflow'], measures, { key: 3, runs: 200 }, '');
    const alone = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });
    expect(await new JournalExecutor(journal, alone, () => undefined).work(jobs)).toBe(true);
    expect([gathered.done, journal.fault]).toEqual([200, expect.objectContaining({ code: 'ENOSPC' })]);
    const table = new SpilledColumns(disk!, 0).table(200, 5000, 1);
    const batch = Array.from({ length: 200 }, () => new Float64Array(2048));
    expect(() => table.append(batch)).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
  });
});

it('many threads are as many as are of use, with a sentence', () => {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const most = atMost(1e6);
  expect(atMost(most)).toBe(most);
  write.mockRestore();
  expect(said).toEqual([
    `--jobs 1000000 is more than 4 threads per core, which only take memory: ${most} are started.\n`,
  ]);
});
