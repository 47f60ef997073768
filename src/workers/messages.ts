import type { RunsRows } from '../report/exporters/csv.js';
import type { Assignment, ResultOf } from '../study/assignment.js';

/** To a thread: parts of a round to claim, or rows to write. */
export type ThreadRequest = RoundRequest | WriteRequest;

export interface RoundRequest {
  readonly kind: 'round';
  readonly round: number;
  readonly parts: readonly Assignment[];
  /** In which order this thread claims them. */
  readonly order: readonly number[];
  readonly claims: SharedArrayBuffer;
}

export interface WriteRequest {
  readonly kind: 'write';
  readonly id: number;
  readonly rows: readonly RunsRows[];
}

/** From a thread. */
export type ThreadReply =
  | { readonly kind: 'part'; readonly round: number; readonly part: number; readonly result: ResultOf<Assignment> }
  | { readonly kind: 'fault'; readonly round: number; readonly error: unknown }
  | { readonly kind: 'written'; readonly id: number; readonly text: Uint8Array };
