import type { Command } from 'commander';
import { measureNamed, measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { sweepFolder } from '../report/folders/run-folder.js';
import { sweepTable } from '../report/tables/sweep-terminal.js';
import { sweepAnswer } from '../report/words/sweep-answer.js';
import { suggest } from '../scenario/checks/words.js';
import { firstObjective, replicationsFor, usualEffort } from '../study/effort.js';
import { type Sweep, sweep as sweepScenario } from '../sweep/sweep.js';
import { provenance, report } from './ending.js';
import { type ExecutorOptions, journalOf, onExecutor, withExecutorOptions } from './executor.js';
import { collect, Exit, Refusal, SCENARIO, whole } from './session.js';
import { loadStudy, patternsOption, type StudyOptions, withStudy } from './study.js';
import { axesOf } from './vary.js';

interface Options extends StudyOptions, ExecutorOptions {
  readonly vary?: readonly string[];
  readonly measure?: string;
  readonly mostRuns?: number;
  readonly equal?: number;
}

/** Tasks that are rehearsed under each pattern in each cell: replications where each has one. */
const RUNS = 200;
/** In each look for a flip, under its two patterns. */
const FLIP_RUNS = 1000;

export function addSweep(program: Command): void {
  withExecutorOptions(
    withStudy(program.command('sweep'), { tasks: RUNS, of: ' per value', folder: 'reports/<scenario>-sweep' }),
  )
    .description(
      'Simulates a scenario under every pattern that fits at many values of one or two parameters, with the same random numbers at each. Prints the best pattern at each value and where one pattern overtakes another, and writes the run folder.',
    )
    .argument(...SCENARIO)
    .option(
      '--vary <path=from..to[:steps][:log]>',
      'parameter and range, once or twice (default: 9 steps of one parameter, 7 of each of two)',
      collect,
    )
    .addOption(patternsOption())
    .option('--measure <id>', "measure that ranks the patterns (default: the scenario's first objective)")
    .option(
      '--most-runs <n>',
      'replications per value under the patterns that may be the best, where --runs does not show which is: up to so many, in looks at twice as many each time (default: 8 times the default of --runs; where --runs is given, no more than that)',
      whole('--most-runs', 2),
    )
    .option(
      '--equal <percent>',
      'what is practically equal, so that no more is simulated: within so many percentage points of a share, or per cent of the best mean (default: 1)',
      percent,
    )
    .addHelpText('after', '\nExample:\n  rehearse sweep article --vary agents.fact-checker.detection=0.2..0.9:8')
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  const { loaded, only } = loadStudy(path, options);
  const { scenario } = loaded;
  const measure = options.measure === undefined ? firstObjective(scenario) : measureFor(options.measure);
  const axes = axesOf(options.vary ?? [], scenario);
  const runs = options.runs ?? replicationsFor(RUNS, scenario);
  const mostRuns = options.mostRuns ?? (options.runs === undefined ? usualEffort.mostPerCell * runs : runs);
  if (mostRuns < runs)
    throw new Refusal(`--most-runs: ${mostRuns} is less than the ${runs} of --runs.\n  Raise it, or lower --runs.`);
  const flipRuns = Math.max(mostRuns, replicationsFor(FLIP_RUNS, scenario));
  let interrupted = false;
  const journal = journalOf(options, `${scenario.name}-sweep`, loaded.document, scenario.name);
  const found = await onExecutor(loaded, options, journal, async (executor, monitor) => {
    const effort = {
      seed: options.seed,
      runs,
      mostRuns,
      ...(options.equal === undefined ? {} : { equal: options.equal }),
      flipRuns,
      only,
    };
    const swept = await sweepScenario(scenario, axes, measure, effort, executor);
    interrupted = monitor.interrupted;
    return swept;
  });
  if (found === null) return;
  if (found.cells.length === 0) {
    throw new Refusal('Interrupted before the first cell was finished: there is nothing to report.', Exit.interrupted);
  }
  const files = await sweepFolder(found, provenance(loaded.document));
  await report(
    {
      name: `${scenario.name}-sweep`,
      path,
      files,
      json: (folder) => asJson(found, folder),
      text: (view) => sweepTable(found, view),
    },
    options,
  );
  if (!interrupted) {
    journal.close(false);
    return;
  }
  const { cells, size } = found;
  process.stderr.write(`Interrupted: ${cells.length} of ${size} cells are reported above and kept.\n`);
  process.exitCode = Exit.interrupted;
  journal.close(true);
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 50) return value / 100;
  throw new Refusal(`--equal expects a number from 0 to 50, got '${text}'.\n  Write it as in --equal 1.`);
}

/** A measure that can decide who wins, or a refusal. */
function measureFor(id: string): Measure {
  const decisive = measures.filter(({ better, readDisturbed }) => better !== 'neither' && readDisturbed === undefined);
  const ids = decisive.map((measure) => measure.id);
  const measure = measureNamed(id);
  if (measure === undefined) throw new Refusal(`--measure: there is no measure '${id}'.\n  ${suggest(id, ids)}`);
  if (decisive.includes(measure)) return measure;
  const why =
    measure.readDisturbed !== undefined
      ? 'is measured by knocking participants out or adding steps, which a sweep does not do'
      : 'has no better direction';
  throw new Refusal(`--measure: '${id}' ${why}.\n  Choose one of ${ids.join(', ')}.`);
}

/** The result for machines: every cell with its rows, the flips and what was noticed. */
function asJson(sweep: Sweep, folder: string | null): object {
  const {
    scenario,
    seed,
    runs,
    mostRuns,
    margin,
    axes,
    measure,
    measures,
    patterns,
    leftOut,
    cells,
    size,
    flips,
    unconfirmed,
  } = sweep;
  return {
    ...{ scenario: scenario.name, seed, runs, mostRuns, margin },
    measure: measure.id,
    measures: measures.map(({ id, unit, better }) => ({ id, unit, better })),
    parameters: axes.map(({ parameter, values }) => ({ ...parameter, values })),
    answer: sweepAnswer(sweep),
    ...{ patterns, leftOut, size },
    cells: cells.map(({ rows, ...cell }) => ({
      ...cell,
      rows: rows.map(({ measure, vsSingle: _, ...row }) => ({ ...row, measure: measure.id })),
    })),
    ...{ flips, flipRuns: sweep.flipRuns, unconfirmed, warnings: sweep.warnings, folder },
  };
}
