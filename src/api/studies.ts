import { compare as compareWith } from '../compare/compare.js';
import type { Comparison } from '../compare/comparison.js';
import { decide as decideWith, objectionTo, samplesAsked } from '../decide/decide.js';
import type { RehearsedDecision } from '../decide/decision.js';
import { type Explanation, explain as explainWith } from '../explain/explain.js';
import { measureNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { FairChange } from '../patterns/fairness.js';
import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/team/plan.js';
import { firstObjective, replicationsFor, usualEffort } from '../study/effort.js';
import { LocalExecutor } from '../study/executor.js';
import { changesToBeFair, madeFair, withFairNote } from '../study/fair.js';
import type { StudyMonitor } from '../study/monitor.js';
import { type Sweep, sweep as sweepWith } from '../sweep/sweep.js';
import { type CatalogueOptions, type ChosenCatalogue, chosenFor } from './catalogue.js';
import { axesOf, type SweepRanges } from './ranges.js';

/** Options of every study. */
export interface RehearsalOptions extends CatalogueOptions {
  /** Any text; the same seed meets the same luck. Default: 'rehearsal'. */
  readonly seed?: string;
  /** Replications, at least 2. Default: 2000 tasks under each pattern (200 in each cell of a sweep), at least 20 replications. */
  readonly runs?: number;
  /** Told between two batches of replications which share of the work is done, in [0, 1], and what is being done. */
  readonly onProgress?: (share: number, what: string) => void;
  /** Stops the study between two batches. What was finished is returned, with a warning. */
  readonly signal?: AbortSignal;
}

/** Options of the studies that say which pattern is better. */
export interface FairOptions extends RehearsalOptions {
  /**
   * Give all patterns the same attempts, time-outs, models and calls at once, as far as a scenario can say it; a warning says
   * what was changed. Default: false.
   */
  readonly fair?: boolean;
}

export interface CompareOptions extends FairOptions {
  /** Go on until the half-width of the first objective's interval is this small under every pattern; `runs` is then the most. */
  readonly precision?: number;
}

export interface SweepOptions extends RehearsalOptions {
  /** Id of the measure that says which pattern wins. Default: the scenario's first objective. */
  readonly measure?: string;
  /**
   * Up to so many replications in a cell under the patterns that may be the best there, as long as that is not shown. Default: 8
   * times as many as `runs` is by default; where `runs` is given, no more than that.
   */
  readonly mostRuns?: number;
  /** What is practically equal: a difference of a share up to this, of anything else up to this part of the best mean. Default: 0.01. */
  readonly equal?: number;
}

export interface DecideOptions extends FairOptions {
  /** Points over the uncertain ranges: without the two options below exactly so many. Default: 128, and more as these say. */
  readonly samples?: number;
  /** Add points until the 95 % interval of the answer's share of them has this half-width. Default: 0.05. */
  readonly shareWithin?: number;
  /** The most points. Default: twice as many as `samples`. */
  readonly mostSamples?: number;
  /** Tasks under each pattern at each of these points. Default: 50. */
  readonly tasksPerSample?: number;
}

/** Rehearses a scenario under every pattern that fits, with the same luck. */
export async function compare(scenario: Scenario, options: CompareOptions = {}): Promise<Comparison> {
  const { precision = null } = options;
  if (precision !== null && !(precision > 0)) throw new RangeError(`precision: ${precision} is not above 0.`);
  const tasks = precision === null ? usualEffort.tasks : usualEffort.mostTasks;
  const study = studyOf(scenario, options, tasks);
  const { catalogue, executor, effort } = study;
  const changes = fairly(scenario, options, study);
  const found = await compareWith(madeFair(scenario, changes ?? []), { ...effort, precision }, executor, catalogue);
  return finished(withFairNote(found, changes), study);
}

/** Rehearses a scenario at many values of one or two parameters, with the same luck at each. */
export async function sweep(scenario: Scenario, ranges: SweepRanges, options: SweepOptions = {}): Promise<Sweep> {
  const { catalogue, executor, effort, monitor } = studyOf(scenario, options, usualEffort.tasksPerCell);
  const measure = sweptMeasure(scenario, options.measure, catalogue.measures);
  const mostRuns =
    options.mostRuns ?? (options.runs === undefined ? usualEffort.mostPerCell * effort.runs : effort.runs);
  whole('mostRuns', mostRuns, effort.runs);
  const { equal = 0.01 } = options;
  if (!(equal >= 0)) throw new RangeError(`equal: ${equal} is below 0.`);
  const flipRuns = Math.max(mostRuns, replicationsFor(usualEffort.tasksPerLook, scenario));
  const axes = axesOf(ranges, scenario);
  const found = await sweepWith(scenario, axes, measure, { ...effort, mostRuns, equal, flipRuns }, executor, catalogue);
  if (found.cells.length === 0) monitor.throwIfStopped();
  return found;
}

/** Decides between the patterns that fit by the scenario's `decision`: limits, weights and uncertain ranges. */
export async function decide(scenario: Scenario, options: DecideOptions = {}): Promise<RehearsedDecision> {
  const study = studyOf(scenario, options, usualEffort.tasks);
  const { catalogue, executor, effort } = study;
  const objection = objectionTo(scenario, catalogue.measures);
  if (objection !== null) throw new RangeError(`${objection.message}. ${objection.next}`);
  const asked = samplesAsked(options);
  whole('samples', asked.samples, 1);
  whole('mostSamples', asked.mostSamples, 1);
  if (!((asked.shareWithin ?? 1) > 0)) throw new RangeError(`shareWithin: ${asked.shareWithin} is not above 0.`);
  const tasksPerSample = whole('tasksPerSample', options.tasksPerSample ?? usualEffort.tasksPerSample, 2);
  const wanted = { ...effort, precision: null, ...asked, tasksPerSample };
  const changes = fairly(scenario, options, study);
  const found = await decideWith(madeFair(scenario, changes ?? []), wanted, executor, catalogue);
  finished(found.comparison, study);
  return { ...found, comparison: withFairNote(found.comparison, changes) };
}

/** Takes the difference between two patterns apart, every number `b` minus `a`: in seconds, tokens and false claims. */
export async function explain(
  scenario: Scenario,
  a: string | Pattern,
  b: string | Pattern,
  options: Omit<RehearsalOptions, 'patterns'> = {},
): Promise<Explanation> {
  const study = studyOf(scenario, { ...options, patterns: [a, b] }, usualEffort.tasks);
  const [first, second] = study.only!;
  if (first === second) throw new RangeError(`'${first}' does not differ from itself. Name two patterns or teams.`);
  const plans = [planOf(scenario, first!, study), planOf(scenario, second!, study)] as const;
  const { effort, monitor, catalogue } = study;
  return finished(await explainWith(scenario, plans, effort, monitor, catalogue.measures), study);
}

/** The plan of one pattern or team. @throws RangeError where it does not fit. */
export function planOf(scenario: Scenario, name: string, { catalogue }: Pick<ChosenCatalogue, 'catalogue'>): Plan {
  const { plans, leftOut } = plansFor(scenario, [name], catalogue.patterns);
  if (plans[0] !== undefined) return plans[0];
  throw new RangeError(`'${name}' does not fit this task: ${leftOut[0]?.why}. Choose another pattern.`);
}

/** How a study is done: with what, how much of it, and by what. */
export interface Study extends ChosenCatalogue {
  readonly effort: { readonly seed: string; readonly runs: number; readonly only: readonly string[] | null };
  readonly executor: LocalExecutor;
  readonly monitor: OptionsMonitor;
}

export function studyOf(scenario: Scenario, options: RehearsalOptions, tasks: number): Study {
  const chosen = chosenFor(scenario, options);
  const runs = whole('runs', options.runs ?? replicationsFor(tasks, scenario), 2);
  const monitor = new OptionsMonitor(options);
  const effort = { seed: options.seed ?? usualEffort.seed, runs, only: chosen.only };
  return { ...chosen, effort, monitor, executor: new LocalExecutor(monitor, chosen.catalogue) };
}

/** What has to change for a fair comparison; null where nobody asked for one. */
function fairly(scenario: Scenario, { fair }: FairOptions, { only, catalogue }: Study): FairChange[] | null {
  return fair === true ? changesToBeFair(scenario, only, catalogue.patterns) : null;
}

/** Two replications are the least that have an interval. */
function finished<R extends { readonly runs: number }>(result: R, { monitor }: Study): R {
  if (result.runs < 2) monitor.throwIfStopped();
  return result;
}

export function whole(option: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new RangeError(`${option}: expected a whole number from ${least}, got ${value}.`);
}

function sweptMeasure(scenario: Scenario, id: string | undefined, measures: readonly Measure[]): Measure {
  const measure = id === undefined ? firstObjective(scenario, measures) : measureNamed(id, measures);
  if (measure === undefined) throw new RangeError(`measure: there is no measure '${id}'.`);
  if (measure.better === 'neither') throw new RangeError(`measure: '${measure.id}' has no better direction.`);
  if (measure.readDisturbed !== undefined) {
    throw new RangeError(`measure: '${measure.id}' is measured by disturbing, which a sweep does not do.`);
  }
  return measure;
}

/** Passes progress on, gives others a turn, and stops where the signal says so. */
class OptionsMonitor implements StudyMonitor {
  constructor(private readonly options: Pick<RehearsalOptions, 'onProgress' | 'signal'>) {}

  progress(share: number, what: string): void {
    this.options.onProgress?.(share, what);
  }

  async pause(): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return this.options.signal?.aborted === true;
  }

  throwIfStopped(): void {
    this.options.signal?.throwIfAborted();
  }
}
