import { type Interval, type PairedEstimate, pairedDifference } from '../statistics/estimates.js';
import { holmIntervals, tested } from '../statistics/together.js';

/** How far one column is above another, over the replications in which both have a value. */
export interface JudgedPair extends PairedEstimate {
  /** The interval after Holm's correction over all pairs: the difference is shown where it excludes zero, and only there. */
  readonly shown: Interval;
}

/**
 * Every two columns over the same replications, judged together. Which pairs are of interest the same data chose, so the
 * correction goes over all of them: over those with the best alone, six patterns that are the same would be told apart in
 * one study of eleven. `allowed` are the errors of all together; default: 5 %.
 */
export class Pairs {
  private readonly judged: readonly JudgedPair[];

  constructor(
    private readonly columns: readonly Float64Array[],
    allowed?: number,
  ) {
    const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => pairedDifference(a, b)));
    const shown = holmIntervals(pairs.map(tested), allowed);
    this.judged = pairs.map((pair, i) => ({ ...pair, shown: shown[i]! }));
  }

  /** The first minus the second, by their places; null where they have no replication in common, or are the same. */
  between(a: number, b: number): JudgedPair | null {
    const count = this.columns.length;
    const [i, j] = [Math.min(a, b), Math.max(a, b)];
    if (i < 0 || j >= count || i === j) return null;
    const found = this.judged[placeOf(i, j, count)]!;
    if (found.n === 0) return null;
    return a < b ? found : reversed(found);
  }
}

/** Where the pair of two places stands among all pairs of so many: those of the first one first. */
export const placeOf = (i: number, j: number, count: number): number => i * count - (i * (i + 1)) / 2 + (j - i - 1);

/** The second minus the first. */
export const reversed = (pair: JudgedPair): JudgedPair => ({ ...negated(pair), shown: negated(pair.shown) });

/** 0 - x, so that no difference is not -0. */
function negated<I extends Interval & { readonly mean?: number }>(one: I): I {
  const mean = one.mean === undefined ? {} : { mean: 0 - one.mean };
  return { ...one, ...mean, low: 0 - one.high, high: 0 - one.low };
}
