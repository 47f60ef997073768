import { chosenPatterns, comparing } from '../compare/compare.js';
import type { Comparison } from '../compare/comparison.js';
import { measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { withEssentialRanges } from '../patterns/essentials.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario, Uncertain } from '../scenario/scenario.js';
import { type Settings, vary } from '../scenario/variants.js';
import { keyOf } from '../sim/luck/seed.js';
import { spreadPoints } from '../statistics/quasi-random.js';
import { BASELINE } from '../study/baseline.js';
import { builtInCatalogue, type Catalogue } from '../study/catalogue.js';
import type { Effort } from '../study/effort.js';
import type { Executor } from '../study/executor.js';
import { type Gathering, gathering } from '../study/gather.js';
import { settingsOf, valueAt, valuesOf } from '../study/parameter.js';
import { aimsOf, feasibleOf } from './aims.js';
import type {
  Decision,
  DecisionEffort,
  DecisionOption,
  RehearsedDecision,
  RehearsedPoint,
  Sensitivity,
} from './decision.js';
import { type LookAt, type Stop, sensitivityOf } from './flips.js';
import { frontOf } from './front.js';
import { boundsOf, type DecisionLimit } from './limits.js';
import { pointOf, robustnessOf } from './robustness.js';
import {
  type Aim,
  bestOf,
  leadOf,
  type OptionStanding,
  objectivesOf,
  type ScoredStanding,
  standingOf,
  tiedWith,
  type WeightedObjective,
} from './score.js';
import { weightRanges } from './weights.js';

/** How much to rehearse beside the comparison. */
export interface DecideEffort extends Effort {
  /** Points over the uncertain ranges. */
  readonly samples: number;
  /** Tasks under each pattern at each of them. */
  readonly tasksPerSample: number;
}

/** Values of each uncertain parameter at which all patterns are looked at, from end to end. */
const VALUES = 7;
/** Replications of many tasks each have an interval from here on. */
const FEWEST = 4;
/** A value of one parameter gets twice the tasks of a point, a value where a flip is looked for, under two patterns, ten times as many. */
const PER_VALUE = 2;
const PER_LOOK = 10;

/** Thrown to leave a search that was interrupted. */
class DecisionInterrupted extends Error {}

/** Why a scenario's decision cannot be made, in words with the next step; null where it can. */
export function objectionTo(
  scenario: Scenario,
  all: readonly Measure[] = measures,
): { readonly message: string; readonly next: string } | null {
  for (const { measure } of objectivesOf(scenario, all)) {
    if (measure.better === 'neither') {
      const message = `neither high nor low values of the objective '${measure.id}' are better`;
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
 * Decides between the patterns that fit, also over what they live by and the scenario leaves at its default: at its own values, over all combinations of the uncertain ones, and one
 * by one from end to end. All of that is one round of work; the flips that it shows are located in further ones.
 * Call only where there is no objection.
 */
export async function decide(
  given: Scenario,
  effort: DecideEffort,
  executor: Executor,
  catalogue: Catalogue = builtInCatalogue,
): Promise<RehearsedDecision> {
  const scenario = withEssentialRanges(given, chosenPatterns(given, effort), catalogue.patterns);
  const base = comparing(scenario, { ...effort, precision: null }, catalogue);
  const study = new DecisionStudy(scenario, effort, catalogue);
  const { uncertain } = scenario.decision;
  const tracks = uncertain.map((parameter) => study.track(parameter));
  const samples = uncertain.length === 0 ? [] : spreadPoints(uncertain.length, effort.samples);
  const points = samples.map((shares) => study.point(shares.map((share, i) => valueAt(uncertain[i]!, share))));
  const jobs = [...base.jobs, ...tracks.flat().flatMap(({ jobs }) => jobs), ...points.flatMap(({ jobs }) => jobs)];
  const isWhole = await executor.work(jobs, [0, uncertain.length === 0 ? 1 : 0.9]);
  const comparison = base.comparison(isWhole);
  const { standings, ...settled } = settle(comparison, catalogue.measures);
  const stand = (one: Variant): ScoredStanding[] | null => study.standings(one, settled.aims, settled.bounds);
  const robust: RehearsedPoint[] = points.flatMap((one) => {
    const standings = stand(one);
    return standings === null ? [] : [pointOf(one.values, standings)];
  });
  const lookAt = study.looker(executor, settled.aims, settled.bounds);
  const { sensitivities, isComplete } = isWhole
    ? await sensitivitiesOf(uncertain, tracks, { answer: settled.answer, standings }, stand, lookAt)
    : { sensitivities: [], isComplete: false };
  return {
    comparison,
    ...settled,
    robustness: robustnessOf(
      settled.options.map(({ standing }) => standing.name),
      robust,
      settled.aims,
    ),
    sensitivities: [...sensitivities].sort((a, b) => nearest(a) - nearest(b)),
    effort: { samples: points.length, ...study.replications, isComplete },
  };
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
  const options = standings.map((standing): DecisionOption => {
    const isComparable = best !== null && standing !== best && !Number.isNaN(standing.score);
    return {
      standing: plain(standing),
      ...(front.get(standing.name) ?? { front: 'not feasible', by: null }),
      behind: isComparable ? leadOf(best, standing) : null,
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

/** The scenario with some of the uncertain values changed, to be rehearsed under every pattern that fits. */
interface Variant extends Gathering {
  readonly values: readonly number[];
  readonly scenario: Scenario;
  readonly runs: number;
}

/** Rehearses the scenario at other values than its own, with the same luck, and with no more measures than are needed. */
class DecisionStudy {
  readonly replications: Pick<DecisionEffort, 'perPoint' | 'perValue' | 'perLook'>;
  private readonly measures: readonly Measure[];
  private readonly chosen: readonly string[] | null;
  private readonly key: number;

  constructor(
    private readonly scenario: Scenario,
    effort: DecideEffort,
    private readonly catalogue: Catalogue,
  ) {
    const weighed: readonly (WeightedObjective | DecisionLimit)[] = [
      ...objectivesOf(scenario, catalogue.measures),
      ...boundsOf(scenario, catalogue.measures),
    ];
    this.measures = [...new Set(weighed.map(({ measure }) => measure))];
    this.chosen = chosenPatterns(scenario, effort);
    this.key = keyOf(effort.seed);
    const { tasks } = scenario.workload;
    const of = (times: number): number => {
      const wanted = Math.ceil((times * effort.tasksPerSample) / tasks);
      return Math.min(effort.runs, tasks === 1 ? wanted : Math.max(FEWEST, wanted));
    };
    this.replications = { perPoint: of(1), perValue: of(PER_VALUE), perLook: of(PER_LOOK) };
  }

  /** All uncertain values changed at once. */
  point(values: readonly number[]): Variant {
    const settings = settingsOf(this.scenario.decision.uncertain, values);
    return this.variant(values, settings, this.replications.perPoint, 'uncertain values');
  }

  /** One of them from end to end, but for the scenario's own value. */
  track(parameter: Uncertain): Variant[] {
    return valuesOf(parameter, VALUES)
      .filter((value) => value !== parameter.base)
      .map((value) =>
        this.variant([value], settingsOf([parameter], [value]), this.replications.perValue, parameter.path),
      );
  }

  /** Looks at a few patterns more closely. The single agent is among them, since some measures are relative to it. */
  looker(executor: Executor, aims: readonly Aim[], bounds: readonly DecisionLimit[]): LookAt {
    return async (parameter, value, names) => {
      const settings = settingsOf([parameter], [value]);
      const wanted = new Set([BASELINE, ...names]);
      const what = `${parameter.path}: flip`;
      const one = this.variant([value], settings, this.replications.perLook, what, [...wanted]);
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

  private variant(
    values: readonly number[],
    settings: Settings,
    runs: number,
    what: string,
    only = this.chosen,
  ): Variant {
    const scenario = vary(this.scenario, settings);
    const names = plansFor(scenario, only, this.catalogue.patterns).plans.map(({ name }) => name);
    return { values, scenario, runs, ...gathering(scenario, names, this.measures, { key: this.key, runs }, what) };
  }
}
