import { measureNamed, partsOf } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { sizeSettings, vary } from '../scenario/variants.js';
import { keyOf } from '../sim/luck/seed.js';
import { intervalFor } from '../statistics/estimates.js';
import type { Disturb } from '../study/assignment.js';
import { chosenPatterns } from '../study/baseline.js';
import { builtInCatalogue, type Catalogue } from '../study/catalogue.js';
import { type ColumnStore, columnsInMemory } from '../study/columns.js';
import { type Disturbances, samplingNotes, withDisturbances } from '../study/disturbances.js';
import { type Effort, firstObjective, replicationsFor } from '../study/effort.js';
import { essentialNotes } from '../study/essential-notes.js';
import { type Executor, type Job, job } from '../study/executor.js';
import { type Gathered, gathering } from '../study/gather.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import { sameTask } from '../study/typical.js';
import type { StudyWarning } from '../study/warning.js';
import type { Comparison } from './comparison.js';
import { crossoversOf } from './crossovers.js';
import { followed, grow, growthRows } from './growth.js';
import { kindMeasures } from './kinds.js';
import { summarise } from './summarise.js';

/** Tasks between two looks at the precision. */
const LOOK = 200;
/** Read beside the measures, for the charts that take tokens and false claims apart. */
const PARTS = [...partsOf('tokens'), ...partsOf('escaped')];

/** A comparison before its work is done, so that it may be one round with the work of others. */
export interface Comparing {
  /** All of the work, where no precision was asked for. */
  readonly jobs: readonly Job[];
  /** Does the work alone. */
  readonly work: (executor: Executor) => Promise<boolean>;
  /** What every pattern gave, once the work is done or was interrupted. */
  readonly patterns: (complete: boolean) => readonly PatternRuns[];
  /** What follows from it. */
  readonly comparison: (complete: boolean, patterns?: readonly PatternRuns[]) => Comparison;
}

/** Compares every pattern that fits on the same luck. */
export async function compare(
  scenario: Scenario,
  effort: Effort,
  executor: Executor,
  catalogue: Catalogue = builtInCatalogue,
): Promise<Comparison> {
  const { work, comparison } = comparing(scenario, effort, catalogue);
  return comparison(await work(executor));
}

/** Prepares a comparison; its work is done by whoever asks for it, with the same catalogue. `store` takes the columns. */
export function comparing(
  scenario: Scenario,
  effort: Effort,
  catalogue: Catalogue = builtInCatalogue,
  store: ColumnStore = columnsInMemory,
): Comparing {
  const { patterns: known, measures } = catalogue;
  const chosen = chosenPatterns(scenario, effort);
  const { plans, leftOut } = plansFor(scenario, chosen, known);
  const names = plans.map(({ name }) => name);
  const luck = { key: keyOf(effort.seed), runs: effort.runs };
  const main = gathering(
    scenario,
    names,
    [...measures, ...PARTS, ...kindMeasures(scenario, measures)],
    luck,
    'replications',
    precise(scenario, effort, measures),
    store,
  );
  const growing = followed(scenario, measures);
  const { growth } = scenario;
  const sizes = (growth?.sizes ?? []).map((size) => {
    const grown = vary(scenario, sizeSettings(growth!, size));
    return grow(grown, size, growing, effort, chosen, `${growth!.label}: ${size}`, known);
  });
  const found = new Map<string, Disturbances>();
  const disturbing = (replications: number): Job[] =>
    disturbJobs({ scenario, key: luck.key, replications }, names, measures, found);
  const later = sizes.flatMap(({ jobs }) => jobs);
  const all = [...main.jobs, ...later, ...disturbing(effort.runs)];
  // How many replications a precision takes is known only after them: then the rest is a round of its own.
  const work = async (executor: Executor): Promise<boolean> =>
    effort.precision === null
      ? executor.work(all)
      : (await executor.work(main.jobs, [0, 0.8])) &&
        executor.work([...later, ...disturbing(main.gathered.done)], [0.8, 1]);
  const patterns = (complete: boolean): PatternRuns[] =>
    main.gathered
      .results()
      .map((one) => (complete && found.has(one.name) ? withDisturbances(one, found.get(one.name)!) : one));
  const comparison = (complete: boolean, measured = patterns(complete) as readonly PatternRuns[]): Comparison => {
    const runs = main.gathered.done;
    const grown = sizes.map((size) => size.grown()).filter((one) => one !== null);
    const stopped = grown.length < sizes.length && runs === effort.runs;
    return summarise({
      ...{ scenario, seed: effort.seed, requested: effort.runs, runs, interrupted: !complete && runs < effort.runs },
      measures,
      patterns: measured,
      typicalOf: (names) => sameTask(scenario, names, effort.seed, known),
      leftOut,
      growth: grown.flatMap((one) => growthRows(one, growing)),
      crossovers: crossoversOf(grown, decisive(scenario, measures)),
      warnings: [
        ...(complete ? precisionWarnings(main.gathered, scenario, effort, measures) : []),
        ...(stopped ? [growthStopped(scenario, grown.length)] : []),
        ...(complete ? samplingNotes(found) : []),
        ...essentialNotes(scenario, plans),
      ],
    });
  };
  return { jobs: all, work, patterns, comparison };
}

