import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index.js';
import type { Assignment } from '../../src/study/assignment.js';
import { type Job, job, LocalExecutor } from '../../src/study/executor.js';
import { gathering } from '../../src/study/gather.js';
import { QueueProblem, queueNames } from '../../src/workers/queue/connection.js';
import { QueueExecutor } from '../../src/workers/queue/executor.js';
import { poisonOf } from '../../src/workers/queue/poison.js';
import { QueueWorker, type WorkerNews } from '../../src/workers/queue/worker.js';
import { ROOT } from '../cli/helper.js';
import { builtin, scenarioOf } from '../sim/helper.js';
import { redisProgram, TestRedis } from './redis.js';

const monitor = { progress: () => undefined, pause: () => Promise.resolve(false) };
const scenario = scenarioOf(builtin('payments'));
const study = (runs = 1000) => gathering(scenario, ['workflow'], measures, { key: 3, runs }, 'replications');
/** Threads cannot load what is not built. */
const BUILT = pathToFileURL(join(ROOT, 'dist/workers/queue/batch-thread.js'));

const program = redisProgram();

describe.skipIf(program === null)('a queue', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await TestRedis.start(program!);
  });
  afterAll(() => redis.stop());

  const worker = (news: WorkerNews[] = [], script = BUILT): Promise<QueueWorker> =>
    QueueWorker.start({ url: redis.url, threads: 1, script, tell: (one) => news.push(one) });

  async function throughQueue(jobs: readonly Job[], said: string[] = []): Promise<boolean> {
    const executor = await QueueExecutor.connect(redis.url, monitor, (sentence) => said.push(sentence));
    try {
      return await executor.work(jobs);
    } finally {
      await executor.close();
    }
  }

  it('gives what one thread gives, does each batch once, and leaves no batch behind', async () => {
    const news: WorkerNews[] = [];
    const [alone, queued] = [study(), study()];
    const one = await worker(news);
    await new LocalExecutor(monitor).work(alone.jobs);
    const done: number[] = [];
    const told = queued.jobs.map((each, i) => ({ ...each, done: () => void done.push(i) }));
    expect(await throughQueue(told)).toBe(true);
    await one.close();
    expect(queued.gathered.results()).toEqual(alone.gathered.results());
    expect([news.length, [...done].sort()]).toEqual([5, [0, 1, 2, 3, 4]]);
    const client = new Redis(redis.url);
    expect(await client.keys('rehearse:result:*')).toEqual([]);
    expect(await client.llen(`rehearse:${queueNames.queue()}:wait`)).toBe(0);
    client.disconnect();
  });

  it('serves two coordinators of one study, and one that comes when the batches are done', async () => {
    const alone = study(400);
    await new LocalExecutor(monitor).work(alone.jobs);
    const both = [study(400), study(400)];
    const one = await worker();
    await Promise.all(both.map(({ jobs }) => throughQueue(jobs)));
    const [late, results] = [study(400), alone.gathered.results()];
    await throughQueue(late.jobs);
    for (const { gathered } of [...both, late]) expect(gathered.results()).toEqual(results);
    await one.close();
  });

  it('reports a poisoned batch with its replication, and tries it once', async () => {
    const news: WorkerNews[] = [];
    const one = await worker(news);
    const poisoned = { ...(study().jobs[1]!.assignment as Assignment), measures: ['no-such-measure'] };
    const given = throughQueue([job(poisoned as Assignment, '', () => undefined)]);
    await expect(given).rejects.toThrow(
      /^The replications 200 to 399 of 'payments' could not be simulated: replication 200 under workflow fails: .*\.$/,
    );
    await one.close();
    expect(news.filter(({ fault }) => fault !== null)).toHaveLength(1);
  });

  it('gives up a batch of which threads die, after three attempts', async () => {
    const news: WorkerNews[] = [];
    const deadly = new URL(`data:text/javascript,${encodeURIComponent(DEADLY)}`);
    const one = await worker(news, deadly);
    await expect(throughQueue(study(200).jobs)).rejects.toThrow(
      "The replications 0 to 199 of 'payments' could not be simulated: the thread ended with 7.",
    );
    await one.close();
    expect(news).toHaveLength(3);
  });

  it('is refused by a worker with another simulator, and tells of workers that are none of its own', async () => {
    const one = await worker();
    const queue = new Queue(queueNames.queue(), { connection: { url: redis.url }, prefix: queueNames.prefix });
    const asked = await queue.add('replicate', { version: '0.0.9', program: 'x', scenario: '', key: 'k', rest: {} });
    while ((await asked.getState()) !== 'failed') await new Promise((next) => setTimeout(next, 5));
    const failed = await queue.getJob(asked.id!);
    expect(failed!.failedReason).toMatch(/has version .* with another simulator than the version 0\.0\.9 that asked$/);
    await Promise.all([one.close(), queue.close()]);
  });

  it('needs a server that answers', async () => {
    const refused = QueueExecutor.connect('redis://127.0.0.1:1', monitor, () => undefined);
    await expect(refused).rejects.toMatchObject({ next: expect.stringContaining('redis-server') });
    await expect(QueueExecutor.connect('localhost', monitor, () => undefined)).rejects.toBeInstanceOf(QueueProblem);
  }, 30_000);
});

/** A thread that does not come back. */
const DEADLY = "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(7));";

it('a replication that fails is found among those of its batch, with the pattern under which it does', () => {
  const { assignment } = gathering(scenario, ['single-agent', 'workflow'], measures, { key: 3, runs: 200 }, '')
    .jobs[0]!;
  const seen: Assignment[] = [];
  const carry = (one: Assignment): void => {
    seen.push(one);
    if (one.kind === 'replicate' && one.range.from === 137 && one.patterns[0] === 'workflow') throw new Error('boom');
  };
  expect(poisonOf(assignment, new Error('whole'), carry)).toBe('replication 137 under workflow fails: boom');
  expect(seen).toHaveLength(2 * 138);
  expect(poisonOf(assignment, new Error('only as a whole'), () => undefined)).toBe('only as a whole');
});
