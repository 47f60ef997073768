import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { TaskState } from '../team/task-state.js';

interface Compaction {
  /** Which use of its state the task is. */
  readonly opening: number;
  readonly state: TaskState;
  /** Artifacts that the summary stands for, in the order in which they were read. */
  readonly covered: readonly number[];
  readonly summary: Artifact;
}

/** What one participant has compacted: where a later context begins with the same, the summary stands in its place. */
export class Compactions {
  private kept: Compaction[] = [];

  keep(state: TaskState, context: Context, summary: Artifact): void {
    const covered = context.list().map(({ id }) => id);
    const others = this.kept.filter((one) => one.opening === one.state.openings);
    this.kept = [...others, { opening: state.openings, state, covered, summary }];
  }

  /** The context with the longest summary that fits it; the context itself where there is none. */
  recall(state: TaskState, context: Context): Context {
    const known = this.longest(state, context);
    if (known === null) return context;
    const short = state.exchange.context('messages').append(known.summary);
    for (let i = known.covered.length; i < context.length; i++) short.appendFrom(context, i);
    return short;
  }

  has(state: TaskState, context: Context): boolean {
    return this.kept.length > 0 && this.longest(state, context) !== null;
  }

  private longest(state: TaskState, context: Context): Compaction | null {
    let longest: Compaction | null = null;
    for (const one of this.kept) {
      const { covered } = one;
      const isOf = one.state === state && one.opening === state.openings && covered.length <= context.length;
      if (!isOf || (longest !== null && covered.length <= longest.covered.length)) continue;
      if (covered.every((id, i) => context.at(i).id === id)) longest = one;
    }
    return longest;
  }
}
