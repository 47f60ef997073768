/**
 * Who does which part of a round, decided as it goes: each thread claims parts in an order of its own. Patterns of one
 * range are claimed from different ends, so that each thread compiles the code of some patterns only, and those that are
 * done sooner go on with what is left.
 */
export class PartClaims {
  private readonly cells: Int32Array;

  /** Of so many parts; or of those that another thread has shared. */
  constructor(parts: number | SharedArrayBuffer) {
    const bytes = Int32Array.BYTES_PER_ELEMENT;
    this.cells = new Int32Array(typeof parts === 'number' ? new SharedArrayBuffer((parts + 1) * bytes) : parts);
  }

  get shared(): SharedArrayBuffer {
    return this.cells.buffer as SharedArrayBuffer;
  }

  /** Whether the part is this thread's to do. */
  claim(part: number): boolean {
    return Atomics.load(this.cells, 0) === 0 && Atomics.exchange(this.cells, part + 1, 1) === 0;
  }

  /** No further part is needed. */
  stop(): void {
    Atomics.store(this.cells, 0, 1);
  }
}

/** The order in which the nth of several threads claims the parts of jobs of such sizes: job by job, from its own end. */
export function claimOrder(sizes: readonly number[], nth: number, threads: number): number[] {
  const order: number[] = [];
  let start = 0;
  for (const size of sizes) {
    const home = threads < 2 ? 0 : (nth * (size - 1)) / (threads - 1);
    const parts = Array.from({ length: size }, (_, i) => i);
    parts.sort((a, b) => Math.abs(a - home) - Math.abs(b - home));
    order.push(...parts.map((part) => start + part));
    start += size;
  }
  return order;
}
