import { deserialize, serialize } from 'node:v8';
import { type Assignment, carryOut } from '../study/assignment.js';
import type { Executor, Job } from '../study/executor.js';
import { type AssignmentResult, assignmentKey } from './packing.js';

/** Finished assignments, wherever they are kept. */
export interface AtHand {
  has(assignment: Assignment): boolean;
  find(assignment: Assignment): AssignmentResult | undefined;
}

/** Finished assignments by what they were: the same assignment has the same result wherever it was done. */
export class Store implements AtHand {
  private constructor(private readonly results: Map<string, AssignmentResult>) {}

  static empty(): Store {
    return new Store(new Map());
  }

  /** @throws Error where the bytes are not those of a store. */
  static read(bytes: Uint8Array): Store {
    const content: unknown = deserialize(bytes);
    if (!(content instanceof Map)) throw new Error('no finished assignments in it');
    return new Store(content as Map<string, AssignmentResult>);
  }

  bytes(): Uint8Array {
    return serialize(this.results);
  }

  get size(): number {
    return this.results.size;
  }

  add(assignment: Assignment, result: AssignmentResult): void {
    this.results.set(assignmentKey(assignment), result);
  }

  addAll(other: Store): void {
    for (const [key, result] of other.results) this.results.set(key, result);
  }

  find(assignment: Assignment): AssignmentResult | undefined {
    return this.results.get(assignmentKey(assignment));
  }

  has(assignment: Assignment): boolean {
    return this.results.has(assignmentKey(assignment));
  }
}

/** An executor that has some of the work at hand already; another one does the rest. */
export class CachedExecutor implements Executor {
  constructor(
    private readonly store: AtHand,
    private readonly others: Executor,
    /** Told of each round: how many of so many jobs are at hand. */
    private readonly tell: (there: number, jobs: number) => void = () => undefined,
  ) {}

  async work(jobs: readonly Job[], share?: readonly [number, number]): Promise<boolean> {
    const missing = new Set(jobs.filter(({ assignment }) => !this.store.has(assignment)));
    this.tell(jobs.length - missing.size, jobs.length);
    let next = 0;
    let isEnough = false;
    /** Takes what is at hand, up to the first job that is not. */
    const takeAtHand = (): void => {
      for (; next < jobs.length && !isEnough; next++) {
        const { assignment, take } = jobs[next]!;
        if (missing.has(jobs[next]!)) return;
        // What was lost since it was looked at is done again, here.
        isEnough = take(this.store.find(assignment) ?? carryOut(assignment)) === 'enough';
      }
    };
    takeAtHand();
    if (isEnough) return true;
    const rest = [...missing].map((job): Job => {
      const take = (result: AssignmentResult): undefined | 'enough' => {
        isEnough = job.take(result) === 'enough';
        next++;
        takeAtHand();
        return isEnough ? 'enough' : undefined;
      };
      return { ...job, take };
    });
    return this.others.work(rest, share);
  }
}

/** Thrown where a shard's part of a study is done: what follows needs the other parts. */
export class ShardDone extends Error {}

/** Which part of a study is done here: every `of`-th job from the nth on, counted from 1. */
export interface ShardPart {
  readonly nth: number;
  readonly of: number;
}

/** An executor that does one part of the first round, and then stops. */
export class ShardExecutor implements Executor {
  readonly store = Store.empty();

  constructor(
    private readonly part: ShardPart,
    private readonly others: Executor,
  ) {}

  async work(jobs: readonly Job[]): Promise<never> {
    const { nth, of } = this.part;
    const mine = jobs
      .filter((_, i) => i % of === nth - 1)
      .map((job): Job => {
        const take = (result: AssignmentResult): undefined => {
          this.store.add(job.assignment, result);
          return undefined;
        };
        return { ...job, take };
      });
    await this.others.work(mine);
    throw new ShardDone();
  }
}
