import type { Process } from '../../kernel/index.js';

/** Thrown (never an Error: nothing is wrong with the program) where work failed for good and its caller is told. */
export const FAILED: unique symbol = Symbol('the last attempt failed');

/** What comes of work: its result, or FAILED where it failed for good. */
export function* orFailed<T>(work: Process<T>): Process<T | typeof FAILED> {
  try {
    return yield* work;
  } catch (thrown) {
    if (thrown !== FAILED) throw thrown;
    return FAILED;
  }
}
