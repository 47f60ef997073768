import { join } from 'node:path';
import type { Command } from 'commander';
import { comparing } from '../compare/compare.js';
import type { Comparison } from '../compare/comparison.js';
import { measures } from '../measures/index.js';
import { runsCsvBy } from '../report/exporters/csv.js';
import { comparisonFolder, type FolderFiles } from '../report/folders/run-folder.js';
import { comparisonTable } from '../report/tables/compare-terminal.js';
import { answer } from '../report/words/compare-answer.js';
import { comparisonConditions } from '../report/words/conditions.js';
import { crossoverSentences, loadOfPatterns, saturationSentences } from '../report/words/offered-load.js';
import { replicationsFor } from '../study/effort.js';
import { withFairNote } from '../study/fair.js';
import { noteInterruption, provenance, refuseTooFew, sayWhere, writeFolder } from './ending.js';
import { type ExecutorOptions, onExecutor, withExecutorOptions } from './executor.js';
import { colours, Exit, isColourful, Refusal, widthOf } from './session.js';
import { FAIR, loadStudy, PARQUET, PATTERNS, type StudyOptions, TASKS, withStudy } from './study.js';

interface Options extends StudyOptions, ExecutorOptions {
  readonly precision?: number;
}

/** With a precision, the most of them unless --runs says otherwise. */
const CAP = 50_000;

export function addCompare(program: Command): void {
  withExecutorOptions(withStudy(program.command('compare'), { tasks: TASKS, of: '', folder: 'reports/<scenario>' }))
    .description(
      'Simulates a scenario under every pattern that fits, with the same random numbers. Prints the comparison and writes the run folder. Exits with 1 where a threshold of the scenario fails.',
    )
    .argument('<scenario>', 'a YAML file, or the name of a built-in scenario')
    .option(...PATTERNS)
    .option(...FAIR)
    .option(
      '--precision <half-width>',
      `continue until the 95 % interval of the first objective is this narrow under every pattern, in the unit of the objective; --runs is then the maximum (default: ${CAP}, or ${CAP} / n for a workload of n tasks)`,
      precision,
    )
    .option(...PARQUET)
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
  const done = await onExecutor(loaded, options, async (executor, monitor, rowWriter) => {
    const { scenario } = loaded;
    const study = comparing(scenario, effort);
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
  await report(comparison, done.files, options);
  if (interrupted) {
    noteInterruption(comparison.runs);
  } else if (comparison.thresholds.some((threshold) => !threshold.met)) {
    process.exitCode = Exit.threshold;
  }
}

async function report(comparison: Comparison, files: FolderFiles, options: Options): Promise<void> {
  const folder = options.out ?? join('reports', comparison.scenario.name);
  const written = await writeFolder(folder, files, options.png);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(asJson(comparison, written.ok ? folder : null), null, 2)}\n`);
  } else {
    process.stdout.write(
      `${comparisonTable(comparison, { width: widthOf(process.stdout), colour: isColourful(process.stdout) })}\n`,
    );
    const c = colours(process.stderr);
    for (const t of comparison.thresholds) {
      const verdict = t.met ? c.green('met') : c.red('NOT met');
      process.stderr.write(
        `Threshold ${t.pattern}.${t.measure} ${t.condition}: ${verdict} (${Number.isNaN(t.value) ? 'not defined' : t.value})\n`,
      );
    }
  }
  sayWhere(folder, written, options.json === true);
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
