import type { Measure } from '../measures/measure.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario, Uncertain } from '../scenario/scenario.js';
import { type Settings, vary } from '../scenario/variants.js';
import { keyOf } from '../sim/luck/seed.js';
import { spreadPoints } from '../statistics/quasi-random.js';
import { BASELINE, chosenPatterns } from '../study/baseline.js';
import type { Catalogue } from '../study/catalogue.js';
import { type Effort, usualEffort } from '../study/effort.js';
import type { Executor } from '../study/executor.js';
import { type Gathering, gathering } from '../study/gather.js';
import { settingsOf, valueAt, valuesOf } from '../study/parameter.js';
import type { DecisionEffort } from './decision.js';
import { DecisionDraws } from './draws.js';
import type { LookAt } from './flips.js';
import { boundsOf, type DecisionLimit } from './limits.js';
import { type Aim, objectivesOf, type ScoredStanding, standingOf, type WeightedObjective } from './score.js';

/** How much to rehearse beside the comparison. */
export interface DecideEffort extends Effort {
  /** Points over the uncertain ranges. */
  readonly samples: number;
  /** Tasks under each pattern at each of them. */
  readonly tasksPerSample: number;
  /** More points are added until the 95 % interval of the answer's share has this half-width. Default, and null: none are. */
  readonly shareWithin?: number | null;
  /** The most points. Default: as many as `samples`. */
  readonly mostSamples?: number;
}

/** What was asked for of the points: a number of them alone is exactly that many, nothing is what is usual. */
export function samplesAsked({ samples, shareWithin, mostSamples }: Partial<SamplesAsked>): SamplesAsked {
  const isUsual = samples === undefined;
  const first = samples ?? usualEffort.samples;
  const isMore = isUsual || shareWithin !== undefined || mostSamples !== undefined;
  return {
    samples: first,
    shareWithin: isMore ? (shareWithin ?? usualEffort.shareWithin) : null,
    mostSamples: Math.max(first, mostSamples ?? (isMore ? 2 * first : first)),
  };
}

type SamplesAsked = Required<Pick<DecideEffort, 'samples' | 'shareWithin' | 'mostSamples'>>;

/** Values of each uncertain parameter at which all patterns are looked at, from end to end. */
const VALUES = 7;
/** Replications of many tasks each have an interval from here on. */
const FEWEST = 4;
/** A value of one parameter gets four times the tasks of a point, a value where a flip is looked for, under two patterns, twenty times as many. */
const PER_VALUE = 4;
const PER_LOOK = 20;
/** The most replications in a race at a point, as a multiple of the first round's. */
const MOST = 32;
/** Points are spread in up to so many groups, each evenly by itself: the spread between groups tells how sure a share is. */
const GROUPS = 16;

/** Thrown to leave a search that was interrupted. */
export class DecisionInterrupted extends Error {}

/** The scenario with some of the uncertain values changed, to be rehearsed under every pattern that fits. */
export interface Variant extends Gathering {
  readonly values: readonly number[];
  readonly scenario: Scenario;
  readonly runs: number;
}

/** What every variant of a study has in common. */
interface Rehearsing {
  readonly runs: number;
  readonly what: string;
  readonly key: number;
  readonly only: readonly string[] | null;
}

/** A place over the uncertain ranges, by the number of the point. */
export interface PointPlace {
  readonly nth: number;
  readonly group: number;
  readonly values: readonly number[];
}

/** Rehearses the scenario at other values than its own, with no more measures than are needed. */
export class DecisionStudy {
  readonly replications: Pick<DecisionEffort, 'perPoint' | 'mostPerPoint' | 'perValue' | 'perLook'>;
  readonly draws: DecisionDraws;
  private readonly measures: readonly Measure[];
  private readonly chosen: readonly string[] | null;
  private readonly key: number;

  constructor(
    private readonly scenario: Scenario,
    private readonly effort: DecideEffort,
    private readonly catalogue: Catalogue,
  ) {
    const weighed: readonly (WeightedObjective | DecisionLimit)[] = [
      ...objectivesOf(scenario, catalogue.measures),
      ...boundsOf(scenario, catalogue.measures),
    ];
    this.measures = [...new Set(weighed.map(({ measure }) => measure))];
    this.chosen = chosenPatterns(scenario, effort);
    this.key = keyOf(effort.seed);
    this.draws = new DecisionDraws(this.key);
    const { tasks } = scenario.workload;
    const of = (times: number): number => {
      const wanted = Math.ceil((times * effort.tasksPerSample) / tasks);
      return Math.min(effort.runs, tasks === 1 ? wanted : Math.max(FEWEST, wanted));
    };
    const perPoint = of(1);
    const mostPerPoint = Math.max(perPoint, Math.min(effort.runs, perPoint * MOST));
    this.replications = { perPoint, mostPerPoint, perValue: of(PER_VALUE), perLook: of(PER_LOOK) };
  }

