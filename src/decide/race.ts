import type { Executor } from '../study/executor.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import type { RehearsedPoint } from './decision.js';
import type { DecisionLimit } from './limits.js';
import { pointOf } from './points.js';
import type { Aim } from './score.js';
import { standingOf } from './score.js';
import type { DecisionStudy, PointPlace, Variant } from './study.js';

/** A point on its way: what was rehearsed there so far. */
interface Racing {
  readonly place: PointPlace;
  readonly first: Variant;
  readonly rounds: PatternRuns[][];
  point: RehearsedPoint;
}

/** The first round at each place; jobs are to be worked through before they are judged. */
export function startPoints(study: DecisionStudy, places: readonly PointPlace[]): [PointPlace, Variant][] {
  return places.map((place) => [place, study.point(place)]);
}

/** A round has up to so many times the replications of all before it. */
const GROWTH = 3;
/** What all rounds of the race may cost, as a share of the first round at every point. */
const BUDGET = 1;
const ROUNDS = 4;

/**
 * Goes on where several patterns may be the best, with those alone, as long as the budget lasts: many replications where few
 * are open, few where many are. Points whose first round was not finished are left out. Not whole: it was interrupted, and
 * points stand by the rounds before.
 */
export async function racePoints(
  study: Pick<DecisionStudy, 'race' | 'replications' | 'withBaseline'>,
  started: readonly (readonly [PointPlace, Variant])[],
  { aims, bounds }: { readonly aims: readonly Aim[]; readonly bounds: readonly DecisionLimit[] },
  executor: Executor,
  share: readonly [number, number],
): Promise<{ points: RehearsedPoint[]; isWhole: boolean }> {
  const judged = (place: PointPlace, rounds: PatternRuns[][], { scenario }: Variant): RehearsedPoint =>
    pointOf(place, rounds, (runs) => standingOf(runs, aims, bounds, scenario.workload.tasks));
  const racing: Racing[] = started.flatMap(([place, first]) => {
    if (first.gathered.done < first.runs) return [];
    const rounds = [first.gathered.results()];
    return [{ place, first, rounds, point: judged(place, rounds, first) }];
  });
  const { perPoint, mostPerPoint } = study.replications;
  let budget = BUDGET * perPoint * started.reduce((sum, [, { gathered }]) => sum + gathered.size, 0);
  let done = perPoint;
  let isWhole = racing.length === started.length;
  for (let round = 1; round <= ROUNDS && isWhole; round++) {
    const open = racing.filter(({ point }) => !point.isDecided);
    const width = open.reduce((sum, { point }) => sum + study.withBaseline(point.contenders).length, 0);
    const runs = Math.min(GROWTH * done, mostPerPoint - done, Math.floor(budget / Math.max(1, width)));
    if (open.length === 0 || runs < Math.min(perPoint, done / 2)) break;
    const further = open.map((one) => [one, study.race(one.place, round, runs, one.point.contenders)] as const);
    isWhole = await executor.work(
      further.flatMap(([, { jobs }]) => jobs),
      within(share, (round - 1) / ROUNDS, round / ROUNDS),
    );
    for (const [one, { gathered }] of further) {
      if (gathered.done < runs) continue;
      one.rounds.push(gathered.results());
      one.point = judged(one.place, one.rounds, one.first);
    }
    budget -= runs * width;
    done += runs;
  }
  return { points: racing.map(({ point }) => point), isWhole };
}

/** A part of the progress that is to be filled. */
function within([from, to]: readonly [number, number], low: number, high: number): [number, number] {
  return [from + low * (to - from), from + high * (to - from)];
}
