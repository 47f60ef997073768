import type { Measure } from '../measures/measure.js';
import {
  ascending,
  blockedQuantileInterval,
  intervalFor,
  mean,
  quantileOfSorted,
  sameUpToRounding,
} from '../statistics/estimates.js';
import { excludesZero } from '../statistics/together.js';
import { BASELINE } from './baseline.js';
import { type JudgedPair, Pairs } from './pairs.js';
import type { PatternRuns } from './pattern-runs.js';
import type { PairedDifference, SummaryRow, SummaryVerdict } from './summary-row.js';

/** Who is best on a measure, and how far any two are apart, by their places. */
export interface Judgement {
  /** -1: nobody. */
  readonly best: number;
  readonly between: (a: number, b: number) => JudgedPair | null;
}

/** One measure under every pattern, of `tasks` tasks per replication: estimates, paired differences and verdicts. */
export function rowsOf(measure: Measure, patterns: readonly PatternRuns[], tasks: number): SummaryRow[] {
  const columns = patterns.map((pattern) => pattern.columns.get(measure.id)!);
  const best = bestOf(
    measure,
    columns.map((column) => mean(column)),
  );
  const pairs = new Pairs(columns);
  return rowsBy(measure, patterns, tasks, { best, between: (a, b) => pairs.between(a, b) }, columns);
}

/** The same with differences that were judged elsewhere. */
export function rowsBy(
  measure: Measure,
  patterns: readonly PatternRuns[],
  tasks: number,
  { best, between }: Judgement,
  columns = patterns.map((pattern) => pattern.columns.get(measure.id)!),
): SummaryRow[] {
  const estimates = columns.map(intervalFor(measure.interval, tasks));
  const single = patterns.findIndex((pattern) => pattern.name === BASELINE);
  const verdictAt = (index: number): SummaryVerdict => {
    if (index === best) return 'best';
    if (best >= 0 && isEndless(measure, patterns[index]!)) return 'worse';
    return verdictOf(measure, between(index, best));
  };
  return patterns.map((pattern, index) => {
    const values = pattern.tasks?.get(measure.id) ?? columns[index]!;
    const sorted = ascending(values);
    const tail = blockedQuantileInterval(values, 0.95, columns[index]!.length);
    const [toSingle, toBest] = [between(index, single), between(index, best)];
    return {
      pattern: pattern.name,
      measure,
      ...estimates[index]!,
      p50: quantileOfSorted(sorted, 0.5),
      p95: quantileOfSorted(sorted, 0.95),
      p95Low: tail?.low ?? Number.NaN,
      p95High: tail?.high ?? Number.NaN,
      ...{ vsSingle: differenceOf(toSingle), vsBest: differenceOf(toBest) },
      ...{ shown: toBest?.shown ?? null, shownSingle: toSingle?.shown ?? null },
      verdict: verdictAt(index),
    };
  });
}

/** Latency without a steady state has no mean, but is worse than any value. */
export function isEndless({ waits }: Measure, { load }: PatternRuns): boolean {
  return waits === true && load?.isSteady === false;
}

/** Index of the best mean, the first of equals; -1 where no direction is better or nothing is defined. */
export function bestOf(measure: Measure, means: readonly number[]): number {
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
