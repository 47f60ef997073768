/** What came of disturbing one pattern on purpose. */
export interface Disturbed {
  /** One entry per participant, the worst first. */
  readonly knockOuts: readonly KnockOutResult[];
  /**
   * A step with an agent of its own is added after each step in turn. Null where the pattern cannot do the larger task (a
   * team that names its members).
   */
  readonly stepsAdded: readonly StepAdded[] | null;
}

/** What came of adding one step. */
export interface StepAdded {
  /** Participants whose set of neighbours changed. */
  readonly neighboursChanged: number;
  /** Files and prompts that read otherwise. */
  readonly placesEdited: number;
}

/** What came of the tasks when one participant went down for good at a random moment. */
export interface KnockOutResult {
  readonly participant: string;
  /**
   * Per replication: share of its tasks that were lost, or delivered without one of their steps; NaN where it was not tried,
   * or the task came to nothing anyway.
   */
  readonly lost: Float64Array;
}
