/** Differences that are judged together: intervals that are wider the more of them there are. */
import { CONFIDENCE, type Interval, type PairedEstimate, pairedDifference } from './estimates.js';
import { studentQuantile } from './student.js';

/** Of all that is judged together. */
export const ERRORS = 0.05;

export interface TogetherInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** A difference with its own 95 % interval and p-value, as Student's t with so many degrees of freedom gives them. */
export interface TestedDifference extends Interval {
  readonly mean: number;
  readonly p: number;
  readonly degrees: number;
}

/** Beyond zero as a whole: the difference is shown. */
export const excludesZero = ({ low, high }: Interval): boolean => low > 0 || high < 0;

/** The mean of a[i] - b[i], with an interval that holds together with those of `tests` differences (Bonferroni). */
export function differenceAmong(a: Float64Array, b: Float64Array, tests: number): TogetherInterval {
  const paired = pairedDifference(a, b);
  const { n, mean } = paired;
  return { mean, ...atErrors(tested(paired), ERRORS / tests), n };
}

export const tested = (paired: PairedEstimate): TestedDifference => ({ ...paired, degrees: paired.n - 1 });

/**
 * The intervals that say the same as Holm's correction: each excludes zero if and only if its difference is shown after it.
 * Of m differences in the order of their p-values, the j-th one that is rejected has the interval of level 1 - 0.05 / (m - j + 1);
 * the first one that is not rejected, at step k, and all after it have that of level 1 - 0.05 / (m - k + 1). (S. Holm,
 * Scandinavian Journal of Statistics 6, 1979; as intervals R. C. Serlin, Journal of Experimental Education 61, 1993.) That no
 * equality is called a difference holds for all of them together, as with Holm; that every interval holds its truth does not.
 * Where there is no p-value, the interval is as it was, and the difference does not count. `allowed` are the errors of all of
 * them together, where they are one look of several.
 */
export function holmIntervals(differences: readonly TestedDifference[], allowed = ERRORS): Interval[] {
  const intervals = differences.map(({ low, high }): Interval => ({ low, high }));
  const order = differences.map((_, index) => index).filter((index) => !Number.isNaN(differences[index]!.p));
  order.sort((a, b) => differences[a]!.p - differences[b]!.p);
  let isOpen = true;
  let errors = allowed;
  order.forEach((index, rank) => {
    const difference = differences[index]!;
    if (isOpen) errors = allowed / (order.length - rank);
    const interval = atErrors(difference, errors);
    isOpen &&= difference.p < errors && excludesZero(interval);
    // What is not rejected reaches zero but for the last digit.
    intervals[index] = isOpen ? interval : { low: Math.min(interval.low, 0), high: Math.max(interval.high, 0) };
  });
  return intervals;
}

/** The interval that misses the truth in a share `errors` of all studies. */
function atErrors({ mean, low, high, degrees }: TestedDifference, errors: number): Interval {
  if (errors === ERRORS || degrees < 1 || low === high) return { low, high };
  const wider = studentQuantile(1 - errors / 2, degrees) / studentQuantile((1 + CONFIDENCE) / 2, degrees);
  return { low: mean - (mean - low) * wider, high: mean + (high - mean) * wider };
}
