import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type {
  Comparison,
  Difference,
  PatternRuns,
  SummaryRow,
  ThresholdResult,
  Verdict,
  Warning,
} from './comparison.js';
import {
  CONFIDENCE,
  defined,
  holm,
  intervalFor,
  type PairedEstimate,
  pairedDifference,
  quantileInterval,
  quantileOfSorted,
  sameUpToRounding,
} from './statistics.js';

/** The pattern that every other one is also compared with. */
export const BASELINE = 'single-agent';

/** A verdict of "worse" needs a corrected p-value below this. */
const SIGNIFICANCE = 0.05;

/** An objective that is undefined in a larger share of the runs is said so. */
const TOLERATED_GAPS = 0.01;

/** An interval of the 95th percentile wider than this fraction of it is said so. */
const WIDE = 0.5;

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
  /** What was noticed while running; what follows from the numbers is added here. */
  readonly warnings: readonly Warning[];
}

/**
 * Turns what the runs gave into estimates, paired differences and verdicts.
 * @throws RangeError where a column is missing or does not hold one value a replication.
 */
export function summarise(findings: Findings): Comparison {
  const { scenario, measures, patterns, runs } = findings;
  checkColumns(findings);
  const byMeasure = measures.map((measure) => rowsOf(measure, patterns));
  const summary = patterns.flatMap((_, index) => byMeasure.map((rows) => rows[index]!));
  const objectives = [...scenario.decision.objectives]
    .sort((left, right) => right.weight - left.weight)
    .map((objective) => objective.measure);
  const thresholds = scenario.thresholds.map((threshold) => checkThreshold(threshold, summary));
  const { seed, requested, leftOut, growth } = findings;
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
    thresholds,
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

/** One measure under every pattern. */
function rowsOf(measure: Measure, patterns: readonly PatternRuns[]): SummaryRow[] {
  const columns = patterns.map((pattern) => pattern.columns.get(measure.id)!);
  const estimates = columns.map(intervalFor(measure.interval));
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
  const corrected = holm(vsBest.map((paired) => paired?.p ?? Number.NaN));
  return patterns.map((pattern, index) => {
    const sorted = defined(columns[index]!).sort();
    return {
      pattern: pattern.name,
      measure,
      ...estimates[index]!,
      p50: quantileOfSorted(sorted, 0.5),
      p95: quantileOfSorted(sorted, 0.95),
      vsSingle: differenceOf(vsSingle[index]!),
      vsBest: differenceOf(vsBest[index]!),
      verdict: index === best ? 'best' : verdictOf(measure, vsBest[index]!, corrected[index]!),
    };
  });
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

function differenceOf(paired: PairedEstimate | null): Difference | null {
  return paired === null || paired.n === 0 ? null : { mean: paired.mean, low: paired.low, high: paired.high };
}

/**
 * 'better' can only come up where a measure is undefined in some runs: the best by its mean over its own runs may lose
 * in the runs that both finished. That must not be called "no difference".
 */
function verdictOf(measure: Measure, paired: PairedEstimate | null, corrected: number): Verdict {
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

function warningsOf(found: Omit<Comparison, 'ranking' | 'warnings'>, interrupted: boolean): Warning[] {
  const warnings: Warning[] = [];
  const { runs, requested } = found;
  if (interrupted) {
    warnings.push({
      message: `Stopped after ${runs} of ${requested} replications: everything here is about those ${runs}.`,
      next: `Run the same command again for all ${requested}; with the same seed the first ${runs} come out the same.`,
    });
  }
  if (runs < 2) {
    warnings.push({
      message: `${runs} replication${runs === 1 ? '' : 's'} gives no interval and no verdict.`,
      next: 'Ask for more with --runs, 400 to begin with.',
    });
  } else warnings.push(...tailWarnings(found.patterns));
  return [
    ...warnings,
    ...gapWarnings(found),
    ...found.thresholds.filter((one) => !one.met).map((one) => broken(one, found)),
  ];
}

/** The 95th percentile of latency is printed everywhere, so it must be known how little it may be worth. */
function tailWarnings(patterns: readonly PatternRuns[]): Warning[] {
  const missing: string[] = [];
  const wide: string[] = [];
  for (const { name, columns } of patterns) {
    const latency = defined(columns.get('latency') ?? []).sort();
    if (latency.length === 0) continue;
    const interval = quantileInterval(latency, 0.95);
    const percentile = quantileOfSorted(latency, 0.95);
    if (interval === null) missing.push(name);
    else if (interval.high - interval.low > WIDE * percentile) {
      wide.push(`${name} ${short(percentile)} s (${short(interval.low)} to ${short(interval.high)})`);
    }
  }
  const needed = Math.ceil(Math.log((1 - CONFIDENCE) / 2) / Math.log(0.95));
  const warnings: Warning[] = [];
  if (missing.length > 0) {
    warnings.push({
      message: `Too few delivered tasks for the 95th percentile of latency under ${listed(missing)}: its interval has no upper end.`,
      next: `Raise --runs: ${needed} delivered tasks are the least, a few hundred give a useful interval.`,
    });
  }
  if (wide.length > 0) {
    warnings.push({
      message: `The 95th percentile of latency is known only roughly: ${listed(wide)}.`,
      next: 'Four times the replications about halve these intervals.',
    });
  }
  return warnings;
}

/** A mean over the runs that came to an end flatters a pattern whose bad runs never do. */
function gapWarnings({ objectives, summary, runs }: Pick<Comparison, 'objectives' | 'summary' | 'runs'>): Warning[] {
  return objectives.flatMap((id) => {
    const gaps = summary.filter((row) => row.measure.id === id && row.n < runs * (1 - TOLERATED_GAPS));
    if (gaps.length === 0) return [];
    const share = (row: SummaryRow): number => (100 * (runs - row.n)) / runs;
    const worst = gaps.reduce((most, row) => (row.n < most.n ? row : most));
    const where =
      gaps.length > 3
        ? `${gaps.length} patterns, most of all ${worst.pattern} (${short(share(worst))} % of its runs)`
        : listed(gaps.map((row) => `${row.pattern} (${short(share(row))} % of its runs)`));
    return {
      message: `Objective '${id}' is undefined in some runs under ${where}: its mean covers the other runs only.`,
      next: 'Read it together with the outcome shares, or weigh an outcome that is defined in every run first.',
    };
  });
}

function broken(threshold: ThresholdResult, { summary }: Pick<Comparison, 'summary'>): Warning {
  const { pattern, measure, condition, value } = threshold;
  const name = `${pattern}.${measure}`;
  const row = summary.find((candidate) => candidate.pattern === pattern && candidate.measure.id === measure);
  if (row === undefined || Number.isNaN(value)) {
    return {
      message: `Threshold '${name} ${condition}' could not be checked: nothing was measured for it.`,
      next: 'Compare that pattern too, correct the names under `thresholds`, or take the threshold out.',
    };
  }
  const limit = Number(condition.split(' ')[1]);
  const open = row.low <= limit && limit <= row.high;
  const interval = Number.isNaN(row.low) ? '' : ` (${short(row.low)} to ${short(row.high)})`;
  return {
    message: `Threshold failed: ${name} is ${short(value)}${interval}, wanted ${condition}.`,
    next: open
      ? 'The limit lies within the interval: raise --runs before you act on it.'
      : 'Change the pattern, its options or its policies, or the limit.',
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** "a", "a and b", "a, b and c". */
function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
