import { partsOf } from '../measures/index.js';
import type { Whole } from '../measures/measure.js';
import { type Estimate, mean, meanInterval } from '../statistics/estimates.js';
import type { PatternRuns } from '../study/pattern-runs.js';

/** A whole taken apart under each pattern, such as the latency of a delivered task. */
export interface Breakdown {
  readonly whole: BrokenDown;
  /** Patterns under which the whole has a value, in the comparison's order. */
  readonly patterns: readonly PatternBreakdown[];
}

export type BrokenDown = Extract<Whole, 'latency' | 'tokens'>;

export interface PatternBreakdown {
  readonly pattern: string;
  /** The sum of the parts. */
  readonly total: Estimate;
  /** Mean of each part, in the order of `partsOf`. */
  readonly parts: readonly number[];
}

/** How false claims come into being. */
export const CLAIM_ORIGINS = ['claimsSeeded', 'claimsHallucinated', 'claimsGuessed', 'claimsDerived'] as const;
/** How they are taken out before delivery; counted below zero, so that all add up to what is delivered. */
export const CLAIM_EXITS = ['claimsCaught', 'claimsDisbelieved', 'claimsLeftOut', 'claimsUnread'] as const;

export type ClaimOrigin = (typeof CLAIM_ORIGINS)[number];
export type ClaimExit = (typeof CLAIM_EXITS)[number];

/** The balance of false claims under a pattern: what came into being was taken out, or was delivered. */
export interface ClaimBalance {
  readonly pattern: string;
  readonly made: Estimate;
  readonly delivered: Estimate;
  /** In the order of `CLAIM_ORIGINS`. */
  readonly origins: readonly Estimate[];
  /** In the order of `CLAIM_EXITS`. */
  readonly exits: readonly Estimate[];
}

/** What was taken apart under every pattern, and has a value under any. */
export function breakdownsOf(patterns: readonly PatternRuns[], runs: number): Breakdown[] {
  return (['latency', 'tokens'] as const).flatMap((whole) => {
    const ids = partsOf(whole).map(({ id }) => id);
    if (!areMeasured(patterns, ids)) return [];
    const isDefined = patterns.some(({ columns }) =>
      ids.every((id) => columns.get(id)!.some((value) => !Number.isNaN(value))),
    );
    if (!isDefined) return [];
    const found = patterns
      .map(({ name, columns }) => ({
        pattern: name,
        total: sumOf(columns, ids, runs),
        parts: ids.map((id) => mean(columns.get(id)!)),
      }))
      .filter(({ total }) => !Number.isNaN(total.mean));
    return [{ whole, patterns: found }];
  });
}

/** None where false claims were not counted, or there were none under any pattern. */
export function claimBalancesOf(patterns: readonly PatternRuns[], runs: number): ClaimBalance[] {
  if (!areMeasured(patterns, [...CLAIM_ORIGINS, ...CLAIM_EXITS])) return [];
  const isAny = patterns.some(({ columns }) => CLAIM_ORIGINS.some((id) => columns.get(id)!.some((n) => n > 0)));
  if (!isAny) return [];
  return patterns.map(({ name, columns }) => ({
    pattern: name,
    made: sumOf(columns, CLAIM_ORIGINS, runs),
    delivered: sumOf(columns, [...CLAIM_ORIGINS, ...CLAIM_EXITS], runs),
    origins: CLAIM_ORIGINS.map((id) => meanInterval(columns.get(id)!)),
    exits: CLAIM_EXITS.map((id) => meanInterval(columns.get(id)!.map((value) => -value))),
  }));
}

function areMeasured(patterns: readonly PatternRuns[], ids: readonly string[]): boolean {
  return ids.every((id) => patterns.every(({ columns }) => columns.has(id)));
}

/** Of the sum of some columns, replication by replication. */
function sumOf(columns: PatternRuns['columns'], ids: readonly string[], runs: number): Estimate {
  const values = ids.map((id) => columns.get(id)!);
  return meanInterval(Float64Array.from({ length: runs }, (_, r) => values.reduce((sum, one) => sum + one[r]!, 0)));
}
