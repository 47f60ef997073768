import { measureNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { chosenPatterns } from '../study/baseline.js';
import { builtInCatalogue, type Catalogue } from '../study/catalogue.js';
import type { Executor } from '../study/executor.js';
import type { StudyWarning } from '../study/warning.js';
import { cellScenarios, fittingEverywhere, type SweepAxis, type SweepCell } from './cells.js';
import { type Bracket, bracketsOf, type Flips, flipsOf, type ParameterFlip } from './flips.js';
import { looksOf, type Margin } from './judge.js';
import { CellRace, type SweptCell } from './race.js';

/** What patterns give over the values of one or two parameters; every table, chart and file is made from this. */
export interface Sweep {
  readonly scenario: Scenario;
  readonly seed: string;
  /** Replications of each cell under every pattern, and the most under those that may be the best. */
  readonly runs: number;
  readonly mostRuns: number;
  /** Differences that are practically none. */
  readonly margin: Margin;
  /** Replications of each look for a flip. */
  readonly flipRuns: number;
  /** One or two. */
  readonly axes: readonly SweepAxis[];
  /** Decides who wins. */
  readonly measure: Measure;
  /** The swept one first. */
  readonly measures: readonly Measure[];
  /** Those that fit at every cell, in the catalogue's order; teams last. */
  readonly patterns: readonly string[];
  readonly leftOut: readonly { readonly pattern: string; readonly why: string }[];
  /** Those that were finished, the last axis the fastest. */
  readonly cells: readonly SweepCell[];
  /** Cells asked for. */
  readonly size: number;
  /** Along the one parameter; of two they are not looked for. */
  readonly flips: readonly ParameterFlip[];
  /** Changes of the lead that the cells suggest, and more replications do not show. */
  readonly unconfirmed: readonly Bracket[];
  readonly warnings: readonly StudyWarning[];
}

/** How much to rehearse. */
export interface SweepEffort {
  readonly seed: string;
  readonly runs: number;
  /** Up to so many under patterns that may be the best, where that is not shown with fewer. Default: no more than `runs`. */
  readonly mostRuns?: number;
  /** Default: a hundredth. */
  readonly equal?: number;
  readonly flipRuns: number;
  /** Names of patterns and teams; null: what the scenario says. The single agent is always among them. */
  readonly only: readonly string[] | null;
}

/** The progress that the cells fill where flips are looked for after them. */
const CELLS_SHARE = 0.6;

/** Told of every cell, beside the swept measure. */
const ALWAYS = ['correct', 'cost', 'latency'];

/**
 * Rehearses every pattern at all values of one parameter, or all pairs of values of two, each with the same luck. All
 * cells are one round of the executor; further rounds go to the cells at which the leader is not shown to be ahead, and there to
 * the patterns that may be the best. Where there is one parameter, more of them look for the values at which patterns that are
 * best somewhere change places.
 */
export async function sweep(
  scenario: Scenario,
  axes: readonly SweepAxis[],
  measure: Measure,
  effort: SweepEffort,
  executor: Executor,
  catalogue: Catalogue = builtInCatalogue,
): Promise<Sweep> {
  const { seed, runs, flipRuns } = effort;
  const all = cellScenarios(scenario, axes);
  const { names, leftOut } = fittingEverywhere(all, axes, chosenPatterns(scenario, effort), catalogue.patterns);
  const measures = [...new Set([measure, ...ALWAYS.map((id) => measureNamed(id)!)])];
  const key = keyOf(seed);
  const { mostRuns = runs, equal = MARGIN } = effort;
  const margin = { amount: equal, isRelative: measure.unit !== 'share' };
  const plan = { names, measures, key, looks: looksOf(runs, mostRuns), margin };
  const races = all.map((one, i) => new CellRace(one, plan, `cell ${i + 1} of ${all.length}`));
  const mayFlip = axes.length === 1;
  const complete = await raceAll(races, plan.looks.length, executor, mayFlip ? CELLS_SHARE : 1);
  const steps = races.map((one) => one.swept()).filter((one) => one !== null);
  const looking = { parameter: axes[0]!.parameter, measure, key, runs: flipRuns, scenario, executor };
  const found = complete && mayFlip ? await flipsOf(bracketsOf(steps), looking, [CELLS_SHARE, 1]) : NONE;
  const cells = steps.map(({ cell }) => cell);
  const { flips, unconfirmed } = found;
  return {
    ...{ scenario, seed, runs, mostRuns, margin, flipRuns, axes, measure, measures, patterns: names, leftOut },
    ...{ cells, size: all.length, flips, unconfirmed },
    warnings: [
      ...stoppedWarnings(steps, all.length, complete && found.complete, mayFlip, complete),
      ...endlessWarnings(cells, measure),
      ...idleWarnings(cells, axes),
    ],
  };
}

/** A share differs by a percentage point, all else by a hundredth. */
const MARGIN = 0.01;

/** What the first look fills of the progress of all cells, where there may be more. */
const FIRST_SHARE = 0.5;

/** All cells at once, look by look: those that are decided drop out. */
async function raceAll(races: readonly CellRace[], looks: number, executor: Executor, share: number): Promise<boolean> {
  for (let look = 0; look < looks; look++) {
    const jobs = races.flatMap((one) => one.next());
    if (jobs.length === 0) return true;
    const at = (n: number): number =>
      share * (looks === 1 ? n : n === 0 ? 0 : FIRST_SHARE + ((1 - FIRST_SHARE) * (n - 1)) / (looks - 1));
    const complete = await executor.work(jobs, [at(look), at(look + 1)]);
    for (const one of races) one.look();
    if (!complete) return false;
  }
  return true;
}

const NONE: Flips = { flips: [], unconfirmed: [], complete: true };

function stoppedWarnings(
  steps: readonly SweptCell[],
  size: number,
  complete: boolean,
  mayFlip: boolean,
  isRaced: boolean,
): StudyWarning[] {
  if (complete) return [];
  const next = 'Run the same command again for all cells; with the same seed these cells are the same.';
  if (!isRaced && steps.length === size) {
    return [
      {
        message: `Stopped while cells without a shown winner had further replications${mayFlip ? ', and before crossovers were searched' : ''}.`,
        next,
      },
    ];
  }
  if (steps.length < size) {
    const flips = mayFlip ? ', and no crossover was searched' : '';
    return [{ message: `Stopped after ${steps.length} of ${size} cells: all results are of these${flips}.`, next }];
  }
  return [{ message: 'Stopped during the search for crossovers: some may be missing.', next }];
}

function endlessWarnings(cells: readonly SweepCell[], { label, waits }: Measure): StudyWarning[] {
  const names = [...new Set(cells.flatMap(({ endless }) => endless))];
  if (names.length === 0) return [];
  const each = names.map((name) => `under ${name} at ${cells.filter(({ endless }) => endless.includes(name)).length}`);
  const read =
    waits === true
      ? `${label} has no value there, and a pattern without a value counts as behind.`
      : `${label} there depends on the number of tasks: with more tasks it would be worse.`;
  return [
    {
      message: `The queue grows without bound ${each.join(', ')} of ${cells.length} cells: ${read}`,
      next: 'Lower the arrival rate there, or give the bottleneck more instances; rehearse compare names it.',
    },
  ];
}

/** A parameter that changes nothing is mostly one that was not meant. */
function idleWarnings(cells: readonly SweepCell[], axes: readonly SweepAxis[]): StudyWarning[] {
  return axes.flatMap(({ parameter: { path } }, axis) => {
    const others = (cell: SweepCell): string => cell.values.filter((_, i) => i !== axis).join(' ');
    const told = (cell: SweepCell): string => cell.rows.map(({ mean }) => mean).join(' ');
    const first = new Map<string, string>();
    for (const cell of cells) {
      const key = others(cell);
      if (!first.has(key)) first.set(key, told(cell));
      else if (first.get(key) !== told(cell)) return [];
    }
    if (cells.length <= first.size) return [];
    return [
      {
        message: `${path} has no effect on any measured value.`,
        next: 'Check that the task uses what it belongs to; rehearse check lists what is unused.',
      },
    ];
  });
}
