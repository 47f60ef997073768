import { describe, expect, it } from 'vitest';
import { shardFrom } from '../../src/cli/shard.js';

describe('--shard auto', () => {
  it.each([
    ['Slurm, --array=1-4', { SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_COUNT: '4', SLURM_ARRAY_TASK_MIN: '1' }, 2, 4],
    ['Slurm, --array=0-7', { SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_COUNT: '8', SLURM_ARRAY_TASK_MIN: '0' }, 8, 8],
    [
      'Slurm, --array=10-30:10',
      {
        SLURM_ARRAY_TASK_ID: '30',
        SLURM_ARRAY_TASK_COUNT: '3',
        SLURM_ARRAY_TASK_MIN: '10',
        SLURM_ARRAY_TASK_STEP: '10',
      },
      3,
      3,
    ],
    ['Kubernetes', { JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '5' }, 1, 5],
    ['AWS Batch', { AWS_BATCH_JOB_ARRAY_INDEX: '4', AWS_BATCH_JOB_ARRAY_SIZE: '5' }, 5, 5],
    ['GitLab CI', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '3' }, 3, 3],
    ['GitHub Actions', { STRATEGY_JOB_INDEX: '0', STRATEGY_JOB_TOTAL: '4' }, 1, 4],
  ])('reads %s', (_, env, nth, of) => {
    expect(shardFrom('auto', env)).toEqual({ nth, of });
  });

  it.each([
    [{}, 'none of SLURM_ARRAY_TASK_ID (Slurm), JOB_COMPLETION_INDEX (Kubernetes)'],
    [{ JOB_COMPLETION_INDEX: '1' }, 'Kubernetes set JOB_COMPLETION_INDEX, but JOB_COMPLETIONS is missing.'],
    [{ JOB_COMPLETION_INDEX: '1', JOB_COMPLETIONS: 'x' }, "JOB_COMPLETIONS is 'x'."],
    [
      { JOB_COMPLETION_INDEX: '5', JOB_COMPLETIONS: '5' },
      'JOB_COMPLETION_INDEX is 5, which is not one of 5 jobs from 0 on.',
    ],
    [
      { SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_COUNT: '3', SLURM_ARRAY_TASK_MIN: '1' },
      'SLURM_ARRAY_TASK_ID is 7, which is not one of 3 jobs from 1 on.',
    ],
  ])('refuses %o', (env, message) => {
    expect(() => shardFrom('auto', env)).toThrow(message);
  });
});
