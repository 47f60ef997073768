import { join } from 'node:path';
import type { Command } from 'commander';
import { unknownNames } from '../experiment/check.js';
import { comparing } from '../experiment/compare.js';
import type { Comparison } from '../experiment/comparison.js';
import { replicationsFor } from '../experiment/effort.js';
import { measures } from '../measures/index.js';
import { answer } from '../report/answer.js';
import { runFolderFiles } from '../report/bundle.js';
import { runsCsvBy } from '../report/csv.js';
import { crossoverSentences, loadOfPatterns, saturationSentences } from '../report/load.js';
import { comparisonTable } from '../report/table.js';
import { sizeOverrides } from '../scenario/load.js';
import { type CrewOptions, withCrew, withCrewOf } from './crew.js';
import { noteInterruption, provenance, refuseTooFew, sayWhere, withParquet, writeFolder } from './ending.js';
import {
  colours,
  Exit,
  isColourful,
  load,
  PARQUET,
  PNG,
  Refusal,
  type StudyOptions,
  shown,
  whole,
  widthOf,
  withChanges,
} from './session.js';

interface Options extends StudyOptions, CrewOptions {
  readonly patterns?: string;
  readonly precision?: number;
}

/** Tasks that are rehearsed under each pattern: replications where each has one. */
const RUNS = 2000;
/** With a precision, the most of them unless --runs says otherwise. */
const CAP = 50_000;

export function addCompare(program: Command): void {
  withCrew(withChanges(program.command('compare')))
    .summary('every pattern that fits, on the same work and the same luck')
    .description('Rehearses a scenario under every pattern that fits, prints the comparison and writes the run folder.')
    .argument('<scenario>', 'a YAML file, or the name of a built-in scenario')
    .option(
      '--patterns <names>',
      'only these patterns and teams, separated by commas (the single agent is always there)',
    )
    .option(
      '--runs <n>',
      `replications (default: ${RUNS} of one task, of a workload of n tasks ${RUNS} / n and at least 20; with --precision the most: ${CAP} / n)`,
      whole('--runs', 2),
    )
    .option(
      '--precision <half-width>',
      "go on until the first objective's interval is this narrow under every pattern",
      precision,
    )
    .option('--seed <text>', 'any text; the same seed meets the same luck', 'rehearsal')
    .option('--out <folder>', 'run folder (default: reports/<scenario>)')
    .option(...PNG)
    .option(...PARQUET)
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress')
    .addHelpText('after', '\nExample:\n  rehearse compare article --runs 2000 --set agents.fact-checker.detection=0.5')
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  const loaded = load(path, options);
  if (loaded.warnings.length > 0) process.stderr.write(`${shown(loaded.warnings)}\n\n`);
  const only = options.patterns === undefined ? null : options.patterns.split(',').map((name) => name.trim());
  for (const problem of unknownNames(loaded.scenario, only ?? [])) throw new Refusal(`--patterns: ${problem}`);
  const runs = options.runs ?? replicationsFor(options.precision === undefined ? RUNS : CAP, loaded.scenario);
  const effort = { seed: options.seed, runs, precision: options.precision ?? null, only };
  if (options.shard !== undefined && effort.precision !== null) {
    throw new Refusal(
      '--shard needs to know how much work there is, and --precision finds out.\n  Use --runs instead.',
    );
  }
  const done = await withCrewOf(loaded, options, async (crew, watch, scribe) => {
    const { scenario, changed } = loaded;
    const study = comparing(scenario, effort, (growth, size) => changed(sizeOverrides(growth, size)));
    const complete = await study.work(crew);
    const { interrupted } = watch;
    const patterns = study.patterns(complete);
    refuseTooFew(patterns[0]?.columns.get('correct')?.length ?? 0);
    // Other threads write the rows of all replications while this one sums up and draws.
    const rows = runsCsvBy({ scenario, measures, patterns }, scribe);
    const comparison = study.comparison(complete, patterns);
    return { comparison, interrupted, files: await runFolderFiles(comparison, provenance(loaded.document), rows) };
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

async function report(comparison: Comparison, files: ReadonlyMap<string, string>, options: Options): Promise<void> {
  const folder = options.out ?? join('reports', comparison.scenario.name);
  const written = await writeFolder(folder, await withParquet(files, comparison, options.parquet), options.png);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(asJson(comparison, written.ok ? folder : null), null, 2)}\n`);
  } else {
    process.stdout.write(
      `${comparisonTable(comparison, { width: widthOf(process.stdout), colour: isColourful(process.stdout) })}\n`,
    );
    const c = colours(process.stderr);
    for (const t of comparison.thresholds) {
      const verdict = t.met ? c.green('met') : c.red('NOT met');
      process.stderr.write(`Threshold ${t.pattern}.${t.measure} ${t.condition}: ${verdict} (${t.value})\n`);
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
    published: comparison.published,
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
    `--precision expects a number above 0, got '${text}'.\n  Give it in the first objective's own unit, as in --precision 0.01.`,
  );
}
