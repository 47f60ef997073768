import { type Process, Resource, type Simulator } from '../../kernel/index.js';
import type { LeafStep, WorkLayout } from './work-layout.js';

/** When the replicas of a step may begin, for one task: one some time after the other, and so many at once at most. */
export class ReplicaTurns {
  /** By the leaf of the first replica: when that was begun, seconds. */
  private readonly begunAt = new Map<number, number>();
  /** By the same: those that are at work. */
  private readonly atWork = new Map<number, Resource>();

  private constructor(private readonly sim: Simulator) {}

  /** Null where all may always begin. */
  static of(sim: Simulator, { leaves }: WorkLayout): ReplicaTurns | null {
    const any = leaves.some(({ spec }) => spec.stagger > 0 || spec.atOnce < Number.POSITIVE_INFINITY);
    return any ? new ReplicaTurns(sim) : null;
  }

  /** For the next task. */
  clear(): void {
    this.begunAt.clear();
    this.atWork.clear();
  }

  /** Does the work of a replica when its turn comes. */
  *inTurn<T>(leaf: LeafStep, work: Process<T>): Process<T> {
    const first = leaf.index - leaf.spec.replica;
    const wait = this.untilStart(leaf, first);
    if (wait > 0) yield wait;
    const places = this.placesOf(leaf, first);
    if (places === null) return yield* work;
    yield* places.acquire();
    try {
      return yield* work;
    } finally {
      places.release();
    }
  }

  /** Seconds, counted from when the first replica was begun; 0 where that is past. */
  private untilStart({ spec }: LeafStep, first: number): number {
    if (spec.stagger === 0) return 0;
    const begun = this.begunAt.get(first) ?? this.sim.now;
    this.begunAt.set(first, begun);
    return begun + spec.replica * spec.stagger - this.sim.now;
  }

  private placesOf({ spec }: LeafStep, first: number): Resource | null {
    if (spec.atOnce === Number.POSITIVE_INFINITY) return null;
    let places = this.atWork.get(first);
    if (places === undefined) {
      places = new Resource(this.sim, spec.atOnce);
      this.atWork.set(first, places);
    }
    return places;
  }
}
