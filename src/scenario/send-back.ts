/** A loop: a step that checks sends work back to an earlier step. */
export interface SendsBack {
  /** Name of an earlier step. */
  readonly to: string;
  /** Times a task. */
  readonly most: number;
  /** Objections that it takes, at least. */
  readonly objections: number;
  /** Tokens of the objections, where they are handed over by themselves. */
  readonly feedback: number;
  readonly onLimit: 'accept' | 'fail';
}
