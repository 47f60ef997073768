import type { MessageGraph } from './graph.js';

/** What a study gives for one pattern. */
export interface PatternRuns {
  readonly name: string;
  /** The participant whose loss costs the most tasks, if that was measured. */
  readonly weakest?: string;
  /** Messages between participants, if they were measured. */
  readonly graph?: MessageGraph;
  /**
   * Measure id -> one value per replication, in replication order; NaN where undefined. Holds those of the comparison, and the
   * parts that tokens and false claims are taken apart into.
   */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Measured load; runs made by hand have none. */
  readonly load?: PatternLoad;
  /**
   * Of workloads of several tasks: measure id -> values of single tasks of all replications, those after the warm-up
   * (a systematic sample where they are very many); NaN where it is undefined. Quantiles are taken of these.
   */
  readonly tasks?: ReadonlyMap<string, Float64Array>;
}

/** Values of single tasks: a replication's own where it has one, else those that were kept. NaN where undefined. */
export function taskValues({ tasks, columns }: Pick<PatternRuns, 'tasks' | 'columns'>, id: string): Float64Array {
  return tasks?.get(id) ?? columns.get(id) ?? new Float64Array(0);
}

/** The load of a pattern on its participants and the provider, over all replications. */
export interface PatternLoad {
  /** The role, the coordinator, or the provider's limit with the highest load; null: there was no work. */
  readonly busiest: string | null;
  /** Its offered load: work over what could be done in the time in which tasks arrived; NaN where that is no time. */
  readonly load: number;
  /** False: the queue grows without bound. Then no measure that depends on waiting has a value. */
  readonly isSteady: boolean;
  /** More work arrives than it can serve, whether tasks wait without end or time out. */
  readonly isOverloaded: boolean;
  /** First tasks that did not count, on average over the replications. */
  readonly dropped: number;
  /** Tasks that were broken off because they went on without an end; absent: none. */
  readonly brokenOff?: number | undefined;
}
