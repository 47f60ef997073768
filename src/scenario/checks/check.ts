import type { KeyPath } from '../plain-data.js';

/** Reports one mistake at a path. */
export type SayProblem = (path: KeyPath, message: string, next: string, at?: 'key' | 'value') => void;

/** What is wrong with a value, and the next step. */
export interface Trouble {
  readonly message: string;
  readonly next: string;
}

/** What every structural check is given. */
export interface Check {
  /** The file as plain data; anything in it may have any type. */
  readonly raw: unknown;
  /** The keys of `agents` but for `defaults`. */
  readonly roles: readonly string[];
  /** The schema that a dotted path leads to takes this value, or why not; `what` says what the value is to it. */
  readonly trial: (path: readonly string[], value: unknown, what: string) => Trouble | null;
  readonly report: SayProblem;
  readonly warn: SayProblem;
}
