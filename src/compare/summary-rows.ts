import type { Measure } from '../measures/measure.js';
import { type PairedEstimate, pairedDifference } from '../statistics/estimates.js';
import { type JudgedPair, Pairs } from '../study/pairs.js';
import type { SummaryRow } from '../study/summary-row.js';
import type { Comparison } from './comparison.js';

/** How a task can end, in the order of every bar: what was delivered first, what nobody noticed last. */
export const OUTCOMES = ['correct', 'late', 'wrong', 'failed', 'stalled'] as const;

export type TaskOutcome = (typeof OUTCOMES)[number];

/** Who knows of it: `wrong` and `stalled` are the silent ends. */
export const OUTCOME_LABELS: Readonly<Record<TaskOutcome, string>> = {
  correct: 'correct',
  late: 'late',
  wrong: 'wrong (silent)',
  failed: 'failed (loud)',
  stalled: 'stalled (silent)',
};

export function measureOf(comparison: Comparison, id: string): Measure | undefined {
  return comparison.measures.find((measure) => measure.id === id);
}

export function rowOf(comparison: Comparison, pattern: string, id: string): SummaryRow | undefined {
  return comparison.summary.find((row) => row.pattern === pattern && row.measure.id === id);
}

/** One measure under every pattern, in ranking order. */
export function rowsOf(comparison: Comparison, id: string): SummaryRow[] {
  return comparison.ranking.flatMap((pattern) => rowOf(comparison, pattern, id) ?? []);
}

/** All pairs of a comparison on a measure, once they were asked for. */
const judged = new WeakMap<Comparison, Map<string, Pairs>>();

/** As `differenceBetween`, with the interval after Holm's correction over all pairs on that measure: what words are chosen by. */
export function judgedBetween(comparison: Comparison, id: string, a: string, b: string): JudgedPair | null {
  const places = [a, b].map((name) => comparison.patterns.findIndex((one) => one.name === name));
  if (measureOf(comparison, id) === undefined) return null;
  const known = judged.get(comparison) ?? new Map<string, Pairs>();
  judged.set(comparison, known);
  const pairs = known.get(id) ?? new Pairs(comparison.patterns.map(({ columns }) => columns.get(id)!));
  known.set(id, pairs);
  return pairs.between(places[0]!, places[1]!);
}

/** Paired difference of two patterns on a measure, `a` minus `b`; null where nothing is paired. */
export function differenceBetween(comparison: Comparison, id: string, a: string, b: string): PairedEstimate | null {
  const [left, right] = [a, b].map((name) => comparison.patterns.find((one) => one.name === name)?.columns.get(id));
  if (left === undefined || right === undefined) return null;
  const paired = pairedDifference(left, right);
  return paired.n === 0 ? null : paired;
}
