/** How a call goes, once its model has it. */
export interface Fate {
  /** Seconds; Infinity: it hangs. */
  readonly duration: number;
  readonly status: number;
  /** Seconds before the model begins, and seconds in which it reads, of a call that comes back; the rest it writes. */
  readonly first: number;
  readonly reading: number;
}
