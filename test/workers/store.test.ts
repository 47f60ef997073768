import { describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index.js';
import type { Replicate } from '../../src/study/assignment.js';
import { type Job, LocalExecutor } from '../../src/study/executor.js';
import { gathering } from '../../src/study/gather.js';
import { CachedExecutor, ShardDone, ShardExecutor, Store } from '../../src/workers/store.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const alone = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });
const scenario = scenarioOf(builtin('payments'));
const study = (runs = 1400, then?: () => 'enough' | undefined) =>
  gathering(scenario, ['workflow', 'pipeline'], measures, { key: 3, runs }, 'replications', then);

/** What a shard has done, through the bytes of its file. */
async function shard(nth: number, of: number): Promise<Store> {
  const part = new ShardExecutor({ nth, of }, alone);
  await expect(part.work(study().jobs)).rejects.toBeInstanceOf(ShardDone);
  return Store.read(part.store.bytes());
}

/** Counts what is left to do. */
function counting() {
  const done: Job[] = [];
  const work = (jobs: readonly Job[]): Promise<boolean> => {
    done.push(...jobs);
    return alone.work(jobs);
  };
  return { done, work };
}

describe('shards', () => {
  it('do each job once between them, and together what one executor does', async () => {
    const shards = await Promise.all([1, 2, 3].map((nth) => shard(nth, 3)));
    expect(shards.map(({ size }) => size)).toEqual([3, 2, 2]);
    const all = Store.empty();
    for (const one of shards) all.addAll(one);
    const [merged, whole] = [study(), study()];
    const rest = counting();
    expect(await new CachedExecutor(all, rest).work(merged.jobs)).toBe(true);
    await alone.work(whole.jobs);
    expect(rest.done).toEqual([]);
    expect(merged.gathered.results()).toEqual(whole.gathered.results());
  });

  it('leave what nobody did to whoever merges, in the right order', async () => {
    const [merged, whole] = [study(), study()];
    const rest = counting();
    await new CachedExecutor(await shard(2, 3), rest).work(merged.jobs);
    await alone.work(whole.jobs);
    expect(rest.done.length).toBe(5);
    expect(merged.gathered.results()).toEqual(whole.gathered.results());
  });

  it('are of no use to another study: another key, pattern or limit', async () => {
    const store = await shard(1, 1);
    const { assignment } = study().jobs[0] as Job<Replicate>;
    const { provider } = scenario;
    expect(store.find(assignment)).toBeDefined();
    expect(store.find({ ...assignment, key: 4 })).toBeUndefined();
    expect(store.find({ ...assignment, patterns: ['pipeline'] })).toBeUndefined();
    const limited = { ...scenario, provider: { ...provider, requestsPerMinute: 60 } };
    const unlimited = { ...scenario, provider: { ...provider, requestsPerMinute: Number.POSITIVE_INFINITY } };
    expect(store.find({ ...assignment, scenario: limited })).toBeUndefined();
    expect(store.find({ ...assignment, scenario: unlimited })).toBeDefined();
  });

  it('stop where there is enough, at hand or not', async () => {
    for (const store of [Store.empty(), await shard(1, 1)]) {
      const { gathered, jobs } = study(1400, () => (gathered.done >= 600 ? 'enough' : undefined));
      expect(await new CachedExecutor(store, alone).work(jobs)).toBe(true);
      expect(gathered.done).toBe(600);
    }
  });
});

it('a file that is no store is refused', () => {
  expect(() => Store.read(new Uint8Array([1, 2, 3]))).toThrow();
});
