import { mean } from '../statistics/estimates.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import { frontOf } from './front.js';
import { checkLimit, type DecisionLimit, isKept } from './limits.js';
import type { Aim, WeightedObjective } from './score.js';
import { betterOf, replicationTerms } from './statistics.js';

/** Patterns under which every objective has a value and every limit is kept more likely than not. */
export function feasibleOf(
  patterns: readonly PatternRuns[],
  objectives: readonly WeightedObjective[],
  bounds: readonly DecisionLimit[],
  tasks: number,
): PatternRuns[] {
  return patterns.filter(
    (runs) =>
      objectives.every((objective) => !Number.isNaN(mean(replicationTerms(objective, runs)))) &&
      bounds.every((bound) => isKept(checkLimit(bound, runs, tasks))),
  );
}

/**
 * The swing of each objective: from the worst to the best mean among the feasible patterns that are not dominated. Where
 * these are all alike, among all feasible ones; where these are, among all. The choice is between the first; the others
 * only keep the scale from having no length.
 */
export function aimsOf(
  objectives: readonly WeightedObjective[],
  patterns: readonly PatternRuns[],
  feasible: readonly PatternRuns[],
): Aim[] {
  const front = frontOf(feasible, objectives);
  const undominated = feasible.filter(({ name }) => front.get(name)!.front !== 'dominated');
  return objectives.map((objective) => {
    for (const group of [undominated, feasible, patterns]) {
      const means = group
        .map((runs) => mean(replicationTerms(objective, runs)))
        .filter((value) => !Number.isNaN(value));
      const [least, most] = [Math.min(...means), Math.max(...means)];
      if (!(least < most)) continue;
      return betterOf(objective) === 'higher'
        ? { ...objective, worst: least, best: most }
        : { ...objective, worst: most, best: least };
    }
    return { ...objective, worst: 0, best: 0 };
  });
}
