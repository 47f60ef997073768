/**
 * The Errors of a model that misuses the kernel. Each names the value or the virtual time, and the remedy if there is
 * one.
 */

export function badSleep(seconds: number, now: number): Error {
  return new Error(`cannot wait for ${seconds} seconds, at time ${now}`);
}

export function notYielded(now: number): Error {
  return new Error(`an operation was called and not yielded: write yield* before it, at time ${now}`);
}

export function yieldedTwice(now: number): Error {
  return new Error(
    `an operation was yielded twice, or by another process: call it where it is yielded, at time ${now}`,
  );
}

export function outsideProcess(now: number): Error {
  return new Error(`an operation was called outside a process, at time ${now}`);
}

export function waitsInFinally(now: number): Error {
  return new Error(`a process that was interrupted waits in a finally block, at time ${now}`);
}
