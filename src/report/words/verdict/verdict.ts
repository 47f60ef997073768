/** What is said first: the verdict in one sentence, and the few figures beside it. */
import type { QuestionKind } from '../../../scenario/asks.js';

/** A figure of the first screen. */
export interface Tile {
  /** What it is: "Quality". */
  readonly label: string;
  /** The figure with its unit: "66 %". */
  readonly value: string;
  /** Of whom, against whom, how sure: "maker-checker; 10 points above workflow (8 to 12)". */
  readonly note: string;
}

export interface Verdict {
  readonly kind: QuestionKind;
  /** The answer to the question with its condition in it: at most 20 words. */
  readonly sentence: string;
  /** The numbers behind it, with intervals: at most three sentences. */
  readonly because: readonly string[];
  /** Three or four. */
  readonly tiles: readonly Tile[];
  /** The patterns that it singles out, the foremost first: at most two. */
  readonly about: readonly string[];
  /** The name of the one chart that shows the answer; null where none does. */
  readonly chart: string | null;
}
