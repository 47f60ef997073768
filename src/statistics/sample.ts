/** Values that are kept of very many: enough for a 95th percentile that is off by a third of a percentile. */
const MOST = 8192;

/**
 * A systematic sample of a long series: every value until there are too many, then every second, every fourth and so on,
 * always spread evenly over the whole series. No luck is needed, and the memory has a bound.
 */
export class Sample {
  private values = new Float64Array(256);
  private length = 0;
  private every = 1;
  private offered = 0;

  add(value: number): void {
    if (this.offered++ % this.every !== 0) return;
    if (this.length === MOST) {
      this.thin();
      // Of the value at hand, too, it depends on its place.
      if ((this.offered - 1) % this.every !== 0) return;
    }
    if (this.length === this.values.length) this.values = grown(this.values);
    this.values[this.length++] = value;
  }

  /** The values that were kept, in their order. */
  kept(): Float64Array {
    return this.values.slice(0, this.length);
  }

  private thin(): void {
    for (let i = 0; 2 * i < this.length; i++) this.values[i] = this.values[2 * i]!;
    this.length = Math.ceil(this.length / 2);
    this.every *= 2;
  }
}

/** The same values with room for as many again. */
export function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(2 * values.length);
  next.set(values);
  return next;
}
