/** One measure under one pattern, before and after: the two columns, and the difference between them. */
import type { Measure } from '../measures/measure.js';
import {
  intervalFor,
  type PairedEstimate,
  pairedDifference,
  sameUpToRounding,
  welchDifference,
} from '../statistics/estimates.js';
import type { PairedDifference } from '../study/summary-row.js';

/** What of a measure a difference depends on. */
export type MeasureFacts = Pick<Measure, 'id' | 'label' | 'unit' | 'better' | 'interval'>;

/** Both columns of a row, cut to what can be compared, and how they are compared. */
export interface ContrastColumns {
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly isPaired: boolean;
  /** Tasks of a replication, in each. */
  readonly tasks: readonly [number, number];
}

/** After minus before, with its 95 % interval and the p-value of "there is no difference". */
export function estimateOf({ interval }: MeasureFacts, columns: ContrastColumns): PairedEstimate {
  const { before, after, isPaired, tasks } = columns;
  if (isPaired) return pairedDifference(after, before);
  const welch = welchDifference(after, before);
  if (interval !== 'share' || welch.n < 2 || !sameUpToRounding(welch.low, welch.high)) return welch;
  const [low, high] = boundsOfConstantShares(
    intervalFor('share', tasks[0])(before),
    intervalFor('share', tasks[1])(after),
  );
  return { ...welch, low, high, p: low > 0 || high < 0 ? 0 : 1 };
}

/**
 * Where no value of two shares differs from another there is no spread to go by, though a rare end may just not have come
 * up: the interval of the difference is put together from those of the shares then (R. G. Newcombe, Statistics in Medicine
 * 17, 1998, method 10).
 */
function boundsOfConstantShares(before: PairedDifference, after: PairedDifference): [low: number, high: number] {
  const centre = after.mean - before.mean;
  return [
    centre - Math.hypot(after.mean - after.low, before.high - before.mean),
    centre + Math.hypot(after.high - after.mean, before.mean - before.low),
  ];
}
