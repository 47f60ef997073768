import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { type RowWriter, writeRowsHere } from '../report/exporters/csv.js';
import type { Executor } from '../study/executor.js';
import { AdaptiveExecutor, AS_ASKED } from '../workers/adaptive.js';
import { QueueProblem } from '../workers/queue/connection.js';
import { QueueExecutor } from '../workers/queue/executor.js';
import type { StudyJournal } from './journal.js';
import { TerminalMonitor } from './monitor.js';
import { Group, grouped, jobsOption, queueOption } from './options.js';
import { Refusal, whole } from './session.js';

/** What says who does the work of a study. */
export interface WorkersOptions {
  readonly jobs?: number;
  readonly queue?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The options of every command whose work is shared out. */
export function withJobs(command: Command): Command {
  return command
    .addOption(
      jobsOption(
        'threads (default: as many as pay, at most one per core); the result does not depend on it',
        whole('--jobs', 1),
      ),
    )
    .addOption(
      queueOption(
        'leave the work to `rehearse worker` on any machines, through this Redis server, as in redis://host:6379',
      ),
    )
    .addOption(
      grouped(Group.effort, '--fresh', 'begin anew, where a study that was killed or interrupted would be resumed'),
    );
}

/** Threads per core that are of use at most: each takes the memory of a simulator of its own. */
const PER_CORE = 4;

/** So many threads, or as many as are of use on this machine; says so where they are fewer. */
export function atMost(threads: number): number {
  const most = PER_CORE * availableParallelism();
  if (threads <= most) return threads;
  process.stderr.write(
    `--jobs ${threads} is more than ${PER_CORE} threads per core, which only take memory: ${most} are started.\n`,
  );
  return most;
}

/**
 * Runs a study in this thread, in several, or through a queue, with what an earlier process finished of it, and ends the
 * threads and connections whatever happens.
 */
export async function onWorkers<T>(
  options: WorkersOptions,
  journal: StudyJournal,
  study: (executor: Executor, monitor: TerminalMonitor, rowWriter: RowWriter) => Promise<T>,
): Promise<T> {
  await journal.open();
  const monitor = new TerminalMonitor(options.quiet === true || options.json === true);
  let executor: AdaptiveExecutor | QueueExecutor | null = null;
  try {
    executor = await executorFor(options, monitor);
    const rowWriter = executor instanceof AdaptiveExecutor ? executor.rowWriter : writeRowsHere;
    return await study(journal.over(executor), monitor, rowWriter);
  } catch (error) {
    return refused(error);
  } finally {
    monitor.close();
    await executor?.close();
  }
}

async function executorFor(
  { queue, jobs }: WorkersOptions,
  monitor: TerminalMonitor,
): Promise<AdaptiveExecutor | QueueExecutor> {
  if (queue !== undefined) {
    return await QueueExecutor.connect(queue, monitor, (sentence) => void process.stderr.write(`${sentence}\n`));
  }
  return jobs === undefined
    ? new AdaptiveExecutor(availableParallelism(), monitor)
    : new AdaptiveExecutor(atMost(jobs), monitor, AS_ASKED);
}

/** @throws Refusal with what is wrong with a queue or a disk; every other error as it is. */
export function refused(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
    throw new Refusal(
      'The disk is full.\n  Make room there, or use --out; the same command goes on from what is kept.',
    );
  }
  if (error instanceof QueueProblem) throw new Refusal(`${error.message}\n  ${error.next}`);
  throw error;
}
