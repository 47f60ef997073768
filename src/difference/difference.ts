/** Two studies set side by side: what changed from the one to the other, and what is only noise. */

import { defined, holm, mean, type PairedEstimate } from '../statistics/estimates.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import type { PairedDifference } from '../study/summary-row.js';
import { type ContrastColumns, estimateOf, type MeasureFacts } from './contrast.js';
import { type ChangeLimit, type ChangeLimitResult, checkLimits } from './limits.js';

/** A row is called changed where its corrected p-value is below this. */
const SIGNIFICANCE = 0.05;

/** What one run of `compare` left behind. */
export interface RecordedStudy {
  readonly seed: string;
  /** Replications; every column has a value for each. */
  readonly runs: number;
  /** Tasks of a replication. */
  readonly tasks: number;
  readonly measures: readonly MeasureFacts[];
  readonly patterns: readonly Pick<PatternRuns, 'name' | 'columns'>[];
}

/**
 * 'same': equal in every replication. 'lost' and 'gained': only the one study has any value. 'too few': not enough
 * values for an interval.
 */
export type ChangeVerdict = 'changed' | 'within noise' | 'same' | 'lost' | 'gained' | 'too few';

/** One measure under one pattern, in both studies. */
export interface MeasureChange {
  readonly pattern: string;
  readonly measure: MeasureFacts;
  /** Values behind the means. */
  readonly n: readonly [number, number];
  /** Of what is compared: where replications are paired, only those in which both have a value. */
  readonly means: readonly [number, number];
  /** The second minus the first, with its own 95 % interval; all NaN where one of them has no value. */
  readonly difference: PairedDifference;
  /** After Holm's correction over all rows; NaN where there is no test. */
  readonly p: number;
  readonly verdict: ChangeVerdict;
  /** Which way a row changed; '' where it did not, or where neither direction is better. */
  readonly trend: 'better' | 'worse' | '';
}

/** Names that only the first study has, and only the second. */
export type OnlyIn = readonly [readonly string[], readonly string[]];

export interface StudyDifference {
  /** Replications that were compared one by one since they met the same luck; null where the seeds differ. */
  readonly paired: number | null;
  /** Measures in the order asked for, patterns in the order of the first study. */
  readonly rows: readonly MeasureChange[];
  readonly patternsOnlyIn: OnlyIn;
  readonly measuresOnlyIn: OnlyIn;
  /** Measures whose unit or direction is not the same in both. */
  readonly redefined: readonly string[];
  readonly limits: readonly ChangeLimitResult[];
}

export interface Wanted {
  /** Null: all. */
  readonly patterns: readonly string[] | null;
  readonly measures: readonly string[];
  readonly limits: readonly ChangeLimit[];
}

interface ComparedRow {
  readonly change: Omit<MeasureChange, 'p' | 'trend'>;
  readonly p: number;
  readonly columns: ContrastColumns;
}

/**
 * What changed from `a` to `b`. With one seed, replication i met the same luck in both, so the difference is taken
 * replication by replication, over those that both made; else the samples are independent, and the interval is Welch's.
 * Which of the two goes by the seeds alone, never by the values. Holm's correction is over all rows that can be told
 * apart, of all patterns and measures together: "nothing changed" is right about all of them at once.
 */
export function differenceOfStudies(a: RecordedStudy, b: RecordedStudy, wanted: Wanted): StudyDifference {
  const patterns = shared(namesOf(a.patterns, 'name'), namesOf(b.patterns, 'name'), wanted.patterns);
  const measures = shared(namesOf(a.measures, 'id'), namesOf(b.measures, 'id'), wanted.measures);
  const facts = (study: RecordedStudy, id: string): MeasureFacts =>
    study.measures.find((measure) => measure.id === id)!;
  const redefined = measures.both.filter((id) => {
    const [old, now] = [facts(a, id), facts(b, id)];
    return old.unit !== now.unit || old.better !== now.better;
  });
  const paired = a.seed === b.seed ? Math.min(a.runs, b.runs) : null;
  const rows = measures.both
    .filter((id) => !redefined.includes(id))
    .flatMap((id) => patterns.both.map((name) => rowOf(name, facts(b, id), columnsOf(a, b, name, id, paired))))
    .filter((row) => row !== null);
  const corrected = holm(rows.map(({ p }) => p));
  return {
    paired,
    rows: rows.map(({ change }, index) => judged(change, corrected[index]!)),
    patternsOnlyIn: patterns.onlyIn,
    measuresOnlyIn: measures.onlyIn,
    redefined,
    limits: checkLimits(
      rows.map(({ change, columns }) => ({ ...change, columns })),
      wanted.limits,
    ),
  };
}

