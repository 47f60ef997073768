import { wilsonInterval } from '../statistics/estimates.js';
import type { PatternRobustness, Regret, RehearsedPoint, RehearsedRobustness, ShareOfPoints } from './decision.js';
import { type Aim, bestOf, type ScoredStanding, tiedWith } from './score.js';

/** What a point comes to, once every pattern has been rehearsed there. */
export function pointOf(values: readonly number[], standings: readonly ScoredStanding[]): RehearsedPoint {
  const best = bestOf(standings);
  if (best === null) return { values, best: null, ties: [], standings };
  return { values, best: best.name, ties: tiedWith(best, standings), standings };
}

/** How often each pattern is the answer, and what it gives away where it is not. Null without points. */
export function robustnessOf(
  names: readonly string[],
  points: readonly RehearsedPoint[],
  aims: readonly Aim[],
): RehearsedRobustness | null {
  if (points.length === 0) return null;
  return {
    points,
    nobody: points.filter(({ best }) => best === null).length,
    patterns: names.map((name) => ofPattern(name, points, aims)),
  };
}

function ofPattern(name: string, points: readonly RehearsedPoint[], aims: readonly Aim[]): PatternRobustness {
  const shareOf = (test: (point: RehearsedPoint) => boolean): ShareOfPoints => {
    const count = points.filter(test).length;
    return { count, share: count / points.length, ...wilsonInterval(count, points.length) };
  };
  // Where the pattern does not fit the changed task, it has no standing, and keeps no limit.
  const standings = points.map((point) => point.standings.find((one) => one.name === name));
  const limits = points[0]!.standings[0]?.limits ?? [];
  return {
    name,
    wins: shareOf(({ best }) => best === name),
    holds: shareOf(({ best, ties }) => best === name || ties.includes(name)),
    feasible: shareOf((point) => point.standings.find((one) => one.name === name)?.isFeasible === true),
    limits: limits.map(
      (_, l) => standings.reduce((sum, one) => sum + (one?.limits[l]?.probability ?? 0), 0) / points.length,
    ),
    regret: regretOf(name, points, aims),
  };
}

function regretOf(name: string, points: readonly RehearsedPoint[], aims: readonly Aim[]): Regret | null {
  const lost: { score: number; means: number[] }[] = [];
  for (const { best, standings } of points) {
    const own = standings.find((one) => one.name === name);
    const winner = standings.find((one) => one.name === best);
    if (own?.isFeasible !== true || winner === undefined) continue;
    const means = aims.map(({ measure }, i) => {
      const difference = winner.means[i]! - own.means[i]!;
      return measure.better === 'higher' ? difference : -difference;
    });
    lost.push({ score: winner.score - own.score, means });
  }
  if (lost.length === 0) return null;
  return {
    ...spanOf(lost.map(({ score }) => score)),
    objectives: aims.map((_, i) => spanOf(lost.map((one) => one.means[i]!))),
  };
}

function spanOf(values: readonly number[]): { mean: number; max: number } {
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, max: Math.max(...values) };
}
