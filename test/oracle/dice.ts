/** Random numbers of the oracle's own: one after the other, as they are needed. The generator is sfc32 of PractRand. */
import type { Distribution } from '../../src/scenario/scenario.js';

export class Dice {
  private a = 0x9e3779b9;
  private b = 0x243f6a88;
  private c: number;
  private counter = 1;

  constructor(seed: number) {
    this.c = seed | 0;
    for (let i = 0; i < 15; i++) this.word();
  }

  /** Uniform on (0, 1). */
  uniform(): number {
    return (this.word() + 0.5) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** A whole number from 0 to n - 1. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  draw(d: Distribution): number {
    switch (d.kind) {
      case 'constant':
        return d.value;
      case 'exponential':
        return -d.mean * Math.log(this.uniform());
      case 'lognormal':
        return Math.exp(d.mu + d.sigma * this.normal());
      case 'uniform':
        return d.low + (d.high - d.low) * this.uniform();
      default:
        throw new Error(`the oracle has no ${d.kind} distribution`);
    }
  }

  /** Tokens, or round trips. */
  whole(d: Distribution): number {
    return Math.max(0, Math.round(this.draw(d)));
  }

  /** Box and Muller. */
  private normal(): number {
    return Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  private word(): number {
    const t = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }
}
