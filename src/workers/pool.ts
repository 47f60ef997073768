import { Tinypool } from 'tinypool';
import type { Scribe } from '../report/exporters/csv.js';
import type { Assignment, ResultOf } from '../study/assignment.js';
import { type Crew, type Job, Progress } from '../study/executor.js';
import type { Watch } from '../study/watch.js';

type Result = ResultOf<Assignment>;

/** Jobs that are handed out before the first of them is taken, for each thread: nobody waits, and little is kept. */
const AHEAD = 4;

/** Several threads. Whoever is done first, jobs are taken in their order. */
export class Pool implements Crew {
  private readonly threads: Tinypool;

  constructor(
    private readonly size: number,
    private readonly watch: Watch,
  ) {
    const filename = new URL('./worker.js', import.meta.url).href;
    this.threads = new Tinypool({ filename, minThreads: size, maxThreads: size });
  }

  async work(jobs: readonly Job[], share: readonly [number, number] = [0, 1]): Promise<boolean> {
    const progress = new Progress(jobs, this.watch, share);
    const out: Promise<Result>[] = [];
    for (const [nth, job] of jobs.entries()) {
      while (out.length < Math.min(jobs.length, nth + AHEAD * this.size)) out.push(this.hand(jobs[out.length]!));
      if (await this.watch.pause()) return false;
      const enough = job.take(await out[nth]!);
      // What was taken is let go.
      delete out[nth];
      progress.add(job);
      if (enough === 'enough') return true;
    }
    return true;
  }

  private hand({ assignment }: Job): Promise<Result> {
    const result: Promise<Result> = this.threads.run(assignment, { name: 'work' });
    // Nobody may be left to hear of it: the round was interrupted, or there is enough.
    result.catch(() => undefined);
    return result;
  }

  /** Writes rows of a large file in another thread. */
  get scribe(): Scribe {
    return { threads: this.size, write: (rows) => this.threads.run(rows, { name: 'write' }) };
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.threads.destroy();
  }
}
