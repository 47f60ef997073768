import { comparing } from '../compare/compare.js';
import type { Comparison } from '../compare/comparison.js';
import { measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { withEssentialRanges } from '../patterns/essentials.js';
import type { Scenario, Uncertain } from '../scenario/scenario.js';
import { chosenPatterns } from '../study/baseline.js';
import { builtInCatalogue, type Catalogue } from '../study/catalogue.js';
import { type ColumnStore, columnsInMemory } from '../study/columns.js';
import type { Executor } from '../study/executor.js';
import { picked } from '../study/pieces.js';
import { aimsOf, feasibleOf } from './aims.js';
import type {
  Decision,
  DecisionOption,
  RehearsedDecision,
  RehearsedPoint,
  RehearsedRobustness,
  Sensitivity,
} from './decision.js';
import { type LookAt, type Stop, sensitivityOf } from './flips.js';
import { frontOf } from './front.js';
import { boundsOf } from './limits.js';
import { racePoints, startPoints } from './race.js';
import { robustnessOf } from './robustness.js';
import {
  type Aim,
  bestOf,
  leadOf,
  type OptionStanding,
  objectivesOf,
  type ScoredStanding,
  shownLeads,
  standingOf,
  tiedWith,
} from './score.js';
import { betterOf, statisticId } from './statistics.js';
import { type DecideEffort, DecisionInterrupted, DecisionStudy, type PointPlace, type Variant } from './study.js';
import { weightRanges } from './weights.js';
import { worthKnowing } from './worth.js';

export { type DecideEffort, samplesAsked } from './study.js';

/** Why a scenario's decision cannot be made, in words with the next step; null where it can. */
export function objectionTo(
  scenario: Scenario,
  all: readonly Measure[] = measures,
): { readonly message: string; readonly next: string } | null {
  for (const objective of objectivesOf(scenario, all)) {
    const { measure } = objective;
    if (betterOf(objective) === 'neither') {
      const message = `neither high nor low values of the objective '${statisticId(objective)}' are better`;
      return { message, next: 'Weigh another measure, or make this one a limit.' };
    }
    if (measure.readDisturbed !== undefined) {
      const message = `the objective '${measure.id}' is measured beside the tasks, so it cannot be followed over uncertain values`;
      return { message, next: 'Weigh a measure that is read from tasks.' };
    }
  }
  return null;
}

/**
 * Decides between the patterns that fit: at the scenario's own values, over all combinations of the uncertain ones, and one
 * by one from end to end; what patterns live by and the scenario leaves at its default is uncertain, too. All of that is one
 * round of work. Where several patterns may be the best at a point, further rounds follow, then further points, until the
 * share of the answer is known as well as was asked for; the flips come last.
 * Call only where there is no objection.
 */
export async function decide(
  given: Scenario,
  effort: DecideEffort,
  executor: Executor,
  catalogue: Catalogue = builtInCatalogue,
  store: ColumnStore = columnsInMemory,
): Promise<RehearsedDecision> {
  const scenario = withEssentialRanges(given, chosenPatterns(given, effort), catalogue.patterns);
  const base = comparing(scenario, { ...effort, precision: null }, catalogue, store);
  const study = new DecisionStudy(scenario, effort, catalogue);
  const { uncertain } = scenario.decision;
  const tracks = uncertain.map((parameter) => study.track(parameter));
  const started = startPoints(study, study.places(undefined, effort.samples));
  const jobs = [...base.jobs, ...tracks.flat().flatMap(({ jobs }) => jobs), ...started.flatMap(([, { jobs }]) => jobs)];
  const isFirstWhole = await executor.work(jobs, [0, uncertain.length === 0 ? 1 : 0.6]);
  const comparison = base.comparison(isFirstWhole);
  const { standings, ...settled } = settle(comparison, catalogue.measures);
  const { robustness, isWhole } = await robustnessFor(study, started, { comparison, settled, effort, executor });
  const stand = (one: Variant): ScoredStanding[] | null => study.standings(one, settled.aims, settled.bounds);
  const lookAt = study.looker(executor, settled.aims, settled.bounds);
  const { sensitivities, isComplete } = isWhole
    ? await sensitivitiesOf(uncertain, tracks, { answer: settled.answer, standings }, stand, lookAt)
    : { sensitivities: [], isComplete: false };
  const { samples, mostSamples = samples, shareWithin = null } = effort;
  const asked = { samples: started.length, mostSamples: uncertain.length === 0 ? 0 : mostSamples, shareWithin };
  return {
    comparison,
    ...settled,
    robustness,
    sensitivities: [...sensitivities].sort((a, b) => nearest(a) - nearest(b)),
    worth: robustness === null ? null : worthKnowing(uncertain, robustness.points),
    effort: { ...asked, ...study.replications, isComplete },
  };
}

/** What the decision over the uncertain ranges rests on. */
interface Ground {
  readonly comparison: Comparison;
  readonly settled: Omit<Settled, 'standings'>;
  readonly effort: DecideEffort;
  readonly executor: Executor;
}

/** Times that further points are added at most: each time as many as the interval at hand says are wanting. */
const ADDITIONS = 3;

/** Races at the points, and further points as long as the share of the answer is not known well enough. */
async function robustnessFor(
  study: DecisionStudy,
  started: readonly [PointPlace, Variant][],
  { comparison, settled, effort, executor }: Ground,
): Promise<{ robustness: RehearsedRobustness | null; isWhole: boolean }> {
  const { samples, mostSamples = samples, shareWithin = null } = effort;
  const names = settled.options.map(({ standing }) => standing.name);
  const swings = started.length === 0 ? [] : swingsOf(study, comparison, settled);
  const robust = (points: readonly RehearsedPoint[]) => robustnessOf(names, points, settled.aims, swings);
  let { points, isWhole } = await racePoints(study, started, settled, executor, [0.6, 0.75]);
  let robustness = robust(points);
  let last = started.at(-1)?.[0];
  for (let time = 0; time < ADDITIONS && isWhole && last !== undefined && shareWithin !== null; time++) {
    const wanted = pointsFor(robustness, settled.answer, shareWithin);
    if (wanted <= points.length || points.length >= mostSamples) break;
    const more = startPoints(study, study.places(last, Math.min(mostSamples, wanted)));
    const share = [0.75 + 0.05 * time, 0.8 + 0.05 * time] as const;
    await executor.work(
      more.flatMap(([, { jobs }]) => jobs),
      share,
    );
    const raced = await racePoints(study, more, settled, executor, share);
    points = [...points, ...raced.points];
    isWhole = raced.isWhole;
    robustness = robust(points);
    last = more.at(-1)![0];
  }
  return { robustness, isWhole };
}

/** Points at which the share of the answer, or of the most frequent best, would be known within so much. */
function pointsFor(robustness: RehearsedRobustness | null, answer: string | null, within: number): number {
  if (robustness === null) return 0;
  const shares = robustness.patterns.filter(({ name }) => answer === null || name === answer).map(({ wins }) => wins);
  const half = Math.max(...shares.map(({ low, high }) => (high - low) / 2));
  return half <= within ? 0 : Math.ceil(robustness.points.length * Math.min(4, 1.1 * (half / within) ** 2));
}

/** How often the swing of the objectives is set again from other replications of the comparison: a bootstrap. */
const SWINGS = 40;

function swingsOf(
  { draws }: DecisionStudy,
  { patterns, runs }: Comparison,
  { aims, options }: Pick<Settled, 'aims' | 'options'>,
): Aim[][] {
  if (runs < 2) return [];
  const ids = new Set(aims.map(({ measure }) => measure.id));
  const weighed = patterns.map(({ columns, ...one }) => {
    const kept = [...columns.keys()].filter((id) => ids.has(id));
    return { ...one, columns: new Map(kept.map((id) => [id, columns.get(id)!])) };
  });
  const feasible = new Set(options.filter(({ standing }) => standing.isFeasible).map(({ standing }) => standing.name));
  return Array.from({ length: SWINGS }, (_, nth) => {
    const replications = draws.resample(nth, runs);
    const drawn = weighed.map((one) => picked(one, replications));
    return aimsOf(
      aims,
      drawn,
      drawn.filter(({ name }) => feasible.has(name)),
    );
  });
}

const nearest = ({ flips }: Sensitivity): number => flips[0]?.distance ?? Number.POSITIVE_INFINITY;

interface Settled extends Pick<Decision, 'aims' | 'bounds' | 'options' | 'answer' | 'ties' | 'weights'> {
  /** Of the options, in their order. */
  readonly standings: readonly ScoredStanding[];
}

/** The decision at the scenario's own values. */
export function settle(
  { scenario, patterns }: Pick<Comparison, 'scenario' | 'patterns'>,
  all: readonly Measure[] = measures,
): Settled {
  const [objectives, bounds] = [objectivesOf(scenario, all), boundsOf(scenario, all)];
  const { tasks } = scenario.workload;
  const feasible = feasibleOf(patterns, objectives, bounds, tasks);
  const aims = aimsOf(objectives, patterns, feasible);
  const standings = patterns.map((runs) => standingOf(runs, aims, bounds, tasks));
  const front = frontOf(feasible, objectives);
  const best = bestOf(standings);
  const order = standings
    .filter((one) => one.isFeasible)
    .sort((a, b) => (a === best ? -1 : b === best ? 1 : b.score - a.score));
  const shown = best === null ? null : shownLeads(best, standings);
  const options = standings.map((standing): DecisionOption => {
    const isComparable = best !== null && standing !== best && !Number.isNaN(standing.score);
    return {
      standing: plain(standing),
      ...(front.get(standing.name) ?? { front: 'not feasible', by: null }),
      behind: isComparable ? leadOf(best, standing) : null,
      shown: shown?.get(standing.name) ?? null,
      rank: standing.isFeasible ? order.indexOf(standing) + 1 : null,
    };
  });
  return {
    ...{ aims, bounds, options, standings },
    answer: best?.name ?? null,
    ties: best === null ? [] : tiedWith(best, standings),
    weights: best === null ? [] : weightRanges(best, standings, aims),
  };
}

function plain({ groups: _, ...standing }: ScoredStanding): OptionStanding {
  return standing;
}

/** Where each parameter flips the answer; what was found before an interruption. */
async function sensitivitiesOf(
  uncertain: readonly Uncertain[],
  tracks: readonly (readonly Variant[])[],
  { answer, standings }: Pick<Settled, 'answer' | 'standings'>,
  stand: (one: Variant) => ScoredStanding[] | null,
  lookAt: LookAt,
): Promise<{ sensitivities: Sensitivity[]; isComplete: boolean }> {
  const sensitivities: Sensitivity[] = [];
  for (const [i, parameter] of uncertain.entries()) {
    const seen = tracks[i]!.map((one): Stop => ({ value: one.values[0]!, standings: stand(one)! }));
    const own: Stop = { value: parameter.base, standings };
    const stops = [...seen, own].sort((a, b) => a.value - b.value);
    try {
      sensitivities.push(await sensitivityOf(parameter, stops, answer, lookAt));
    } catch (error) {
      if (error instanceof DecisionInterrupted) return { sensitivities, isComplete: false };
      throw error;
    }
  }
  return { sensitivities, isComplete: true };
}
