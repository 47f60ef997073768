/** The kinds of questions that a scenario asks; the first sentence of a report, its figures and its first chart follow from it. */
export const QUESTION_KINDS = ['choose', 'threshold', 'growth', 'what-if', 'mechanism'] as const;

export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What a scenario's question is about. */
export interface Asks {
  readonly kind: QuestionKind;
  /** Patterns that it is about, the first one foremost; none: whichever the results single out. */
  readonly patterns: readonly string[];
  /** Measures that it is about, the first one foremost; none: the objectives. */
  readonly measures: readonly string[];
  /** The condition in words, without "if": what holds at the last size of the growth; null: its label and size say it. */
  readonly condition: string | null;
}
