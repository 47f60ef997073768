import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderClock } from './mock-provider.js';

/** The clock of this machine, `scale` times as fast; what waits for it is woken late where the machine is busy. */
export class ScaledClock implements ProviderClock {
  /** Seconds of this machine that waits took longer than they should, all added up, and how many there were. */
  late = 0;
  waits = 0;
  private readonly began = performance.now();

  constructor(private readonly scale: number) {}

  now(): number {
    return ((performance.now() - this.began) / 1000) * this.scale;
  }

  async wait(seconds: number, signal?: AbortSignal): Promise<void> {
    const until = performance.now() + (seconds / this.scale) * 1000;
    try {
      await sleep(Math.max(0, until - performance.now()), undefined, signal === undefined ? {} : { signal });
    } catch {
      return;
    }
    this.late += Math.max(0, performance.now() - until) / 1000;
    this.waits++;
  }
}
