import type { Comparison } from '../../compare/comparison.js';
import { measureOf, OUTCOMES, rowOf, type TaskOutcome } from '../../compare/summary-rows.js';

/** Told apart without colour: a full, a half, a shaded and a broken block, and next to nothing where nobody knows. */
export const OUTCOME_MARKS: Readonly<Record<TaskOutcome, string>> = {
  correct: '█',
  late: '▄',
  wrong: '▒',
  failed: '▚',
  stalled: '·',
};

export interface BarSegment {
  readonly outcome: TaskOutcome;
  readonly length: number;
}

/** The ends that this comparison measured, in the order of every bar. */
export function measuredOutcomes(comparison: Comparison): TaskOutcome[] {
  return OUTCOMES.filter((outcome) => measureOf(comparison, outcome) !== undefined);
}

/**
 * How a pattern's tasks end, as `width` characters. An end that happened at all has at least one character: rare
 * silent ends are what the bar is for. The rest goes by largest remainder.
 */
export function outcomeBar(comparison: Comparison, pattern: string, width: number): BarSegment[] {
  const shares = measuredOutcomes(comparison).map((outcome) => ({
    outcome,
    share: rowOf(comparison, pattern, outcome)?.mean ?? 0,
  }));
  const present = shares.filter(({ share }) => share > 0);
  const total = present.reduce((sum, { share }) => sum + share, 0);
  if (present.length === 0 || width < present.length) return [];
  const exact = present.map(({ share }) => (share / total) * width);
  const lengths = exact.map((length) => Math.max(1, Math.floor(length)));
  const used = (): number => lengths.reduce((sum, length) => sum + length, 0);
  // Too long after giving small shares their character: the longest pays. Too short: the largest remainder gains.
  while (used() > width) lengths[lengths.indexOf(Math.max(...lengths))]! -= 1;
  while (used() < width) {
    const remainders = exact.map((length, index) => length - lengths[index]!);
    lengths[remainders.indexOf(Math.max(...remainders))]! += 1;
  }
  return present.map(({ outcome }, index) => ({ outcome, length: lengths[index]! }));
}
