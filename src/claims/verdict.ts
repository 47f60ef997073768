import type { Flip, Lead } from '../study/flip.js';
import type { ClaimSweep, ClaimType, Condition, Statement } from './claim.js';
import type { Estimated } from './estimate.js';

/** 'refuted': the contrary is shown. 'open': the interval allows both. */
export type StatementOutcome = 'shown' | 'refuted' | 'open';

/** A statement, and what was measured. */
export interface Measured {
  readonly statement: Statement;
  readonly estimate: Estimated;
  readonly outcome: StatementOutcome;
}

export interface ConditionFound {
  readonly condition: Condition;
  readonly statements: readonly Measured[];
  readonly outcome: StatementOutcome;
}

/** A claim along a parameter: at each value how far it is from turning false, and where it does. */
export interface SweepFound {
  readonly sweep: ClaimSweep;
  /** Ascending; the lead is positive where the claim is true. */
  readonly leads: readonly Lead[];
  readonly estimates: readonly Estimated[];
  readonly outcomes: readonly StatementOutcome[];
  readonly flips: readonly FlipFound[];
}

export interface FlipFound extends Flip {
  /** Whether the claim is true below it, and not above, or the other way round. */
  readonly trueIs: 'below' | 'above';
}

export type Word = 'holds' | 'holds when' | 'does not hold' | 'not shown' | 'assumed';

/** What is said of a claim; follows from the numbers alone. */
export interface ClaimVerdict {
  readonly word: Word;
  /** Without regard to its being assumed: what the numbers say. */
  readonly measured: Exclude<Word, 'assumed'>;
}

/** Whether the interval lies beyond the number, on the other side of it, or around it. */
export function outcomeOf({ is, than }: Pick<Statement, 'is' | 'than'>, estimate: Estimated): StatementOutcome {
  const { low, high, mean } = estimate;
  if (Number.isNaN(mean)) return 'open';
  if (is === 'exactly') {
    if (mean === than && !(low < high)) return 'shown';
    return low > than || high < than ? 'refuted' : 'open';
  }
  const [near, far] = is === 'above' ? [low - than, high - than] : [than - high, than - low];
  if (near > 0) return 'shown';
  if (far < 0) return 'refuted';
  // Exactly the number and never anything else is not beyond it; but none of some tasks is no certainty.
  return near === 0 && far === 0 && !estimate.isShare ? 'refuted' : 'open';
}

/** Shown where all are; refuted where one is. */
export function allOf(outcomes: readonly StatementOutcome[]): StatementOutcome {
  if (outcomes.includes('refuted')) return 'refuted';
  return outcomes.includes('open') ? 'open' : 'shown';
}

/** How far a sweep's contrast lies beyond its number, on the side on which the claim is true. */
export function leadOf({ is, than }: ClaimSweep, value: number, { mean, low, high }: Estimated): Lead {
  if (is === 'above') return { value, mean: mean - than, low: low - than, high: high - than };
  return { value, mean: than - mean, low: than - high, high: than - low };
}

/** What a sweep says of its claim. */
export function sweepVerdict({ sweep, outcomes, flips }: SweepFound): ClaimVerdict['measured'] {
  if (sweep.flipsWithin !== undefined) return whereClaimed(sweep.flipsWithin, flips, outcomes);
  if (flips.length > 0) return 'holds when';
  if (outcomes.every((outcome) => outcome === 'shown')) return 'holds';
  if (outcomes.includes('shown')) return 'holds when';
  return outcomes.includes('refuted') ? 'does not hold' : 'not shown';
}

/** A claim that names the place of its flip holds where the only flip lies there, with its whole interval. */
function whereClaimed(
  [from, to]: readonly [number, number],
  flips: readonly FlipFound[],
  outcomes: readonly StatementOutcome[],
): ClaimVerdict['measured'] {
  const [flip] = flips;
  if (flip === undefined) return outcomes.includes('open') ? 'not shown' : 'does not hold';
  if (flips.length > 1 || flip.high < from || flip.low > to || flip.trueIs === 'below') return 'does not hold';
  return flip.low >= from && flip.high <= to ? 'holds' : 'not shown';
}

/**
 * The rule. What the claim cannot do without decides alone where it is not shown. Else it is what all conditions and sweeps
 * agree on; where they do not, the claim holds under some of them.
 */
export function verdictOf(
  type: ClaimType,
  all: readonly ConditionFound[],
  sweeps: readonly SweepFound[],
): ClaimVerdict {
  const conditions = all.filter(({ condition }) => condition.aside !== true);
  const isRequired = ({ condition }: ConditionFound): boolean => condition.name === '';
  const required = wordOf(allOf(conditions.filter(isRequired).map(({ outcome }) => outcome)));
  const parts = [
    ...conditions.filter((one) => !isRequired(one)).map(({ outcome }) => wordOf(outcome)),
    ...sweeps.filter(({ sweep }) => sweep.aside !== true).map(sweepVerdict),
  ];
  const measured = required === 'holds' ? agreed(parts) : required;
  return { measured, word: type.includes('Q') ? 'assumed' : measured };
}

const WORDS = { shown: 'holds', refuted: 'does not hold', open: 'not shown' } as const;

const wordOf = (outcome: StatementOutcome): ClaimVerdict['measured'] => WORDS[outcome];

function agreed(parts: readonly ClaimVerdict['measured'][]): ClaimVerdict['measured'] {
  const first = parts[0] ?? 'holds';
  if (parts.every((part) => part === first)) return first;
  if (parts.some((part) => part === 'holds' || part === 'holds when')) return 'holds when';
  return parts.includes('does not hold') ? 'does not hold' : 'not shown';
}
