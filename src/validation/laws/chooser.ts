import { Luck, Purpose } from '../../sim/luck/luck.js';

/** Choices from a seeded source, in the order in which they are asked for: a scenario of its own for each number. */
export class Chooser {
  private readonly luck: Luck;
  private next = 0;

  constructor(key: number, nth: number) {
    this.luck = new Luck(key);
    this.luck.replication = nth;
  }

  /** Uniform on (0, 1). */
  unit(): number {
    return this.luck.uniform(Purpose.needed, 0, 0, this.next++);
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  one<T>(of: readonly T[]): T {
    return of[Math.floor(this.unit() * of.length)]!;
  }
}
