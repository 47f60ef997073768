import { sameUpToRounding } from '../statistics/estimates.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import { joined, pieceOf } from '../study/pieces.js';
import type { RehearsedPoint, UncertainPoint } from './decision.js';
import { verdictOf } from './limits.js';
import { bestOf, leadOf, type ScoredStanding, tiedWith } from './score.js';

/** How a pattern stands by the decision's objectives and limits. */
export type Weigh = (runs: PatternRuns) => ScoredStanding;

/** A pattern is out of the race at a point below this p-value, or by its share of 5 % where it has more than ten rivals. */
const OUT = 0.005;

/** Who may be the best, and whether that is told. */
export interface Contenders {
  /** In the order of the standings. */
  readonly names: readonly string[];
  /** At most one may be the best, and it is shown whether it keeps the limits. */
  readonly isDecided: boolean;
}

/**
 * Patterns that may be the best: those that are not shown to break a limit, and not to be behind another that is shown to
 * keep all. Of several that came out alike in every replication the first stands for all: no further one can tell them apart.
 */
export function contendersOf(standings: readonly ScoredStanding[]): Contenders {
  const possible = standings.filter(
    ({ score, limits }) => !Number.isNaN(score) && limits.every((check) => verdictOf(check) !== 'broken'),
  );
  const sure = possible.filter(isSure);
  const level = Math.min(OUT, (10 * OUT) / Math.max(1, possible.length - 1));
  const isOut = (one: ScoredStanding): boolean =>
    sure.some((other) => other !== one && other.score > one.score && isShownAhead(other, one, level));
  const left = possible.filter((one) => !isOut(one));
  const different = left.filter((one, i) => !left.slice(0, i).some((other) => isAlike(other, one)));
  return {
    names: different.map(({ name }) => name),
    isDecided: different.length === 0 || (different.length === 1 && isSure(different[0]!)),
  };
}

const isSure = ({ limits }: ScoredStanding): boolean => limits.every((check) => verdictOf(check) === 'met');

function isShownAhead(a: ScoredStanding, b: ScoredStanding, level: number): boolean {
  const { mean, p } = leadOf(a, b);
  return mean > 0 && p < level;
}

function isAlike(a: ScoredStanding, b: ScoredStanding): boolean {
  return (
    isSure(a) === isSure(b) &&
    sameUpToRounding(a.score, b.score) &&
    a.groups.length === b.groups.length &&
    a.groups.every((score, i) => sameUpToRounding(score, b.groups[i]!))
  );
}

/**
 * What a point comes to. In the first round every pattern was rehearsed, in each further one those that were contenders after
 * the one before. A pattern stands by all of its replications; the best is one of the contenders.
 */
export function pointOf(
  place: Pick<UncertainPoint, 'values' | 'group'>,
  rounds: readonly (readonly PatternRuns[])[],
  weigh: Weigh,
): RehearsedPoint {
  const all = new Map(rounds[0]!.map((runs) => [runs.name, [runs]]));
  let standings = rounds[0]!.map(weigh);
  let race = contendersOf(standings);
  for (const round of rounds.slice(1)) {
    const { names } = race;
    const further = round.filter(({ name }) => names.includes(name));
    for (const runs of further) all.get(runs.name)!.push(runs);
    const renewed = new Map(names.map((name) => [name, weigh(joined(all.get(name)!))]));
    standings = standings.map((one) => renewed.get(one.name) ?? one);
    race = contendersOf([...renewed.values()]);
  }
  const half = (from: number, to: number): ScoredStanding[] =>
    standings.map(({ name }) => weigh(joined(all.get(name)!.map((runs) => pieceOf(runs, from, to)))));
  const inRace = standings.filter(({ name }) => race.names.includes(name));
  const best = bestOf(inRace);
  return {
    ...place,
    best: best?.name ?? null,
    ties: best === null ? [] : tiedWith(best, inRace),
    ...{ standings, contenders: race.names, isDecided: race.isDecided },
    halves: [half(0, 0.5), half(0.5, 1)],
  };
}
