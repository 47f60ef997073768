import { join } from 'node:path';
import type { Command } from 'commander';
import { unknownNames } from '../experiment/check.js';
import { compare as compareScenario } from '../experiment/compare.js';
import type { Comparison } from '../experiment/comparison.js';
import { answer } from '../report/answer.js';
import { runFolderFiles } from '../report/bundle.js';
import { writeRunFolder } from '../report/folder.js';
import { exactCommand } from '../report/manifest.js';
import { comparisonTable } from '../report/table.js';
import { colours, Exit, isColourful, load, Refusal, shown, version, whole, widthOf, withChanges } from './session.js';
import { TerminalWatch } from './watch.js';

interface Options {
  readonly patterns?: string;
  readonly runs?: number;
  readonly precision?: number;
  readonly seed: string;
  readonly preset: readonly string[];
  readonly set: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const RUNS = 2000;
/** With a precision, the most replications that are made unless --runs says otherwise. */
const CAP = 50_000;

export function addCompare(program: Command): void {
  withChanges(program.command('compare'))
    .summary('every pattern that fits, on the same work and the same luck')
    .description('Rehearses a scenario under every pattern that fits, prints the comparison and writes the run folder.')
    .argument('<scenario>', 'a YAML file, or the name of a built-in scenario')
    .option(
      '--patterns <names>',
      'only these patterns and teams, separated by commas (the single agent is always there)',
    )
    .option('--runs <n>', `replications (default: ${RUNS}; with --precision the most: ${CAP})`, whole('--runs', 2))
    .option(
      '--precision <half-width>',
      "go on until the first objective's interval is this narrow under every pattern",
      precision,
    )
    .option('--seed <text>', 'any text; the same seed meets the same luck', 'rehearsal')
    .option('--out <folder>', 'run folder (default: reports/<scenario>)')
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
  const runs = options.runs ?? (options.precision === undefined ? RUNS : CAP);
  const watch = new TerminalWatch(options.quiet === true || options.json === true);
  let comparison: Comparison;
  try {
    const effort = { seed: options.seed, runs, precision: options.precision ?? null, only };
    comparison = await compareScenario(loaded.scenario, effort, watch, loaded.sized);
  } finally {
    watch.close();
  }
  if (comparison.runs < 2)
    throw new Refusal(
      'Interrupted before two replications were finished: there is nothing to report.',
      Exit.interrupted,
    );
  await report(comparison, loaded.document, options);
  if (watch.interrupted) {
    process.stderr.write(
      `Interrupted: the ${comparison.runs} replications that were finished are reported above and kept.\n`,
    );
    process.exitCode = Exit.interrupted;
  } else if (comparison.thresholds.some((threshold) => !threshold.met)) {
    process.exitCode = Exit.threshold;
  }
}

async function report(comparison: Comparison, scenarioText: string, options: Options): Promise<void> {
  const folder = options.out ?? join('reports', comparison.scenario.name);
  const command = exactCommand('rehearse', process.argv.slice(2));
  const files = await runFolderFiles(comparison, { version: version(), scenarioText, command });
  const written = await writeRunFolder(folder, files);
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
    if (written.ok) process.stderr.write(`${c.dim(`Run folder: ${folder}`)}\n`);
  }
  if (!written.ok) throw new Refusal(`${written.error.message}\n  ${written.error.next}`);
}

/** The result for machines: the summary's rows with the answer, the ranking and what was noticed. */
function asJson(comparison: Comparison, folder: string | null): object {
  const { scenario, seed, requested, runs, ranking, objectives, warnings, leftOut, thresholds, growth } = comparison;
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
    ranking,
    objectives,
    summary,
    growth,
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