function disturbJobs(
  of: Pick<Disturb, 'scenario' | 'key' | 'replications'>,
  names: readonly string[],
  measures: readonly Measure[],
  found: Map<string, Disturbances>,
): Job[] {
  const ids = measures.filter(({ readDisturbed }) => readDisturbed !== undefined).map(({ id }) => id);
  return names.map((pattern) =>
    job({ kind: 'disturb', ...of, pattern, measures: ids }, `disturbing ${pattern}`, (result) => {
      found.set(pattern, result);
      return undefined;
    }),
  );
}

/** Whether replications are enough for the precision that was asked for, looked at now and then. */
function precise(
  scenario: Scenario,
  { precision }: Effort,
  measures: readonly Measure[],
): (gathered: Gathered) => undefined | 'enough' {
  const each = replicationsFor(LOOK, scenario);
  let next = each;
  return (gathered) => {
    if (precision === null || gathered.done < next) return undefined;
    next = gathered.done + each;
    return widest(gathered, scenario, measures) <= precision ? 'enough' : undefined;
  };
}

function precisionWarnings(
  gathered: Gathered,
  scenario: Scenario,
  { precision, runs }: Effort,
  measures: readonly Measure[],
): StudyWarning[] {
  if (precision === null || widest(gathered, scenario, measures) <= precision) return [];
  return [
    {
      message: `The precision of ${precision} on ${firstObjective(scenario, measures).id} was not reached within ${runs} replications.`,
      next: 'Raise --runs, or allow a wider interval.',
    },
  ];
}

function growthStopped({ growth }: Scenario, finished: number): StudyWarning {
  const { label, sizes } = growth!;
  const where = finished === 0 ? 'before its first size' : `after ${sizes[finished - 1]} ${label}`;
  return {
    message: `The growth study was interrupted ${where}.`,
    next: 'Run the same command again for all sizes.',
  };
}

/** Measures on which it matters who is ahead: the first objective, and whether and when tasks are done. */
function decisive(scenario: Scenario, measures: readonly Measure[]): Measure[] {
  return [...new Set([firstObjective(scenario, measures).id, 'correct', 'latency'])].map(
    (id) => measureNamed(id, measures)!,
  );
}

/** The widest half of the first objective's interval under any pattern under which it has a value at all. */
function widest(gathered: Gathered, scenario: Scenario, measures: readonly Measure[]): number {
  const objective = firstObjective(scenario, measures);
  const m = measures.indexOf(objective);
  const interval = intervalFor(objective.interval, scenario.workload.tasks);
  let half = 0;
  for (let p = 0; p < gathered.size; p++) {
    if (!gathered.hasValue(p, objective)) continue;
    const { low, high } = interval(gathered.column(p, m));
    half = Math.max(half, (high - low) / 2);
  }
  return half;
}
