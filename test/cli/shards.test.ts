import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, ROOT, rehearse, spawned } from './helper.js';

const FEW = ['--patterns', 'pipeline,choreography', '--runs', '260'];
const article = (...more: string[]): string[] => ['compare', 'article', ...FEW, '--quiet', ...more];

describe('one study on several threads and machines', () => {
  it('leaves the same bytes for any number of threads, and from four shards merged', () => {
    const cwd = freshFolder();
    for (const jobs of ['1', '2', '3']) {
      expect(rehearse(article('--jobs', jobs, '--out', `jobs-${jobs}`), cwd).code).toBe(0);
    }
    const one = filesIn(join(cwd, 'jobs-1'));
    expect(filesIn(join(cwd, 'jobs-2'))).toEqual(one);
    expect(filesIn(join(cwd, 'jobs-3'))).toEqual(one);
    const shards = [1, 2, 3, 4].map((nth) => {
      const ended = rehearse(article('--shard', `${nth}/4`, '--out', `shard-${nth}`), cwd);
      expect([ended.code, ended.stdout]).toEqual([0, '']);
      return `shard-${nth}`;
    });
    const merged = spawned(['merge', ...shards, '--out', 'merged', '--quiet'], cwd);
    expect(merged.code).toBe(0);
    expect(merged.stdout).toContain('Take choreography: it is most often correct');
    expect(filesIn(join(cwd, 'merged'))).toEqual(one);
  });

  it('merges growth and workloads of many tasks alike, and does what no shard did', () => {
    const cwd = freshFolder();
    const study = ['compare', 'support', '--runs', '4', '--set', 'growth.sizes=[60,120]', '--quiet'];
    expect(rehearse([...study, '--out', 'whole'], cwd).code).toBe(0);
    expect(rehearse([...study, '--shard', '2/3'], cwd).code).toBe(0);
    const merged = spawned(['merge', 'reports/support-shard-2-of-3', '--out', 'merged'], cwd);
    expect(merged.stderr).toContain('Missing shards: 1/3, 3/3. Their work is done here.');
    expect(filesIn(join(cwd, 'merged'))).toEqual(filesIn(join(cwd, 'whole')));
  });

  it('refuses shards that do not belong together, or to this text of the scenario', () => {
    const cwd = freshFolder();
    const file = join(cwd, 'mine.yaml');
    writeFileSync(file, readFileSync(join(ROOT, 'scenarios/payments.yaml'), 'utf8'));
    const mine = ['compare', 'mine.yaml', '--patterns', 'pipeline', '--runs', '20', '--quiet'];
    rehearse([...mine, '--shard', '1/2', '--out', 'one'], cwd);
    rehearse([...mine, '--seed', 'other', '--shard', '2/2', '--out', 'other'], cwd);
    const mixed = spawned(['merge', 'one', 'other'], cwd);
    expect(mixed.code).toBe(2);
    expect(mixed.stderr).toContain("'other' is of another study");
    writeFileSync(file, readFileSync(file, 'utf8').replace('hallucination: 0.0', 'hallucination: 0.1'));
    const edited = spawned(['merge', 'one'], cwd);
    expect(edited.code).toBe(2);
    expect(edited.stderr).toContain('was made from another text of the scenario');
    rehearse([...mine, '--out', 'whole'], cwd);
    expect(spawned(['merge', 'whole'], cwd).stderr).toContain("'whole' is a run folder, not a shard's.");
    expect(spawned(['merge', 'nothing'], cwd).stderr).toContain("'nothing' is not a shard's folder");
    writeFileSync(join(cwd, 'one', 'batches.bin'), 'no');
    writeFileSync(file, readFileSync(join(cwd, 'one', 'scenario.yaml'), 'utf8'));
    expect(spawned(['merge', 'one'], cwd).stderr).toContain("'one/batches.bin' cannot be read");
  });

  it('refuses a part that there cannot be, and a precision that only all parts together know of', () => {
    const cwd = freshFolder();
    for (const part of ['0/4', '5/4', 'x', '1/2/3', '1.5/2']) {
      expect(rehearse(article('--shard', part), cwd).stderr).toContain('--shard expects the i-th of k parts');
    }
    const precise = rehearse(article('--shard', '1/2', '--precision', '0.01'), cwd);
    expect(precise.code).toBe(2);
    expect(precise.stderr).toContain('Use --runs instead.');
  });
});
