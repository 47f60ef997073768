import { pairedDifference } from '../statistics/estimates.js';
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
 * in every replication (paired 95 % intervals; at least one is shown). It is perhaps dominated by one whose means are no
 * worse on any objective and better on one, where that is not shown for all of them.
 */
export function frontOf(
  patterns: readonly PatternRuns[],
  objectives: readonly WeightedObjective[],
): Map<string, Dominance> {
  return new Map(patterns.map((pattern) => [pattern.name, dominanceOf(pattern, patterns, objectives)]));
}

function dominanceOf(
  pattern: PatternRuns,
  all: readonly PatternRuns[],
  objectives: readonly WeightedObjective[],
): Dominance {
  const found = all
    .filter((other) => other !== pattern)
    .map((rival) => ({ by: rival.name, front: between(rival, pattern, objectives) }));
  const worst = found.find(({ front }) => front === 'dominated');
  return worst ?? found.find(({ front }) => front === 'perhaps dominated') ?? { front: 'on the front', by: null };
}

/** What the rival makes of the pattern. */
function between(rival: PatternRuns, pattern: PatternRuns, objectives: readonly WeightedObjective[]): Front {
  const orders = objectives.map((objective) => orderOn(objective, rival, pattern));
  if (orders.every((order) => order === 'alike') || orders.includes('other')) return 'on the front';
  return orders.includes('seems no worse') ? 'perhaps dominated' : 'dominated';
}

function orderOn(objective: WeightedObjective, rival: PatternRuns, pattern: PatternRuns): Order {
  const paired = pairedDifference(replicationTerms(objective, rival), replicationTerms(objective, pattern));
  const sign = betterOf(objective) === 'higher' ? 1 : -1;
  const [mean, low] = [sign * paired.mean, sign > 0 ? paired.low : -paired.high];
  if (paired.n === 0 || mean < 0) return 'other';
  if (mean === 0 && paired.low === 0 && paired.high === 0) return 'alike';
  return low > 0 ? 'better' : 'seems no worse';
}