  /** Points of further groups, so that there are at least `count` of them; none where nothing is uncertain. */
  places(from: PointPlace | undefined, count: number): PointPlace[] {
    const { uncertain } = this.scenario.decision;
    if (uncertain.length === 0) return [];
    const places: PointPlace[] = [];
    const { samples } = this.effort;
    let [nth, group] = from === undefined ? [0, 0] : [from.nth + 1, from.group + 1];
    for (; nth < count; group++) {
      // Groups of the first round differ by a point at most; further ones go on with their sizes.
      const turn = group % GROUPS;
      const size = Math.floor(((turn + 1) * samples) / GROUPS) - Math.floor((turn * samples) / GROUPS);
      for (const shares of spreadPoints(uncertain.length, size, this.draws.start(group, uncertain.length))) {
        if (nth === count) break;
        places.push({ nth, group, values: shares.map((share, i) => valueAt(uncertain[i]!, share)) });
        nth++;
      }
    }
    return places;
  }

  /** All uncertain values changed at once, under every pattern. */
  point({ nth, values }: PointPlace): Variant {
    return this.variant(values, settingsOf(this.scenario.decision.uncertain, values), {
      runs: this.replications.perPoint,
      what: 'uncertain values',
      key: this.draws.keyAt(nth, 0),
      only: this.chosen,
    });
  }

  /** Further replications there, under the patterns that may be the best. */
  race({ nth, values }: PointPlace, round: number, runs: number, contenders: readonly string[]): Variant {
    return this.variant(values, settingsOf(this.scenario.decision.uncertain, values), {
      runs,
      what: 'uncertain values',
      key: this.draws.keyAt(nth, round),
      only: this.withBaseline(contenders),
    });
  }

  /** The single agent is among the patterns where a measure is relative to it. */
  withBaseline(names: readonly string[]): string[] {
    const isRelative = this.measures.some(({ relative }) => relative === true);
    return [...new Set(isRelative ? [BASELINE, ...names] : names)];
  }

  /** One of them from end to end, but for the scenario's own value. */
  track(parameter: Uncertain): Variant[] {
    const rehearsing = { ...this.replications, what: parameter.path, key: this.key, only: this.chosen };
    return valuesOf(parameter, VALUES)
      .filter((value) => value !== parameter.base)
      .map((value) =>
        this.variant([value], settingsOf([parameter], [value]), { ...rehearsing, runs: rehearsing.perValue }),
      );
  }

  /** Looks at a few patterns more closely. The single agent is among them, since some measures are relative to it. */
  looker(executor: Executor, aims: readonly Aim[], bounds: readonly DecisionLimit[]): LookAt {
    return async (parameter, value, names) => {
      const one = this.variant([value], settingsOf([parameter], [value]), {
        runs: this.replications.perLook,
        what: `${parameter.path}: flip`,
        key: this.key,
        only: [...new Set([BASELINE, ...names])],
      });
      if (!(await executor.work(one.jobs, [0.9, 1]))) throw new DecisionInterrupted();
      return this.standings(one, aims, bounds)!;
    };
  }

  /** Null where the variant is not fully rehearsed. */
  standings(
    { scenario, gathered, runs }: Variant,
    aims: readonly Aim[],
    bounds: readonly DecisionLimit[],
  ): ScoredStanding[] | null {
    if (gathered.done < runs) return null;
    return gathered.results().map((one) => standingOf(one, aims, bounds, scenario.workload.tasks));
  }

  private variant(values: readonly number[], settings: Settings, { runs, what, key, only }: Rehearsing): Variant {
    const scenario = vary(this.scenario, settings);
    const names = plansFor(scenario, only, this.catalogue.patterns).plans.map(({ name }) => name);
    return { values, scenario, runs, ...gathering(scenario, names, this.measures, { key, runs }, what) };
  }
}
