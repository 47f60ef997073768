import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import { sameUpToRounding } from '../statistics/estimates.js';
import { lengthOfColumn } from '../study/columns.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import { isBetter, rowsOf } from '../study/summarise.js';
import type { SummaryRow } from '../study/summary-row.js';
import type { TypicalRun } from '../study/typical.js';
import type { StudyWarning } from '../study/warning.js';
import { breakdownsOf, claimBalancesOf } from './breakdowns.js';
import type { Comparison, ThresholdResult } from './comparison.js';
import { kindResults } from './kinds.js';
import { publishedResult } from './published.js';
import { spreadOf } from './spread.js';
import { toldPatterns } from './stories.js';
import { warningsOf } from './warnings.js';

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
  /** The same task under some patterns; default: none is looked for. */
  readonly typicalOf?: (patterns: readonly string[]) => readonly TypicalRun[];
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
  const heaviest = [...scenario.decision.objectives].sort((left, right) => right.weight - left.weight);
  const objectives = [...new Set(heaviest.map((objective) => objective.measure))];
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
    spread: spreadOf(patterns),
    objectives,
    growth,
    crossovers,
    thresholds,
    published,
    breakdowns: breakdownsOf(patterns, runs),
    claimBalances: claimBalancesOf(patterns, runs),
    kinds: kindResults(scenario, measures, patterns),
  };
  const ranking = rank(
    patterns,
    summary.filter((row) => row.measure.id === objectives[0]),
  );
  const typical = findings.typicalOf?.(toldPatterns(scenario, patterns, ranking)) ?? [];
  return { ...found, ranking, typical, warnings: [...findings.warnings, ...warningsOf(found, interrupted)] };
}

function checkColumns({ patterns, measures, runs }: Findings): void {
  for (const pattern of patterns) {
    for (const measure of measures) {
      const length = lengthOfColumn(pattern.columns, measure.id);
      if (length === runs) continue;
      throw new RangeError(`${pattern.name}: '${measure.id}' holds ${length ?? 'no'} values for ${runs} replications.`);
    }
  }
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
