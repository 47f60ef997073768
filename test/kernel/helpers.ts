/** What the kernel tests share: one sequence of luck, a way to run one process, and the batch-means interval. */
import { type Process, Simulator, type Task } from '../../src/kernel/index.js';

/** sfc32 as one sequence, uniform on (0, 1). */
export function luck(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1];
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return ((t >>> 0) + 0.5) / 4294967296;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

export function exponential(uniform: () => number, mean: number): number {
  return -mean * Math.log(uniform());
}

/** Runs one process as the root and returns its task. */
export function play<T>(sim: Simulator, process: Process<T>): Task<T> {
  const task = sim.spawn(process);
  sim.run();
  return task;
}

/** A simulator, and a log whose lines begin with the time. */
export function stage(shuffle?: number): { sim: Simulator; log: string[]; say: (what: string) => void } {
  const sim = new Simulator(shuffle === undefined ? {} : { shuffle });
  const log: string[] = [];
  return { sim, log, say: (what) => log.push(`${sim.now} ${what}`) };
}

export function* sleeper(sim: Simulator, seconds: number, say: (what: string) => void, name: string): Process<string> {
  try {
    yield* sim.sleep(seconds);
    say(`${name} woke`);
    return name;
  } finally {
    say(`${name} left`);
  }
}

export function* throwing(sim: Simulator, seconds: number, what: unknown): Process<never> {
  yield* sim.sleep(seconds);
  throw what;
}

export function hash(lines: readonly string[]): number {
  let h = 0x811c9dc5;
  for (const line of lines) for (let i = 0; i < line.length; i++) h = Math.imul(h ^ line.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

const T_29_AT_99_9_PERCENT = 3.6594;
export const BATCHES = 30;

/** Mean and half width of the 99.9 % interval from the means of 30 batches. */
export function interval(batchMeans: readonly number[]): { mean: number; halfWidth: number } {
  if (batchMeans.length !== BATCHES) throw new Error(`expected ${BATCHES} batches, not ${batchMeans.length}`);
  const mean = batchMeans.reduce((sum, x) => sum + x, 0) / BATCHES;
  const variance = batchMeans.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (BATCHES - 1);
  return { mean, halfWidth: T_29_AT_99_9_PERCENT * Math.sqrt(variance / BATCHES) };
}
