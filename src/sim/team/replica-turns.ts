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

  /** Waits for the turn of a replica; true: a place was taken, which has to be given back. */
  *take({ index, spec }: LeafStep): Process<boolean> {
    const first = index - spec.replica;
    if (spec.stagger > 0) {
      const begun = this.begunAt.get(first) ?? this.sim.now;
      this.begunAt.set(first, begun);
      const wait = begun + spec.replica * spec.stagger - this.sim.now;
      if (wait > 0) yield wait;
    }
    if (spec.atOnce === Number.POSITIVE_INFINITY) return false;
    let places = this.atWork.get(first);
    if (places === undefined) {
      places = new Resource(this.sim, spec.atOnce);
      this.atWork.set(first, places);
    }
    return yield* places.acquire();
  }

  giveBack({ index, spec }: LeafStep): void {
    this.atWork.get(index - spec.replica)?.release();
  }
}
