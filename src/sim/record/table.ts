type Column = Int32Array | Float64Array | Uint8Array;

/**
 * Rows as columns of typed arrays that grow by doubling and are kept between runs: in steady state nothing is allocated.
 * `columns` is replaced when it grows, so read it anew after `add`.
 */
export class Table<C extends { [name: string]: Column }> {
  length = 0;
  private capacity = 64;
  readonly columns: C;

  constructor(make: (capacity: number) => C) {
    this.columns = make(this.capacity);
  }

  /** The index of a new row, whose cells hold whatever was there before: the caller writes them all. */
  add(): number {
    if (this.length === this.capacity) this.grow();
    return this.length++;
  }

  clear(): void {
    this.length = 0;
  }

  private grow(): void {
    this.capacity *= 2;
    const columns: { [name: string]: Column } = this.columns;
    for (const name of Object.keys(columns)) {
      const old = columns[name]!;
      const Kind = old.constructor as new (length: number) => Column;
      const next = new Kind(this.capacity);
      next.set(old);
      columns[name] = next;
    }
  }
}
