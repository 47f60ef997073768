import { Pairs } from '../study/pairs.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import type { WeightedObjective } from './score.js';
import { betterOf, replicationTerms } from './statistics.js';

/** Whether another feasible pattern is better in every respect. */
export type Front = 'on the front' | 'perhaps dominated' | 'dominated' | 'not feasible';

export interface Dominance {
  readonly front: Front;
  /** The first pattern that dominates it, or perhaps does. */
  readonly by: string | null;
}

type Order = 'better' | 'alike' | 'seems no worse' | 'other';

/**
 * A pattern is dominated by another that is shown to be better on every objective but those on which the two came out alike
 * in every replication (paired differences, after Holm's correction over all pairs; at least one is shown). It is perhaps
 * dominated by one whose means are no worse on any objective and better on one, where that is not shown for all of them.
 */
export function frontOf(
  patterns: readonly PatternRuns[],
  objectives: readonly WeightedObjective[],
): Map<string, Dominance> {
  const judged = objectives.map((objective): Judged => {
    return { objective, pairs: new Pairs(patterns.map((runs) => replicationTerms(objective, runs))) };
  });
  return new Map(patterns.map(({ name }, place) => [name, dominanceOf(place, patterns, judged)]));
}

/** An objective, with all pairs of patterns on it. */
interface Judged {
  readonly objective: WeightedObjective;
  readonly pairs: Pairs;
}

function dominanceOf(place: number, all: readonly PatternRuns[], judged: readonly Judged[]): Dominance {
  const found = [...all.entries()]
    .filter(([other]) => other !== place)
    .map(([other, { name }]) => ({ by: name, front: between(other, place, judged) }));
  const worst = found.find(({ front }) => front === 'dominated');
  return worst ?? found.find(({ front }) => front === 'perhaps dominated') ?? { front: 'on the front', by: null };
}

/** What the rival makes of the pattern. */
function between(rival: number, pattern: number, judged: readonly Judged[]): Front {
  const orders = judged.map((one) => orderOn(one, rival, pattern));
  if (orders.every((order) => order === 'alike') || orders.includes('other')) return 'on the front';
  return orders.includes('seems no worse') ? 'perhaps dominated' : 'dominated';
}

function orderOn({ objective, pairs }: Judged, rival: number, pattern: number): Order {
  // How far the rival is ahead: what is better is above, or below.
  const lead = betterOf(objective) === 'higher' ? pairs.between(rival, pattern) : pairs.between(pattern, rival);
  if (lead === null || lead.mean < 0) return 'other';
  if (lead.mean === 0 && lead.low === 0 && lead.high === 0) return 'alike';
  return lead.shown.low > 0 ? 'better' : 'seems no worse';
}
