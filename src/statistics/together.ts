import { pairedDifference } from './estimates.js';
import { studentQuantile } from './student.js';

const CONFIDENCE = 0.95;

export interface TogetherInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** The mean of a[i] - b[i], with an interval that holds together with those of `tests` differences (Bonferroni). */
export function differenceAmong(a: Float64Array, b: Float64Array, tests: number): TogetherInterval {
  const { n, mean, low, high } = pairedDifference(a, b);
  if (n < 2 || low === high) return { mean, low, high, n };
  const wider = studentQuantile(1 - (1 - CONFIDENCE) / 2 / tests, n - 1) / studentQuantile((1 + CONFIDENCE) / 2, n - 1);
  return { mean, low: mean - (mean - low) * wider, high: mean + (high - mean) * wider, n };
}
