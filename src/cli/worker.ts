import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { QueueWorker } from '../workers/queue/worker.js';
import { Group, grouped, jobsOption, queueOption, quietOption } from './options.js';
import { Exit, Refusal, whole } from './session.js';
import { atMost, refused } from './threads.js';

interface Options {
  readonly queue?: string;
  readonly jobs?: number;
  readonly idle?: number;
  readonly quiet?: boolean;
}

export function addWorker(program: Command): void {
  program
    .command('worker')
    .description(
      'Does the work of studies that run with `--queue`, on this machine, until it is stopped. Any number of workers may come and go: the result does not depend on them. Ctrl-C finishes the batches in hand; what a lost machine had in hand, another worker does.',
    )
    .addOption(queueOption('take batches from this Redis server, as in redis://host:6379'))
    .addOption(jobsOption('threads, a batch each (default: one per core)', whole('--jobs', 1)))
    .addOption(
      grouped(Group.effort, '--idle <seconds>', 'end after so long without work (default: never)').argParser(
        whole('--idle', 1),
      ),
    )
    .addOption(quietOption())
    .addHelpText('after', '\nExample:\n  rehearse worker --queue redis://localhost:6379 --idle 60')
    .action(work);
}

async function work({ queue, jobs, idle, quiet }: Options): Promise<void> {
  if (queue === undefined) throw new Refusal('--queue is missing.\n  Give it as in --queue redis://localhost:6379.');
  const threads = atMost(jobs ?? availableParallelism());
  const stopped = stop();
  let done = 0;
  const worker = await QueueWorker.start({
    url: queue,
    threads,
    tell: (news) => {
      done = news.done;
      if (news.fault !== null) process.stderr.write(`A batch failed: ${news.fault}\n`);
    },
  }).catch(refused);
  if (quiet !== true)
    process.stderr.write(`Waiting for batches with ${threads} ${threads === 1 ? 'thread' : 'threads'}.\n`);
  await (idle === undefined ? stopped : Promise.race([stopped, isIdle(worker, idle)]));
  await worker.close();
  if (quiet !== true) process.stderr.write(`${done} ${done === 1 ? 'batch' : 'batches'} done.\n`);
  // A connection to a server that is gone would be tried again without end.
  process.exit(Exit.done);
}

/** The first signal ends it when the batches in hand are finished; the second one at once. */
function stop(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    const ask = (): void => {
      if (isAsked) process.exit(130);
      isAsked = true;
      resolve();
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
  });
}

async function isIdle(worker: QueueWorker, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    let last = performance.now();
    const timer = setInterval(() => {
      if (worker.busy > 0) last = performance.now();
      if (performance.now() - last < seconds * 1000) return;
      clearInterval(timer);
      resolve();
    }, 250);
  });
}
