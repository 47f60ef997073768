import { type Assignment, carryOut, effortOf, type ResultOf } from './assignment.js';
import { builtInCatalogue, type Catalogue } from './catalogue.js';
import type { Watch } from './watch.js';

/** An assignment, and who takes what comes of it. */
export interface Job<A extends Assignment = Assignment> {
  readonly assignment: A;
  /** What is said while it is being done: "replications". */
  readonly what: string;
  /** 'enough': no further job of this round is needed. */
  readonly take: (result: ResultOf<A>) => undefined | 'enough';
}

/**
 * Whoever does the work: this thread, several of them, or, with what other machines have finished already, nobody at all.
 * Jobs are taken in their order, whoever is done first, so that a study comes to the same bytes with any crew.
 */
export interface Crew {
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

/** Counts what is done of a round and tells the watch. */
export class Progress {
  private done = 0;
  private readonly all: number;

  constructor(
    jobs: readonly Job[],
    private readonly watch: Watch,
    private readonly share: readonly [number, number],
  ) {
    this.all = jobs.reduce((sum, { assignment }) => sum + effortOf(assignment), 0);
  }

  add({ assignment, what }: Job): void {
    const [from, to] = this.share;
    this.done += effortOf(assignment);
    this.watch.progress(from + ((to - from) * this.done) / this.all, what);
  }
}

/** Everything in this thread, one after the other. */
export class Alone implements Crew {
  constructor(
    private readonly watch: Watch,
    private readonly catalogue: Catalogue = builtInCatalogue,
  ) {}

  async work(jobs: readonly Job[], share: readonly [number, number] = [0, 1]): Promise<boolean> {
    const progress = new Progress(jobs, this.watch, share);
    for (const job of jobs) {
      if (await this.watch.pause()) return false;
      const enough = job.take(carryOut(job.assignment, this.catalogue));
      progress.add(job);
      if (enough === 'enough') return true;
    }
    return true;
  }
}
