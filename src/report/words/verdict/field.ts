/** Who is where on one measure: the leader, who is not shown to be behind it, and who is. */
import type { Comparison } from '../../../compare/comparison.js';
import { judgedBetween, measureOf, rowOf, rowsOf } from '../../../compare/summary-rows.js';
import type { Measure } from '../../../measures/measure.js';
import type { PairedDifference, SummaryRow } from '../../../study/summary-row.js';
import { briefEstimate, capitalised, listed } from '../format.js';
import { isPlural, wordsFor } from './measure-words.js';

export interface Field {
  readonly comparison: Comparison;
  readonly measure: Measure;
  readonly leader: SummaryRow;
  /** Not shown to be behind the leader, best first. */
  readonly ties: readonly SummaryRow[];
  /** Shown to be behind, best first. */
  readonly behind: readonly SummaryRow[];
}

/** Null where the measure has no better direction, or no value under any pattern. */
export function fieldOf(comparison: Comparison, id: string): Field | null {
  const measure = measureOf(comparison, id);
  if (measure === undefined || measure.better === 'neither') return null;
  const rows = byMerit(rowsOf(comparison, id));
  const leader = rows.find(({ verdict }) => verdict === 'best') ?? rows[0];
  if (leader === undefined) return null;
  const others = rows.filter((row) => row !== leader);
  return {
    comparison,
    measure,
    leader,
    ties: others.filter(({ verdict }) => verdict !== 'worse'),
    behind: others.filter(({ verdict }) => verdict === 'worse'),
  };
}

/** Defined rows, best first; equals keep the ranking's order. */
export function byMerit(rows: readonly SummaryRow[]): SummaryRow[] {
  const sign = rows[0]?.measure.better === 'higher' ? -1 : 1;
  return rows.filter((row) => !Number.isNaN(row.mean)).sort((left, right) => sign * (left.mean - right.mean));
}

/**
 * How far `a` is ahead of `b`, with the interval after the correction for all pairs: positive where a is better, whichever direction
 * that is; null where nothing is paired.
 */
export function advantage(comparison: Comparison, measure: Measure, a: string, b: string): PairedDifference | null {
  const pair = judgedBetween(comparison, measure.id, a, b);
  if (pair === null) return null;
  const { low, high } = pair.shown;
  return measure.better === 'higher' ? { mean: pair.mean, low, high } : { mean: -pair.mean, low: -high, high: -low };
}

/** Whether `a` is shown to be ahead of `b` by their paired difference, after the correction for all pairs. */
export function isAhead(comparison: Comparison, measure: Measure, a: string, b: string): boolean {
  const gap = advantage(comparison, measure, a, b);
  return gap !== null && gap.low > 0;
}

/** Measures of which a verdict names the price: those of the question or the objectives behind the first, then cost and latency. */
export function priceMeasures(comparison: Comparison, first: Measure, asked: readonly string[]): Measure[] {
  const ids = [...new Set([...asked, ...comparison.objectives, 'cost', 'latency'])];
  return ids
    .filter((id) => id !== first.id)
    .flatMap((id) => measureOf(comparison, id) ?? [])
    .filter(
      (measure) =>
        measure.better !== 'neither' && rowsOf(comparison, measure.id).some(({ mean }) => Math.abs(mean) > 0),
    );
}

/** The mean; NaN where the pattern has none. */
export function meanOf(comparison: Comparison, pattern: string, id: string): number {
  return rowOf(comparison, pattern, id)?.mean ?? Number.NaN;
}

/** "Cost is $0.03 (...) under debate and $0.0053 (...) under workflow." */
export function valuesSentence(comparison: Comparison, price: Measure, names: readonly string[]): string[] {
  const { noun } = wordsFor(price);
  const told = names.flatMap((name) => {
    const row = comparison.summary.find((one) => one.pattern === name && one.measure.id === price.id);
    return row === undefined || Number.isNaN(row.mean) ? [] : [`${briefEstimate(price.unit, row)} under ${name}`];
  });
  return told.length === 0 ? [] : [`${capitalised(noun)} ${isPlural(noun) ? 'are' : 'is'} ${listed(told)}.`];
}
