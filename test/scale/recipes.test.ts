import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { shardFrom } from '../../src/cli/shard.js';
import { ROOT } from '../cli/helper.js';
import { INDEXED_JOB } from './indexed-job.js';

const RECIPES = join(ROOT, 'examples/scale');
const read = (file: string): string => readFileSync(join(RECIPES, file), 'utf8');

describe('recipes', () => {
  it.each(readdirSync(RECIPES).filter((file) => file.endsWith('.sh')))('%s is a script that bash reads', (file) => {
    const { status, stderr } = spawnSync('bash', ['-n', join(RECIPES, file)], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('kubernetes.yaml is an Indexed Job that tells its pods how many they are', () => {
    const { spec } = INDEXED_JOB.parse(parse(read('kubernetes.yaml')));
    const { containers, volumes } = spec.template.spec;
    const { env, args, volumeMounts } = containers[0]!;
    expect(volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
    const told = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const parts = Array.from({ length: spec.completions }, (_, index) =>
      shardFrom('auto', { ...told, JOB_COMPLETION_INDEX: String(index) }),
    );
    expect(parts).toEqual([1, 2, 3, 4].map((nth) => ({ nth, of: 4 })));
    expect(args.join()).toContain('--shard auto');
  });

  it('github-actions.yml merges the parts that its matrix makes', () => {
    const { jobs } = z
      .object({
        jobs: z.object({
          part: z.object({
            strategy: z.object({ matrix: z.object({ part: z.array(z.int()) }) }),
            env: z.record(z.string(), z.string()),
          }),
          whole: z.object({ needs: z.literal('part'), steps: z.array(z.object({ run: z.string().optional() })) }),
        }),
      })
      .parse(parse(read('github-actions.yml')));
    expect(Object.keys(jobs.part.env)).toEqual(['STRATEGY_JOB_INDEX', 'STRATEGY_JOB_TOTAL']);
    const merged = jobs.part.strategy.matrix.part.map((nth) => `part-${nth}`).join(' ');
    expect(jobs.whole.steps.map(({ run }) => run ?? '').join()).toContain(`merge ${merged} `);
  });

  it('docs/scale.md names every recipe', () => {
    const docs = readFileSync(join(ROOT, 'docs/scale.md'), 'utf8');
    for (const file of readdirSync(RECIPES)) expect(docs, file).toContain(`examples/scale/${file}`);
  });
});
