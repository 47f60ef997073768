import type { Command } from 'commander';
import { comparing } from '../compare/compare.js';
import type { Comparison } from '../compare/comparison.js';
import { measures } from '../measures/index.js';
import { runsCsvBy } from '../report/exporters/csv.js';
import { comparisonFolder } from '../report/folders/run-folder.js';
import { comparisonBrief } from '../report/tables/compare-brief.js';
import { comparisonTable } from '../report/tables/compare-terminal.js';
import { answer } from '../report/words/compare-answer.js';
import { comparisonConditions } from '../report/words/conditions.js';
import { crossoverSentences, loadOfPatterns, saturationSentences } from '../report/words/offered-load.js';
import { builtInCatalogue } from '../study/catalogue.js';
import { replicationsFor } from '../study/effort.js';
import { withFairNote } from '../study/fair.js';
import { noteInterruption, provenance, refuseTooFew, report } from './ending.js';
import { type ExecutorOptions, journalOf, onExecutor, withExecutorOptions } from './executor.js';
import { Group, grouped } from './options.js';
import { colours, Exit, Refusal, SCENARIO } from './session.js';
import {
  allOption,
  fairOption,
  loadStudy,
  parquetOption,
  patternsOption,
  type StudyOptions,
  TASKS,
  withStudy,
} from './study.js';

interface Options extends StudyOptions, ExecutorOptions {
  readonly precision?: number;
  readonly all?: boolean;
}

/** With a precision, the most of them unless --runs says otherwise. */
const CAP = 50_000;

export function addCompare(program: Command): void {
  withExecutorOptions(withStudy(program.command('compare'), { tasks: TASKS, of: '', folder: 'reports/<scenario>' }))
    .description(
      'Simulates a scenario under every pattern that fits, with the same random numbers. Prints the comparison and writes the run folder. Exits with 1 where a threshold of the scenario fails.',
    )
    .argument(...SCENARIO)
    .addOption(patternsOption())
    .addOption(fairOption())
    .addOption(
      grouped(
        Group.effort,
        '--precision <half-width>',
        `continue until the 95 % interval of the first objective is this narrow under every pattern, in the unit of the objective; --runs is then the maximum (default: ${CAP}, or ${CAP} / n for a workload of n tasks)`,
      ).argParser(precision),
    )
    .addOption(parquetOption())
    .addOption(allOption())
    .addHelpText('after', '\nExample:\n  rehearse compare article --runs 2000 --set agents.fact-checker.detection=0.5')
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  const { loaded, only, fair } = loadStudy(path, options);
  const runs = options.runs ?? replicationsFor(options.precision === undefined ? TASKS : CAP, loaded.scenario);
  const effort = { seed: options.seed, runs, precision: options.precision ?? null, only };
  if (options.shard !== undefined && effort.precision !== null) {
    throw new Refusal(
      '--shard and --precision cannot be combined: a shard must know how many replications there are.\n  Use --runs instead.',
    );
  }
  const journal = journalOf(options, loaded.scenario.name, loaded.document);
  const done = await onExecutor(loaded, options, journal, async (executor, monitor, rowWriter) => {
    const { scenario } = loaded;
    const study = comparing(scenario, effort, builtInCatalogue, journal.columns);
    const complete = await study.work(executor);
    const { interrupted } = monitor;
    const patterns = study.patterns(complete);
    refuseTooFew(patterns[0]?.columns.get('correct')?.length ?? 0);
    // Other threads write the rows of all replications while this one sums up and draws.
    const runs = runsCsvBy({ scenario, measures, patterns }, rowWriter);
    const comparison = withFairNote(study.comparison(complete, patterns), fair);
    const made = { runs, withParquet: options.parquet === true };
    const files = await comparisonFolder(comparison, provenance(loaded.document), made);
    return { comparison, interrupted, files };
  });
  if (done === null) return;
  const { comparison, interrupted } = done;
  await report(
    {
      name: loaded.scenario.name,
      path,
      files: done.files,
      json: (folder) => asJson(comparison, folder),
      text: (view) => (options.all === true ? comparisonTable(comparison, view) : comparisonBrief(comparison, view)),
    },
    options,
  );
  if (options.json !== true) sayThresholds(comparison);
  if (interrupted) {
    noteInterruption(comparison.runs);
  } else if (comparison.thresholds.some((threshold) => !threshold.met)) {
    process.exitCode = Exit.threshold;
  }
  journal.close(interrupted);
}

/** After the answer, and on the other stream: whether each threshold is met. */
function sayThresholds({ thresholds }: Comparison): void {
  const c = colours(process.stderr);
  for (const { pattern, measure, condition, met, value } of thresholds) {
    const verdict = met ? c.green('met') : c.red('NOT met');
    const amount = Number.isNaN(value) ? 'not defined' : value;
    process.stderr.write(`Threshold ${pattern}.${measure} ${condition}: ${verdict} (${amount})\n`);
  }
}

/** The result for machines: the summary's rows with the answer, the ranking and what was noticed. */
function asJson(comparison: Comparison, folder: string | null): object {
  const { scenario, seed, requested, runs, ranking, objectives, warnings, leftOut, thresholds, growth } = comparison;
  const sentences = [...saturationSentences(comparison), ...crossoverSentences(comparison)];
  const summary = comparison.summary.map(({ measure, ...row }) => ({
    ...row,
    measure: measure.id,
    unit: measure.unit,
    better: measure.better,
  }));
  return {
    scenario: scenario.name,
    seed,
    requested,
    runs,
    answer: answer(comparison),
    conditions: comparisonConditions(comparison),
    published: comparison.published,
    spread: comparison.spread.map(({ measure, ...row }) => ({ ...row, measure: measure.id, unit: measure.unit })),
    ranking,
    objectives,
    summary,
    load: { sentences, patterns: loadOfPatterns(comparison) },
    growth,
    crossovers: comparison.crossovers,
    thresholds,
    warnings,
    leftOut,
    folder,
  };
}

function precision(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0) return value;
  throw new Refusal(
    `--precision expects a number above 0, got '${text}'.\n  Give it in the unit of the first objective, as in --precision 0.01.`,
  );
}
