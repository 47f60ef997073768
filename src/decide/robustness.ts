import { groupedMean, shareOfGroups, withoutBias } from '../statistics/nested.js';
import type { PatternRobustness, Regret, RehearsedPoint, RehearsedRobustness, ShareOfPoints } from './decision.js';
import { type Aim, bestOf, type ScoredStanding, scoreOf } from './score.js';
import { betterOf } from './statistics.js';

/**
 * How often each pattern is truly the best, and what it gives away where it is not. Null without points.
 *
 * Which pattern is the best at a point is known only as far as its replications tell. Replications are therefore a random
 * effect, like the points: every point has luck of its own, so that errors at different points are independent and show in the spread
 * between groups of points; and the bias of a winner among noisy means is taken off by halving the replications (`withoutBias`).
 * `swings` are the aims as other replications at the scenario's own values might have set them: all points share that scale, so what it
 * does to a share is a variance on top.
 */
export function robustnessOf(
  names: readonly string[],
  points: readonly RehearsedPoint[],
  aims: readonly Aim[],
  swings: readonly (readonly Aim[])[] = [],
): RehearsedRobustness | null {
  if (points.length === 0) return null;
  const winners = points.map((point) => winnersOf(point, aims));
  const others = swings.map((one) => points.map((point) => winnersOf(point, one)));
  const wins = (name: string | null): ShareOfPoints => {
    const shareIn = (all: readonly Winners[]): number =>
      groupedMean(
        grouped(
          points,
          all.map((one) => chance(one, name)),
        ),
      ).mean;
    return sharePlus(
      points,
      winners.map((one) => chance(one, name)),
      varianceOf(others.map(shareIn)),
    );
  };
  return {
    points,
    nobody: wins(null),
    patterns: names.map((name) => ({ name, wins: wins(name), ...restOf(name, points, aims) })),
  };
}

/** The best at a point, by all replications and by either half of them; null: none keeps every limit. */
interface Winners {
  readonly whole: string | null;
  readonly halves: readonly [string | null, string | null];
}

function winnersOf(point: RehearsedPoint, aims: readonly Aim[]): Winners {
  const best = (standings: readonly ScoredStanding[]): string | null => {
    const inRace = standings.filter(({ name }) => point.contenders.includes(name));
    return bestOf(inRace.map((one) => ({ ...one, score: scoreOf(aims, one.means) })))?.name ?? null;
  };
  const whole = best(point.standings);
  // Where the race is decided, half of the replications would only add noise.
  if (point.isDecided) return { whole, halves: [whole, whole] };
  return { whole, halves: [best(point.halves[0]), best(point.halves[1])] };
}

const chance = ({ whole, halves }: Winners, name: string | null): number =>
  withoutBias(Number(whole === name), [Number(halves[0] === name), Number(halves[1] === name)]);

function restOf(
  name: string,
  points: readonly RehearsedPoint[],
  aims: readonly Aim[],
): Omit<PatternRobustness, 'name' | 'wins'> {
  // Where the pattern does not fit the changed task, it has no standing, and keeps no limit.
  const standings = points.map((point) => point.standings.find((one) => one.name === name));
  const limits = points[0]!.standings[0]?.limits ?? [];
  const feasible = points.map((point) => figureOf(point, (of) => Number(named(of, name)?.isFeasible === true)));
  return {
    holds: sharePlus(
      points,
      points.map(({ best, ties }) => Number(best === name || ties.includes(name))),
    ),
    feasible: sharePlus(points, feasible),
    limits: limits.map(
      (_, l) => standings.reduce((sum, one) => sum + (one?.limits[l]?.probability ?? 0), 0) / points.length,
    ),
    regret: regretOf(name, points, aims, feasible),
  };
}

/** A figure of a point, without the bias of what is chosen among noisy means. */
function figureOf(point: RehearsedPoint, figure: (standings: readonly ScoredStanding[]) => number): number {
  return withoutBias(figure(point.standings), [figure(point.halves[0]), figure(point.halves[1])]);
}

/**
 * Against the best at each point, over those at which the pattern is feasible. The best of noisy means looks better than it is:
 * the mean has that bias taken off, and the most is that of the points at which the pattern is shown to be behind.
 */
function regretOf(
  name: string,
  points: readonly RehearsedPoint[],
  aims: readonly Aim[],
  feasible: readonly number[],
): Regret | null {
  const count = feasible.reduce((sum, value) => sum + value, 0);
  if (!(count > 0)) return null;
  const span = (given: (own: ScoredStanding, best: ScoredStanding) => number, least: number): RegretSpan => {
    const lost = (point: RehearsedPoint) => (standings: readonly ScoredStanding[]) => {
      const own = named(standings, name);
      const best = bestOf(standings.filter((one) => point.contenders.includes(one.name)));
      return own?.isFeasible !== true || best === null ? 0 : given(own, best);
    };
    const mean = points.reduce((sum, point) => sum + figureOf(point, lost(point)), 0) / count;
    const shown = points
      .filter(
        ({ best, ties, standings }) =>
          best !== null && best !== name && !ties.includes(name) && named(standings, name)?.isFeasible === true,
      )
      .map((point) => lost(point)(point.standings));
    const kept = Math.max(least, mean);
    return { mean: kept, max: Math.max(kept, ...shown) };
  };
  return {
    ...span((own, best) => best.score - own.score, 0),
    objectives: aims.map((aim, i) => {
      const sign = betterOf(aim) === 'higher' ? 1 : -1;
      return span((own, best) => sign * (best.means[i]! - own.means[i]!), Number.NEGATIVE_INFINITY);
    }),
  };
}

type RegretSpan = Pick<Regret, 'mean' | 'max'>;

const named = (standings: readonly ScoredStanding[], name: string): ScoredStanding | undefined =>
  standings.find((one) => one.name === name);

function grouped(points: readonly RehearsedPoint[], values: readonly number[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const [i, { group }] of points.entries()) {
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [values[i]!]);
    else known.push(values[i]!);
  }
  return [...groups.values()];
}

function sharePlus(points: readonly RehearsedPoint[], values: readonly number[], other = 0): ShareOfPoints {
  return shareOfGroups(grouped(points, values), other);
}

function varianceOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
