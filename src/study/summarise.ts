import type { Measure } from '../measures/measure.js';
import {
  ascending,
  blockedQuantileInterval,
  intervalFor,
  quantileOfSorted,
  sameUpToRounding,
} from '../statistics/estimates.js';
import { excludesZero } from '../statistics/together.js';
import { BASELINE } from './baseline.js';
import { type JudgedPair, Pairs } from './pairs.js';
import { type PatternRuns, taskValues } from './pattern-runs.js';
import type { PairedDifference, SummaryRow, SummaryVerdict } from './summary-row.js';

/** One measure under every pattern, of `tasks` tasks per replication: estimates, paired differences and verdicts. */
export function rowsOf(measure: Measure, patterns: readonly PatternRuns[], tasks: number): SummaryRow[] {
  const columns = patterns.map((pattern) => pattern.columns.get(measure.id)!);
  const estimates = columns.map(intervalFor(measure.interval, tasks));
  const best = bestOf(
    measure,
    estimates.map((estimate) => estimate.mean),
  );
  const pairs = new Pairs(columns);
  const single = patterns.findIndex((pattern) => pattern.name === BASELINE);
  const verdictAt = (index: number): SummaryVerdict => {
    if (index === best) return 'best';
    if (best >= 0 && isEndless(measure, patterns[index]!)) return 'worse';
    return verdictOf(measure, pairs.between(index, best));
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
      vsSingle: differenceOf(pairs.between(index, single)),
      vsBest: differenceOf(pairs.between(index, best)),
      shown: pairs.between(index, best)?.shown ?? null,
      shownSingle: pairs.between(index, single)?.shown ?? null,
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

function differenceOf(pair: JudgedPair | null): PairedDifference | null {
  return pair === null ? null : { mean: pair.mean, low: pair.low, high: pair.high };
}

/**
 * 'better' can only come up where a measure is undefined in some runs: the best by its mean over its own runs may lose
 * in the runs that both finished. That must not be called "no difference".
 */
function verdictOf(measure: Measure, pair: JudgedPair | null): SummaryVerdict {
  if (pair === null) return '';
  if (!excludesZero(pair.shown)) return excludesZero(pair) ? 'perhaps' : 'no difference shown';
  return isBetter(measure, pair.mean, 0) ? 'better' : 'worse';
}
