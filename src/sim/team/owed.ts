import { MAX_INDEX, Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import type { LeafStep, WorkLayout } from './work-layout.js';

/** What of a task decides on what it owes: the steps that it needs, and how much of each. */
interface OwingTask {
  readonly needed: Uint8Array;
  keysOf(leaf: LeafStep): readonly number[];
  claimsOf(leaf: LeafStep, usual: number): number;
}

/**
 * The points that the delivery of a task owes. A needed step owes all its claims, except those that a summary after it (a
 * step with `carry` below 1) does not count among what is worth keeping; or as many as it says itself. The brief owes as many
 * of its claims as it says.
 */
export class Owed {
  /** Point -> 1 where it is owed. */
  readonly owed = new Uint8Array(MAX_INDEX);
  readonly points: number[] = [];
  /** By leaf, the steps after it that keep a part only. */
  private readonly summaries: readonly (readonly LeafStep[])[];

  constructor(
    private readonly layout: WorkLayout,
    private readonly owedOfBrief: number,
  ) {
    const { leaves } = layout;
    const summaries = leaves.map((): LeafStep[] => []);
    for (const other of leaves) {
      if (other.spec.carry < 1) for (const before of allBefore(other, leaves)) summaries[before]!.push(other);
    }
    this.summaries = summaries;
  }

  /** Whether what is owed may differ from one task to the next, though all steps are needed. */
  get varies(): boolean {
    return this.summaries.some((summaries) => summaries.length > 0);
  }

  open(luck: TaskLuck, task: OwingTask): void {
    const { needed } = task;
    for (const point of this.points) this.owed[point] = 0;
    this.points.length = 0;
    for (const point of this.layout.briefKeys.slice(0, this.owedOfBrief)) this.add(point);
    for (const leaf of this.layout.leaves) {
      if (needed[leaf.index] === 0) continue;
      const owes = leaf.spec.owes === null ? null : task.claimsOf(leaf, leaf.spec.owes);
      for (const [i, point] of task.keysOf(leaf).entries()) {
        const isOwed =
          owes !== null
            ? i < owes
            : this.summaries[leaf.index]!.every(
                ({ index, address, spec }) =>
                  needed[index] === 0 || luck.uniform(Purpose.carry, address, point) < spec.carry,
              );
        if (isOwed) this.add(point);
      }
    }
  }

  private add(point: number): void {
    this.owed[point] = 1;
    this.points.push(point);
  }
}

/** Indexes of all the steps before one, however far back. */
function allBefore(step: LeafStep, leaves: readonly LeafStep[]): ReadonlySet<number> {
  const before = new Set(step.after);
  // A set that grows is gone through to its end.
  for (const index of before) for (const earlier of leaves[index]!.after) before.add(earlier);
  return before;
}
