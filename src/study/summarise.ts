import type { Measure } from '../measures/measure.js';
import {
  ascending,
  blockedQuantileInterval,
  holm,
  intervalFor,
  type PairedEstimate,
  pairedDifference,
  quantileOfSorted,
  sameUpToRounding,
} from '../statistics/estimates.js';
import { BASELINE } from './baseline.js';
import { type PatternRuns, taskValues } from './pattern-runs.js';
import type { PairedDifference, SummaryRow, SummaryVerdict } from './summary-row.js';

/** A verdict of "worse" needs a corrected p-value below this. */
const SIGNIFICANCE = 0.05;

/**
 * Corrected p-values of each pattern against the best one. Which one is best the same data chose, so the correction goes
 * over all pairs: over those with the best alone, six patterns that are the same would be told apart in one study of
 * eleven.
 */
function correctedAgainst(best: number, columns: readonly Float64Array[]): number[] {
  if (best < 0) return columns.map(() => Number.NaN);
  const pairs = columns.flatMap((_, i) => columns.slice(i + 1).map((_, k) => [i, i + 1 + k] as const));
  const corrected = holm(pairs.map(([i, j]) => pairedDifference(columns[i]!, columns[j]!).p));
  const of = new Map(pairs.map(([i, j], n) => [i === best ? j : j === best ? i : -1, corrected[n]!]));
  return columns.map((_, index) => of.get(index) ?? Number.NaN);
}

/** One measure under every pattern, of `tasks` tasks per replication: estimates, paired differences and verdicts. */
export function rowsOf(measure: Measure, patterns: readonly PatternRuns[], tasks: number): SummaryRow[] {
  const columns = patterns.map((pattern) => pattern.columns.get(measure.id)!);
  const estimates = columns.map(intervalFor(measure.interval, tasks));
  const best = bestOf(
    measure,
    estimates.map((estimate) => estimate.mean),
  );
  const versus = (reference: number): (PairedEstimate | null)[] =>
    columns.map((column, index) => {
      const other = columns[reference];
      return other === undefined || index === reference ? null : pairedDifference(column, other);
    });
  const vsBest = versus(best);
  const vsSingle = versus(patterns.findIndex((pattern) => pattern.name === BASELINE));
  const corrected = correctedAgainst(best, columns);
  const verdictAt = (index: number): SummaryVerdict => {
    if (index === best) return 'best';
    if (best >= 0 && isEndless(measure, patterns[index]!)) return 'worse';
    return verdictOf(measure, vsBest[index]!, corrected[index]!);
  };
  return patterns.map((pattern, index) => {
    const values = taskValues(pattern, measure.id);
    const sorted = ascending(values);
    const tail = blockedQuantileInterval(values, 0.95, columns[index]!.length);
    return {
      pattern: pattern.name,
      measure,
      ...estimates[index]!,
      p50: quantileOfSorted(sorted, 0.5),
      p95: quantileOfSorted(sorted, 0.95),
      p95Low: tail?.low ?? Number.NaN,
      p95High: tail?.high ?? Number.NaN,
      vsSingle: differenceOf(vsSingle[index]!),
      vsBest: differenceOf(vsBest[index]!),
      verdict: verdictAt(index),
    };
  });
}

/** Latency without a steady state has no mean, but is worse than any value. */
export function isEndless({ waits }: Measure, { load }: PatternRuns): boolean {
  return waits === true && load?.isSteady === false;
}

/** Index of the best mean, the first of equals; -1 where no direction is better or nothing is defined. */
function bestOf(measure: Measure, means: readonly number[]): number {
  if (measure.better === 'neither') return -1;
  let best = -1;
  means.forEach((value, index) => {
    if (!Number.isNaN(value) && (best === -1 || isBetter(measure, value, means[best]!))) best = index;
  });
  return best;
}

export function isBetter(measure: Measure, value: number, other: number): boolean {
  if (sameUpToRounding(value, other)) return false;
  return measure.better === 'higher' ? value > other : value < other;
}

function differenceOf(paired: PairedEstimate | null): PairedDifference | null {
  return paired === null || paired.n === 0 ? null : { mean: paired.mean, low: paired.low, high: paired.high };
}

/**
 * 'better' can only come up where a measure is undefined in some runs: the best by its mean over its own runs may lose
 * in the runs that both finished. That must not be called "no difference".
 */
function verdictOf(measure: Measure, paired: PairedEstimate | null, corrected: number): SummaryVerdict {
  if (paired === null || paired.n === 0) return '';
  if (!(corrected < SIGNIFICANCE)) return 'no difference shown';
  return isBetter(measure, paired.mean, 0) ? 'better' : 'worse';
}
