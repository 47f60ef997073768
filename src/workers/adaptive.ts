import { type RowWriter, writeRowsHere } from '../report/exporters/csv.js';
import { effortOf } from '../study/assignment.js';
import { type Executor, type Job, LocalExecutor } from '../study/executor.js';
import type { StudyMonitor } from '../study/monitor.js';
import { ThreadExecutor } from './threads.js';

/**
 * Tasks that are worth a thread. Each thread compiles and optimizes the simulator for itself, which takes as long as
 * simulating about so many tasks: below this, a second thread costs more processor time than it saves waiting.
 */
const TASKS_PER_THREAD = 50_000;

/** As many threads as were asked for, however little there is to do. */
export const AS_ASKED = 1;

/** How many threads, of `most`, are worth so much work. */
export function threadsFor(effort: number, most: number, tasksPerThread = TASKS_PER_THREAD): number {
  return Math.max(1, Math.min(most, Math.floor(effort / tasksPerThread)));
}

/** Does little work in this thread, and more of it in as many threads as it is worth. */
export class AdaptiveExecutor implements Executor {
  private readonly local: LocalExecutor;
  private threads: ThreadExecutor | null = null;
  private effort = 0;

  constructor(
    private readonly most: number,
    private readonly monitor: StudyMonitor,
    private readonly tasksPerThread = TASKS_PER_THREAD,
  ) {
    this.local = new LocalExecutor(monitor);
  }

  async work(jobs: readonly Job[], share?: readonly [number, number]): Promise<boolean> {
    this.effort += jobs.reduce((sum, { assignment }) => sum + effortOf(assignment), 0);
    const count = threadsFor(this.effort, this.most, this.tasksPerThread);
    // Threads that are there have compiled the simulator already.
    if (this.threads === null && count > 1) this.threads = new ThreadExecutor(count, this.monitor);
    return await (this.threads ?? this.local).work(jobs, share);
  }

  /** Writes rows of a large file where the work was done. */
  get rowWriter(): RowWriter {
    const writer = (): RowWriter => this.threads?.rowWriter ?? writeRowsHere;
    return {
      get threads() {
        return writer().threads;
      },
      write: (rows) => writer().write(rows),
    };
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.threads?.close();
  }
}
