import type { Workload } from '../scenario/scenario.js';

/** Values of a batch. */
const BATCH = 5;

/**
 * First tasks that do not count. `times` are the tasks' seconds from arrival to end in order of arrival, NaN where a task
 * never ended. Where all arrive at once, or there is one, there is no steady state to wait for.
 */
export function warmUpOf({ arrivals, warmup }: Pick<Workload, 'arrivals' | 'warmup'>, times: Float64Array): number {
  if (warmup !== 'auto') return Math.min(warmup, times.length);
  if (arrivals === null || times.length === 1) return 0;
  const ended: number[] = [];
  for (const [task, time] of times.entries()) if (!Number.isNaN(time)) ended.push(task);
  const dropped = mser5(Float64Array.from(ended, (task) => times[task]!));
  return dropped === 0 ? 0 : ended[dropped]!;
}

/**
 * MSER-5: how many values of a series to drop so that the mean of the rest is known best. It takes the means of batches of
 * five and minimises, over what is dropped, the squared deviations of those that are kept over the square of their number;
 * in the first half only, since what little is left at the end always looks calm. K. P. White, "An effective truncation
 * heuristic for bias reduction in simulation output", Simulation 69 (1997); W. W. Franklin and K. P. White, "Stationarity
 * tests and MSER-5", Winter Simulation Conference (2008).
 */
export function mser5(series: Float64Array): number {
  const batches = Math.floor(series.length / BATCH);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  // From the end to the beginning, so that each batch that is kept is added once (Welford's update).
  let mean = 0;
  let squares = 0;
  for (let dropped = batches - 1; dropped >= 0; dropped--) {
    const kept = batches - dropped;
    const value = batchMean(series, dropped);
    const deviation = value - mean;
    mean += deviation / kept;
    squares += deviation * (value - mean);
    if (dropped > batches / 2) continue;
    const error = squares / kept ** 2;
    if (error > least) continue;
    least = error;
    best = dropped;
  }
  return best * BATCH;
}

function batchMean(series: Float64Array, batch: number): number {
  let sum = 0;
  for (let i = batch * BATCH; i < (batch + 1) * BATCH; i++) sum += series[i]!;
  return sum / BATCH;
}
