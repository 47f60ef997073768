import { describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index.js';
import { plansFor } from '../../src/patterns/plan.js';
import { carryOut, inBatches } from '../../src/study/assignment.js';
import { disturb } from '../../src/study/disturbances.js';
import { job, LocalExecutor } from '../../src/study/executor.js';
import { gathered, gathering } from '../../src/study/gather.js';
import type { Batch } from '../../src/study/replicate.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const QUIET = { progress: () => undefined, pause: () => Promise.resolve(false) };

const batchOf = (name: string, from: number, to: number, overrides: readonly string[] = []): Batch => {
  const scenario = scenarioOf(builtin(name), overrides);
  const patterns = plansFor(scenario, null).plans.map((plan) => plan.name);
  const ids = measures.map(({ id }) => id);
  return carryOut({ kind: 'replicate', scenario, patterns, measures: ids, key: 7, range: { from, to } }) as Batch;
};

describe('batches', () => {
  it.each(['article', 'payments'])('of %s give the same whoever made which of them', (name) => {
    const scenario = scenarioOf(builtin(name));
    const parts = [batchOf(name, 0, 3), batchOf(name, 3, 4), batchOf(name, 4, 12)];
    expect(gathered(scenario, measures, parts).results()).toEqual(
      gathered(scenario, measures, [batchOf(name, 0, 12)]).results(),
    );
  });

  it('of many tasks, too: their values, and who is how busy', () => {
    const overrides = ['workload.tasks=12', 'workload.arrivals.poisson=200/h'];
    const scenario = scenarioOf(builtin('support'), overrides);
    const whole = gathered(scenario, measures, [batchOf('support', 0, 6, overrides)]).results();
    const parts = [0, 2, 4].map((from) => batchOf('support', from, from + 2, overrides));
    expect(gathered(scenario, measures, parts).results()).toEqual(whole);
    expect(whole[0]!.tasks!.get('latency')!.length).toBeGreaterThan(6);
  });

  it('are put together in the order of their replications only', () => {
    const scenario = scenarioOf(builtin('payments'));
    expect(() => gathered(scenario, measures, [batchOf('payments', 2, 3)])).toThrow(RangeError);
  });

  it('hold about as many tasks each, whatever a replication holds', () => {
    const sizes = (tasks: number): number[] => {
      const scenario = scenarioOf(builtin('payments'), [`workload.tasks=${tasks}`]);
      return inBatches(scenario, ['pipeline'], measures, 1, 500).map(({ range }) => range.to - range.from);
    };
    expect(sizes(1)).toEqual([200, 200, 100]);
    expect(new Set(sizes(30))).toEqual(new Set([6, 2]));
    expect(new Set(sizes(1000))).toEqual(new Set([1]));
  });
});

describe('one thread alone', () => {
  const scenario = scenarioOf(builtin('payments'));
  const study = (then?: () => 'enough' | undefined) =>
    gathering(scenario, ['pipeline'], measures, { key: 1, runs: 1000 }, 'replications', then);

  it('does all jobs and fills the bar', async () => {
    const shares: number[] = [];
    const { gathered, jobs } = study();
    const watch = { ...QUIET, progress: (share: number) => void shares.push(share) };
    expect(await new LocalExecutor(watch).work(jobs, [0.5, 1])).toBe(true);
    expect(gathered.done).toBe(1000);
    expect(shares).toEqual([0.6, 0.7, 0.8, 0.9, 1]);
  });

  it('stops where there is enough, and that is no interruption', async () => {
    const { gathered, jobs } = study(() => 'enough');
    expect(await new LocalExecutor(QUIET).work(jobs)).toBe(true);
    expect(gathered.done).toBe(200);
  });

  it('stops when it is told to, and keeps what is finished', async () => {
    let looks = 0;
    const { gathered, jobs } = study();
    expect(await new LocalExecutor({ ...QUIET, pause: async () => ++looks > 3 }).work(jobs)).toBe(false);
    expect(gathered.done).toBe(600);
  });

  it('hands each result to whoever asked for it', async () => {
    const found: string[] = [];
    const assignment = {
      kind: 'disturb',
      scenario,
      pattern: 'workflow',
      key: 1,
      replications: 3,
      measures: [],
    } as const;
    await new LocalExecutor(QUIET).work([
      job(assignment, 'disturbing', ({ weakest }) => {
        found.push(weakest);
        return undefined;
      }),
    ]);
    expect(found).toEqual([disturb(scenario, plansFor(scenario, ['workflow']).plans[0]!, 1, 3, []).weakest]);
  });
});
