import { type Assignment, carryOut, effortOf, type ResultOf } from './assignment.js';
import { builtInCatalogue, type Catalogue } from './catalogue.js';
import type { StudyMonitor } from './monitor.js';
import { Worlds } from './worlds.js';

/** An assignment, and where its result goes. */
export interface Job<A extends Assignment = Assignment> {
  readonly assignment: A;
  /** Shown while it is being done: "replications". */
  readonly what: string;
  /** 'enough': no further job of this round is needed. */
  readonly take: (result: ResultOf<A>) => undefined | 'enough';
  /** Told of the result as soon as it is there, in any order and before it is taken. */
  readonly done?: (result: ResultOf<A>) => void;
}

/**
 * Does the work of a study: in this thread, in several, or not at all where other machines have done it already. Results
 * are taken in the order of the jobs, whichever is done first, so that a study gives the same bytes with any executor.
 */
export interface Executor {
  /**
   * Does a round of jobs; `share` of the whole study's progress is filled by it, from and to, in [0, 1]. False: it was
   * interrupted, and the jobs from some place on were not taken.
   */
  work(jobs: readonly Job[], share?: readonly [number, number]): Promise<boolean>;
}

/** A job for a round, its kind forgotten: what is taken is what its own assignment gives. */
export function job<A extends Assignment>(
  assignment: A,
  what: string,
  take: (result: ResultOf<A>) => undefined | 'enough',
): Job {
  return { assignment, what, take: (result) => take(result as ResultOf<A>) };
}

/** Counts what is done of a round and reports it to the monitor. */
export class Progress {
  private done = 0;
  private readonly all: number;

  constructor(
    jobs: readonly Job[],
    private readonly monitor: StudyMonitor,
    private readonly share: readonly [number, number],
  ) {
    this.all = jobs.reduce((sum, { assignment }) => sum + effortOf(assignment), 0);
  }

  add({ assignment, what }: Job): void {
    const [from, to] = this.share;
    this.done += effortOf(assignment);
    this.monitor.progress(from + ((to - from) * this.done) / this.all, what);
  }
}

/** Everything in this thread, one after the other. */
export class LocalExecutor implements Executor {
  private readonly worlds = new Worlds();

  constructor(
    private readonly monitor: StudyMonitor,
    private readonly catalogue: Catalogue = builtInCatalogue,
  ) {}

  async work(jobs: readonly Job[], share: readonly [number, number] = [0, 1]): Promise<boolean> {
    const progress = new Progress(jobs, this.monitor, share);
    for (const job of jobs) {
      if (await this.monitor.pause()) return false;
      const result = carryOut(job.assignment, this.catalogue, this.worlds);
      job.done?.(result);
      const enough = job.take(result);
      progress.add(job);
      if (enough === 'enough') return true;
    }
    return true;
  }
}
