import { measureNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { chosenPatterns } from '../study/baseline.js';
import { builtInCatalogue, type Catalogue } from '../study/catalogue.js';
import type { Executor } from '../study/executor.js';
import type { StudyWarning } from '../study/warning.js';
import { cellScenarios, fittingEverywhere, type SweepAxis, type SweepCell, sweepCell } from './cells.js';
import { type Bracket, bracketsOf, type Flips, flipsOf, type ParameterFlip, type SweptValue } from './flips.js';

/** What patterns give over the values of one or two parameters; every table, chart and file is made from this. */
export interface Sweep {
  readonly scenario: Scenario;
  readonly seed: string;
  /** Replications of each cell. */
  readonly runs: number;
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
 * cells are one round of the executor; where there is one parameter, further rounds look for the values at which patterns
 * that are best somewhere change places.
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
  const sweeping = all.map((one, i) => {
    return sweepCell(one, names, measures, { key, runs }, `cell ${i + 1} of ${all.length}`);
  });
  const mayFlip = axes.length === 1;
  const jobs = sweeping.flatMap((one) => one.jobs);
  const complete = await executor.work(jobs, [0, mayFlip ? CELLS_SHARE : 1]);
  const steps = sweeping.map((one) => one.swept()).filter((one) => one !== null);
  const looking = { parameter: axes[0]!.parameter, measure, key, runs: flipRuns, scenario, executor };
  const found = complete && mayFlip ? await flipsOf(bracketsOf(steps, measure), looking, [CELLS_SHARE, 1]) : NONE;
  const cells = steps.map(({ cell }) => cell);
  const { flips, unconfirmed } = found;
  return {
    ...{ scenario, seed, runs, flipRuns, axes, measure, measures, patterns: names, leftOut },
    ...{ cells, size: all.length, flips, unconfirmed },
    warnings: [
      ...stoppedWarnings(steps, all.length, complete && found.complete, mayFlip),
      ...endlessWarnings(cells, measure),
      ...idleWarnings(cells, axes),
    ],
  };
}

const NONE: Flips = { flips: [], unconfirmed: [], complete: true };

function stoppedWarnings(
  steps: readonly SweptValue[],
  size: number,
  complete: boolean,
  mayFlip: boolean,
): StudyWarning[] {
  if (complete) return [];
  const next = 'Run the same command again for all cells; with the same seed these cells are the same.';
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
