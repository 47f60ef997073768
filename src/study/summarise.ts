import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import {
  ascending,
  holm,
  intervalFor,
  type PairedEstimate,
  pairedDifference,
  quantileOfSorted,
  sameUpToRounding,
} from '../statistics/estimates.js';
import {
  type Comparison,
  type PairedDifference,
  type PatternRuns,
  type StudyWarning,
  type SummaryRow,
  type SummaryVerdict,
  type ThresholdResult,
  taskValues,
} from './comparison.js';
import { publishedResult } from './published.js';
import { warningsOf } from './warnings.js';

/** The pattern that every other one is also compared with. */
export const BASELINE = 'single-agent';

/** A verdict of "worse" needs a corrected p-value below this. */
const SIGNIFICANCE = 0.05;

export interface Findings {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly requested: number;
  readonly runs: number;
  /** Default: `runs < requested`. False where a precision was reached before the cap. */
  readonly interrupted?: boolean;
  readonly measures: readonly Measure[];
  readonly patterns: readonly PatternRuns[];
  readonly leftOut: Comparison['leftOut'];
  readonly growth: Comparison['growth'];
  readonly crossovers?: Comparison['crossovers'];
  /** What was noticed while running; what follows from the numbers is added here. */
  readonly warnings: readonly StudyWarning[];
}

/**
 * Turns what the runs gave into estimates, paired differences and verdicts.
 * @throws RangeError where a column is missing or does not hold one value a replication.
 */
export function summarise(findings: Findings): Comparison {
  const { scenario, measures, patterns, runs } = findings;
  checkColumns(findings);
  const byMeasure = measures.map((measure) => rowsOf(measure, patterns, scenario.workload.tasks));
  const summary = patterns.flatMap((_, index) => byMeasure.map((rows) => rows[index]!));
  const objectives = [...scenario.decision.objectives]
    .sort((left, right) => right.weight - left.weight)
    .map((objective) => objective.measure);
  const thresholds = scenario.thresholds.map((threshold) => checkThreshold(threshold, summary));
  const published = scenario.published
    .map((figure) => publishedResult(figure, patterns))
    .filter((result) => result !== null);
  const { seed, requested, leftOut, growth, crossovers = [] } = findings;
  const interrupted = findings.interrupted ?? runs < requested;
  const found = {
    scenario,
    seed,
    requested,
    runs,
    measures,
    patterns,
    leftOut,
    summary,
    objectives,
    growth,
    crossovers,
    thresholds,
    published,
  };
  const ranking = rank(
    patterns,
    summary.filter((row) => row.measure.id === objectives[0]),
  );
  return { ...found, ranking, warnings: [...findings.warnings, ...warningsOf(found, interrupted)] };
}

function checkColumns({ patterns, measures, runs }: Findings): void {
  for (const pattern of patterns) {
    for (const measure of measures) {
      const length = pattern.columns.get(measure.id)?.length;
      if (length === runs) continue;
      throw new RangeError(`${pattern.name}: '${measure.id}' holds ${length ?? 'no'} values for ${runs} replications.`);
    }
  }
}

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

/** One measure under every pattern, of `tasks` tasks a replication: estimates, paired differences and verdicts. */
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
    const sorted = ascending(taskValues(pattern, measure.id));
    return {
      pattern: pattern.name,
      measure,
      ...estimates[index]!,
      p50: quantileOfSorted(sorted, 0.5),
      p95: quantileOfSorted(sorted, 0.95),
      vsSingle: differenceOf(vsSingle[index]!),
      vsBest: differenceOf(vsBest[index]!),
      verdict: verdictAt(index),
    };
  });
}

/** Waiting without end has no mean, but is worse than any. */
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

function isBetter(measure: Measure, value: number, other: number): boolean {
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

/** Best first by the mean; undefined means last; equals in the order of the catalogue. */
function rank(patterns: readonly PatternRuns[], rows: readonly SummaryRow[]): string[] {
  const order = [...rows].sort((left, right) => {
    if (Number.isNaN(left.mean) || Number.isNaN(right.mean))
      return Number(Number.isNaN(left.mean)) - Number(Number.isNaN(right.mean));
    if (left.measure.better === 'neither' || sameUpToRounding(left.mean, right.mean)) return 0;
    return isBetter(left.measure, left.mean, right.mean) ? -1 : 1;
  });
  return order.length > 0 ? order.map((row) => row.pattern) : patterns.map((pattern) => pattern.name);
}

/** A pattern or a measure that was not compared cannot meet its condition: the value is NaN. */
function checkThreshold(threshold: Scenario['thresholds'][number], summary: readonly SummaryRow[]): ThresholdResult {
  const { pattern, measure, operator, value: limit } = threshold;
  const row = summary.find((candidate) => candidate.pattern === pattern && candidate.measure.id === measure);
  const value = row?.mean ?? Number.NaN;
  const met = { '<': value < limit, '<=': value <= limit, '>': value > limit, '>=': value >= limit }[operator];
  return { pattern, measure, condition: `${operator} ${limit}`, value, met };
}
