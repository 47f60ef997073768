/** How tasks differ: what they are about, what arrives, how large and how hard they are. */
import type { Distribution } from './distribution.js';

export interface BriefSpec {
  readonly tokens: number;
  /** Coefficient of variation of its length from task to task, beside their size; 0: it is the same for all of one size. */
  readonly cv: number;
  readonly claims: number;
  readonly falseClaims: number;
  /** How many of its claims the delivery owes. */
  readonly owed: number;
  /** What it is made of, in order; none: it is one piece. */
  readonly parts: readonly { readonly name: string; readonly tokens: number }[];
}

/** Tasks that are alike in some way: small ones, huge ones. */
export interface TaskKind {
  readonly name: string;
  readonly share: number;
  /** A constant is a factor on the size of tasks; any other distribution stands in its place. */
  readonly size: Distribution;
  /** Factor on the odds of errors. */
  readonly difficulty: number;
  /** Of the brief; null: as of every task. */
  readonly briefTokens: number | null;
}

export interface Topic {
  readonly name: string;
  readonly share: number;
}
