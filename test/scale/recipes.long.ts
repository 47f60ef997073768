import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { filesIn, freshFolder, ROOT, spawned } from '../cli/helper.js';
import { freePort, redisProgram } from '../workers/redis.js';
import { INDEXED_JOB } from './indexed-job.js';

const RECIPES = join(ROOT, 'examples/scale');
const REHEARSE = `${process.execPath} ${join(ROOT, 'dist/cli/main.js')}`;
const STUDY = 'compare article --patterns pipeline --runs 800';

/** Runs a script with this program and a small study, and fails with what it said. */
function run(words: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): void {
  const ended = spawnSync('bash', words, { cwd, encoding: 'utf8', env: { ...process.env, REHEARSE, STUDY, ...env } });
  expect(ended.status, ended.stderr).toBe(0);
}

function whole(cwd: string): Map<string, string> {
  expect(spawned([...STUDY.split(' '), '--quiet', '--out', 'alone'], cwd).code).toBe(0);
  return filesIn(join(cwd, 'alone'));
}

const isThere = (path: string): boolean => {
  if (existsSync(path)) return true;
  process.stderr.write(`No ${path}: its recipe is not run.\n`);
  return false;
};

describe('recipes leave the bytes of one machine', { timeout: 1_200_000 }, () => {
  it('slurm.sh, with the variables that Slurm sets for each task', () => {
    const cwd = freshFolder();
    for (const id of ['1', '2', '3', '4']) {
      const array = { SLURM_ARRAY_TASK_ID: id, SLURM_ARRAY_TASK_COUNT: '4', SLURM_ARRAY_TASK_MIN: '1' };
      run([join(RECIPES, 'slurm.sh')], cwd, { ...array, SLURM_CPUS_PER_TASK: '1' });
    }
    expect(spawned(['merge', ...['1', '2', '3', '4'].map((nth) => `parts/${nth}`), '--out', 'whole'], cwd).code).toBe(
      0,
    );
    expect(filesIn(join(cwd, 'whole'))).toEqual(whole(cwd));
  });

  it('kubernetes.yaml, with the variables that Kubernetes sets for each pod', () => {
    const cwd = freshFolder();
    const { spec } = INDEXED_JOB.parse(parse(readFileSync(join(RECIPES, 'kubernetes.yaml'), 'utf8')));
    const { args, env } = spec.template.spec.containers[0]!;
    const command = args[0]!
      .replace('/study/', `${cwd}/`)
      .replace('rehearse compare article --runs 20000', `${REHEARSE} ${STUDY}`);
    for (const index of ['0', '1', '2', '3']) {
      run(['-c', command], cwd, { [env[0]!.name]: env[0]!.value, JOB_COMPLETION_INDEX: index });
    }
    expect(spawned(['merge', ...['0', '1', '2', '3'].map((nth) => `parts/${nth}`), '--out', 'whole'], cwd).code).toBe(
      0,
    );
    expect(filesIn(join(cwd, 'whole'))).toEqual(whole(cwd));
  });

  it.skipIf(!isThere('/usr/bin/parallel'))('parallel.sh, also where a part was lost', () => {
    const cwd = freshFolder();
    run([join(RECIPES, 'parallel.sh')], cwd, { PARTS: '3', OUT: 'whole' });
    expect(filesIn(join(cwd, 'whole'))).toEqual(whole(cwd));
  });

  it.skipIf(redisProgram() === null)('queue.sh', async () => {
    const cwd = freshFolder();
    run([join(RECIPES, 'queue.sh')], cwd, { PORT: String(await freePort()), OUT: 'whole', WORKERS: '2' });
    expect(filesIn(join(cwd, 'whole'))).toEqual(whole(cwd));
  });
});