function namesOf<K extends string>(all: readonly Readonly<Record<K, string>>[], key: K): string[] {
  return all.map((one) => one[key]);
}

/** Of the names wanted (all: null), those in both, and those in only one. */
function shared(
  a: readonly string[],
  b: readonly string[],
  wanted: readonly string[] | null,
): { both: string[]; onlyIn: OnlyIn } {
  const names = wanted ?? [...new Set([...a, ...b])];
  return {
    both: names.filter((name) => a.includes(name) && b.includes(name)),
    onlyIn: [
      names.filter((name) => a.includes(name) && !b.includes(name)),
      names.filter((name) => b.includes(name) && !a.includes(name)),
    ],
  };
}

function columnsOf(
  a: RecordedStudy,
  b: RecordedStudy,
  pattern: string,
  id: string,
  paired: number | null,
): ContrastColumns {
  const [before, after] = [a, b].map((study) => {
    const column = study.patterns.find(({ name }) => name === pattern)!.columns.get(id)!;
    return paired === null ? column : column.subarray(0, paired);
  });
  return { before: before!, after: after!, isPaired: paired !== null, tasks: [a.tasks, b.tasks] };
}

/** Null where neither study has a value. */
function rowOf(pattern: string, measure: MeasureFacts, columns: ContrastColumns): ComparedRow | null {
  const kept = columns.isPaired ? bothDefined(columns) : [defined(columns.before), defined(columns.after)];
  const any = [columns.before, columns.after].map((column) => defined(column).length > 0);
  if (!any[0] && !any[1]) return null;
  const { p, ...difference } = estimateOf(measure, columns);
  const verdict = !any[1] ? 'lost' : !any[0] ? 'gained' : verdictOf(difference, p, columns);
  // What only one of them has is told as it is.
  const [first, second] = any[0] && any[1] ? kept : [defined(columns.before), defined(columns.after)];
  const { mean: centre, low, high } = difference;
  return {
    change: {
      pattern,
      measure,
      n: [first!.length, second!.length],
      means: [mean(first!), mean(second!)],
      difference: { mean: centre, low, high },
      verdict,
    },
    // A row that is the same value by value cannot be called changed, so it takes no part in the correction.
    p: verdict === 'same' ? Number.NaN : p,
    columns,
  };
}

function bothDefined({ before, after }: ContrastColumns): [Float64Array, Float64Array] {
  const isBoth = (_: number, index: number): boolean => !Number.isNaN(before[index]! - after[index]!);
  return [before.filter(isBoth), after.filter(isBoth)];
}

function verdictOf(
  { mean: centre, low, high, n }: Omit<PairedEstimate, 'p'>,
  p: number,
  columns: ContrastColumns,
): ChangeVerdict {
  if (n < 2 || Number.isNaN(p)) return 'too few';
  const isUndefinedAlike = columns.isPaired && hasSameGaps(columns);
  return centre === 0 && low === 0 && high === 0 && (isUndefinedAlike || !columns.isPaired) ? 'same' : 'within noise';
}

/** Whether a value is missing in the one exactly where it is missing in the other. */
function hasSameGaps({ before, after }: ContrastColumns): boolean {
  return before.every((value, index) => Number.isNaN(value) === Number.isNaN(after[index]!));
}

function judged(change: Omit<MeasureChange, 'p' | 'trend'>, p: number): MeasureChange {
  if (change.verdict !== 'within noise' || !(p < SIGNIFICANCE)) return { ...change, p, trend: '' };
  const { better } = change.measure;
  const isUp = change.difference.mean > 0;
  const trend = better === 'neither' ? '' : isUp === (better === 'higher') ? 'better' : 'worse';
  return { ...change, p, verdict: 'changed', trend };
}
