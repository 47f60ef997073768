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
  const isFeasible = (of: readonly ScoredStanding[]): number => Number(named(of, name)?.isFeasible === true);
  const feasible = points.map(({ standings: whole, halves: [first, second] }) =>
    withoutBias(isFeasible(whole), [isFeasible(first), isFeasible(second)]),
  );
  return {
    holds: sharePlus(
      points,
      points.map(({ best, ties }) => Number(best === name || ties.includes(name))),
    ),
    feasible: sharePlus(points, feasible),
    limits: limits.map(
      (_, l) => standings.reduce((sum, one) => sum + (one?.limits[l]?.probability ?? 0), 0) / points.length,
    ),
    regret: regretOf(name, points, aims),
  };
}

/**
 * Against the best at each point, over those at which the pattern is feasible. The best of noisy means looks better than it is, and
 * the more so the more patterns are level: where the race is open, the best is therefore chosen by one half of the
 * replications and judged by the other, and the other way round. Patterns that are level give nothing away then; the regret
 * is against what can be chosen, not against what luck favoured. The most is that of the points at which the pattern is
 * shown to be behind.
 */
function regretOf(name: string, points: readonly RehearsedPoint[], aims: readonly Aim[]): Regret | null {
  const looks = points.flatMap((point) => looksAt(point, name));
  const count = looks.reduce((sum, { weight }) => sum + weight, 0);
  if (count === 0) return null;
  const shown = points
    .filter((point) => point.best !== null && point.best !== name && !point.ties.includes(name))
    .flatMap(({ standings, best }) => {
      const own = named(standings, name);
      return own?.isFeasible === true ? [{ own, best: named(standings, best)! }] : [];
    });
  const span = (given: (look: OwnAndBest) => number, least: number): RegretSpan => {
    const mean = looks.reduce((sum, look) => sum + look.weight * given(look), 0) / count;
    return { mean: Math.max(least, mean), max: Math.max(least, mean, ...shown.map(given)) };
  };
  return {
    ...span(({ own, best }) => best.score - own.score, 0),
    objectives: aims.map((aim, i) => {
      const sign = betterOf(aim) === 'higher' ? 1 : -1;
      return span(({ own, best }) => sign * (best.means[i]! - own.means[i]!), Number.NEGATIVE_INFINITY);
    }),
  };
}

interface OwnAndBest {
  readonly own: ScoredStanding;
  readonly best: ScoredStanding;
}

/** The pattern beside the best at a point, chosen and judged; none where it is not feasible. */
function looksAt(point: RehearsedPoint, name: string): (OwnAndBest & { readonly weight: number })[] {
  const { standings, halves, contenders, isDecided } = point;
  const ways = isDecided ? [[standings, standings]] : [halves, [halves[1], halves[0]]];
  return ways.flatMap(([choosing, judging]) => {
    const chosen = bestOf(choosing!.filter((one) => contenders.includes(one.name)));
    const [own, best] = [named(judging!, name), named(judging!, chosen?.name ?? null)];
    const isKnown = own !== undefined && best !== undefined && !Number.isNaN(own.score) && !Number.isNaN(best.score);
    return isKnown && named(choosing!, name)?.isFeasible === true ? [{ own, best, weight: 1 / ways.length }] : [];
  });
}

type RegretSpan = Pick<Regret, 'mean' | 'max'>;

const named = (standings: readonly ScoredStanding[], name: string | null): ScoredStanding | undefined =>
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
