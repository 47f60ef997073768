/** How much worse a measure may get from one study to another before that counts as a regression. */

import {
  holm,
  type PairedEstimate,
  pairedDifference,
  sameUpToRounding,
  welchDifference,
} from '../statistics/estimates.js';
import type { PairedDifference } from '../study/summary-row.js';
import { type ContrastColumns, estimateOf, type MeasureFacts } from './contrast.js';

/** The chance that any limit is called broken although none is: that of one end of a 95 % interval. */
const FALSE_ALARMS = 0.025;

/** `amount` is in the measure's unit, or where it is relative a fraction of what it was before; never negative. */
export interface ChangeLimit {
  readonly measure: string;
  readonly amount: number;
  readonly isRelative: boolean;
}

/** 'held' and 'broken' are both shown by the data; what is neither cannot be told from so many replications. */
export type ChangeLimitVerdict = 'held' | 'broken' | 'cannot tell';

export interface ChangeLimitResult {
  readonly limit: ChangeLimit;
  readonly pattern: string;
  readonly measure: MeasureFacts;
  /** The change in the direction that is worse (positive: it got worse), with its 95 % interval. */
  readonly worsening: PairedDifference;
  /** What the limit allows, in the measure's unit. */
  readonly allowed: number;
  /** How far the worsening lies beyond the limit, with its 95 % interval. */
  readonly excess: PairedDifference;
  /** One-sided, of "it is not beyond the limit", after Holm's correction over all limits and patterns. */
  readonly p: number;
  readonly verdict: ChangeLimitVerdict;
}

interface LimitRow {
  readonly pattern: string;
  readonly measure: MeasureFacts;
  readonly means: readonly [number, number];
  readonly difference: PairedDifference;
  readonly verdict: string;
  readonly columns: ContrastColumns;
}

const NOTHING: PairedDifference = { mean: Number.NaN, low: Number.NaN, high: Number.NaN };

/**
 * Holds every row of a limited measure against its limit. It is broken where the 95 % interval of the worsening lies
 * beyond the limit as a whole, after correction for the number of rows; held where none of it does. A measure that has no
 * value any more cannot meet a limit.
 */
export function checkLimits(rows: readonly LimitRow[], limits: readonly ChangeLimit[]): ChangeLimitResult[] {
  const checked = limits.flatMap((limit) =>
    rows
      .filter(({ measure, verdict }) => measure.id === limit.measure && verdict !== 'gained')
      .map((row) => check(row, limit)),
  );
  const corrected = holm(checked.map(({ p }) => p));
  return checked.map((result, index) => {
    const p = corrected[index]!;
    return result.verdict === 'cannot tell' && p < FALSE_ALARMS
      ? { ...result, p, verdict: 'broken' }
      : { ...result, p };
  });
}

function check(row: LimitRow, limit: ChangeLimit): ChangeLimitResult {
  const { pattern, measure, difference, means, verdict } = row;
  const worsening = measure.better === 'higher' ? negated(difference) : difference;
  const allowed = limit.isRelative ? limit.amount * Math.abs(means[0]) : limit.amount;
  const found = { limit, pattern, measure, worsening, allowed };
  if (verdict === 'lost') return { ...found, excess: NOTHING, p: Number.NaN, verdict: 'broken' };
  const { p, mean, low, high } = excessOf(row, limit, worsening, allowed);
  // What is the same value by value cannot be called worse, so it takes no part in the correction.
  const oneSided = verdict === 'same' ? Number.NaN : mean > 0 ? p / 2 : 1 - p / 2;
  return { ...found, excess: { mean, low, high }, p: oneSided, verdict: high <= 0 ? 'held' : 'cannot tell' };
}

/** The limit is taken off before the difference is, so that an uncertain base makes a relative limit uncertain. */
function excessOf(
  { measure, columns, means }: LimitRow,
  limit: ChangeLimit,
  worsening: PairedDifference,
  allowed: number,
): PairedEstimate {
  const whole = estimateOf(measure, columns);
  const direction = measure.better === 'higher' ? -1 : 1;
  const share = limit.isRelative ? direction * limit.amount * Math.sign(means[0]) : 0;
  const amount = limit.isRelative ? 0 : direction * limit.amount;
  const worst = columns.before.map((value) => value * (1 + share) + amount);
  const { p, ...excess } = (columns.isPaired ? pairedDifference : welchDifference)(columns.after, worst);
  const signed = direction === 1 ? excess : { ...excess, ...negated(excess) };
  // Shares without any spread have bounds of their own, whatever is taken off them.
  const isBounded = sameUpToRounding(signed.low, signed.high) && whole.high > whole.low;
  if (!isBounded || columns.isPaired) return { ...signed, p };
  const [low, high] = [worsening.low - allowed, worsening.high - allowed];
  return { ...signed, low, high, p: low > 0 || high < 0 ? 0 : 1 };
}

function negated({ mean, low, high }: PairedDifference): PairedDifference {
  return { mean: 0 - mean, low: 0 - high, high: 0 - low };
}
