/** Random choices of the attacks: the same seed gives the same attack on every machine. */
import { Luck, Purpose } from '../../src/sim/luck/luck.js';

export class Dice {
  private readonly luck = new Luck(20_261_201);
  private drawn = 0;

  constructor(seed: number) {
    this.luck.replication = seed;
  }

  uniform(): number {
    return this.luck.uniform(Purpose.needed, 0, 0, this.drawn++);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** A whole number from `low` to `high`. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** @throws RangeError where there is nothing to choose from. */
  one<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError('there is nothing to choose from');
    return values[this.whole(0, values.length - 1)] as T;
  }

  /** Some of the values, in their order. */
  some<T>(values: readonly T[], probability: number): T[] {
    return values.filter(() => this.chance(probability));
  }
}
