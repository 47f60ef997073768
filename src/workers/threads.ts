import { Tinypool } from 'tinypool';
import type { RowWriter } from '../report/exporters/csv.js';
import type { Assignment, ResultOf } from '../study/assignment.js';
import { type Executor, type Job, Progress } from '../study/executor.js';
import type { StudyMonitor } from '../study/monitor.js';

type AssignmentResult = ResultOf<Assignment>;

/** Jobs that are handed out before the first of them is taken, for each thread: nobody waits, and little is kept. */
const AHEAD = 4;

/** Several threads. Whoever is done first, jobs are taken in their order. */
export class ThreadExecutor implements Executor {
  private readonly threads: Tinypool;

  constructor(
    private readonly size: number,
    private readonly monitor: StudyMonitor,
  ) {
    const filename = new URL('./worker.js', import.meta.url).href;
    this.threads = new Tinypool({ filename, minThreads: size, maxThreads: size });
  }

  async work(jobs: readonly Job[], share: readonly [number, number] = [0, 1]): Promise<boolean> {
    const progress = new Progress(jobs, this.monitor, share);
    const out: Promise<AssignmentResult>[] = [];
    for (const [nth, job] of jobs.entries()) {
      while (out.length < Math.min(jobs.length, nth + AHEAD * this.size)) out.push(this.hand(jobs[out.length]!));
      if (await this.monitor.pause()) return false;
      const enough = job.take(await out[nth]!);
      // What was taken is let go.
      delete out[nth];
      progress.add(job);
      if (enough === 'enough') return true;
    }
    return true;
  }

  private hand({ assignment }: Job): Promise<AssignmentResult> {
    const result: Promise<AssignmentResult> = this.threads.run(assignment, { name: 'work' });
    // Nobody may be left to hear of it: the round was interrupted, or there is enough.
    result.catch(() => undefined);
    return result;
  }

  /** Writes rows of a large file in another thread. */
  get rowWriter(): RowWriter {
    return { threads: this.size, write: (rows) => this.threads.run(rows, { name: 'write' }) };
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.threads.destroy();
  }
}
