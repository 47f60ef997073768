import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { explainRuns, type RunSource } from '../explain/explain.js';
import { measureCommand } from '../real/measure/exec.js';
import type { Application } from '../real/measure/harness.js';
import { type MeasuredRuns, measureInProcess } from '../real/measure/in-process.js';
import {
  type Measurement,
  measuredComparison,
  measurementOf,
  simulatedSource,
  storiesOf,
} from '../real/measure/measurement.js';
import { ROWS } from '../real/measure/rows.js';
import { measurementText } from '../real/measure/text.js';
import { measurementSentences } from '../real/measure/words.js';
import { Deadlock } from '../real/time/virtual.js';
import { comparisonFolder } from '../report/folders/run-folder.js';
import { explainTable } from '../report/tables/explain-terminal.js';
import { noteInterruption, provenance, refuseTooFew, report } from './ending.js';
import { TerminalMonitor } from './monitor.js';
import { jsonOption, openOption, outOption, pngOption, quietOption, runsOption, seedOption } from './options.js';
import { Exit, type Loaded, planNamed, Refusal, SCENARIO, whole, withChanges } from './session.js';
import { loadStudy, type StudyOptions } from './study.js';
import { traceContent, traceExporterFor, writeTrace } from './trace-file.js';
import { againOnChange } from './watch-files.js';

interface Options extends StudyOptions {
  readonly app?: string;
  readonly exec?: string;
  readonly atOnce: number;
  readonly against?: string;
  readonly agree?: number;
  readonly explain?: boolean;
  readonly replication: number;
  readonly trace?: string;
  readonly format?: string;
  readonly watch?: boolean;
  readonly verbose?: boolean;
}

const RUNS = 100;

export function addMeasure(program: Command): void {
  withChanges(program.command('measure'))
    .description(
      'Runs your own application on a mock model that has the luck of the simulator: the same replications, call by call. Says which pattern it is, and where, since which call and in how many replications it departs from the one that you meant. Writes the run folder.',
    )
    .argument(...SCENARIO)
    .option(
      '--app <file>',
      'an ES module whose default export is async ({ task, replication, signal }) => text; it runs in this process, in virtual time',
    )
    .option(
      '--exec <command>',
      'a command of any language: a process per replication, the task on its standard input, the answer on its standard output, in real time',
    )
    .option('--at-once <n>', 'with --exec, processes at once', whole('--at-once', 1), 8)
    .option('--against <name>', 'the pattern or team that it was meant to be (default: the one that it is most like)')
    .option(
      '--agree [share]',
      'exit with 1 where fewer than this share of the replications are call by call as predicted (default: all)',
      share,
    )
    .option('--explain', 'also split the differences in seconds, tokens and false claims into causes')
    .option('--replication <n>', 'with --trace, the replication that is written', whole('--replication', 0), 0)
    .option(
      '--trace <file>',
      'also write the measured run as a trace, with the predicted one where the format holds two',
    )
    .option('--format <name>', 'format of the trace, in place of the ending of its name')
    .option('--watch', 'measure again whenever a file beside the application changes')
    .option('--verbose', 'show what the application writes to the console')
    .addOption(runsOption(`replications (default: ${RUNS})`, whole('--runs', 2)))
    .addOption(seedOption())
    .addOption(outOption('reports/<scenario>-measured'))
    .addOption(pngOption())
    .addOption(openOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      'after',
      '\nExample:\n  rehearse measure article --app app.mjs --against supervisor --preset langgraph-supervisor',
    )
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  checkOptions(options);
  if (options.watch === true)
    return againOnChange(options.app === undefined ? process.cwd() : dirname(resolve(options.app)));
  const exporter = options.trace === undefined ? null : traceExporterFor(options.trace, options.format);
  const { loaded } = loadStudy(path, options);
  if (options.against !== undefined) planNamed(loaded.scenario, options.against, '--against');
  const monitor = new TerminalMonitor(options.quiet === true || options.json === true);
  let measured: MeasuredRuns;
  try {
    measured = await runsOf(loaded, options, monitor);
  } finally {
    monitor.close();
  }
  const requested = options.runs ?? RUNS;
  refuseTooFew(measured.records.length);
  const measurement = measurementOf({ ...loaded, ...options, ...measured, requested });
  if (exporter !== null) {
    const stories = storiesOf(measurement, options.replication);
    const shown = exporter.writeAll === undefined ? stories.slice(0, 1) : stories;
    await writeTrace(options.trace!, traceContent(exporter, shown));
    process.stderr.write(`Trace: ${options.trace}\n`);
  }
  await tell(measurement, loaded, path, options);
  if (monitor.interrupted) return noteInterruption(measured.records.length);
  judge(measurement, options);
}

async function runsOf({ scenario }: Loaded, options: Options, monitor: TerminalMonitor): Promise<MeasuredRuns> {
  const common = {
    ...{ scenario, seed: options.seed, runs: options.runs ?? RUNS, isVerbose: options.verbose === true },
    onProgress: (done: number) => monitor.progress(done, 'replications'),
    isStopped: () => monitor.interrupted,
  };
  try {
    if (options.exec !== undefined)
      return await measureCommand({ ...common, command: options.exec, atOnce: options.atOnce });
    return await measureInProcess({ ...common, load: () => applicationIn(options.app!) });
  } catch (error) {
    if (error instanceof Deadlock) throw new Refusal(error.message, Exit.threshold);
    throw error;
  }
}

async function applicationIn(file: string): Promise<Application> {
  let module: { readonly default?: unknown };
  try {
    module = (await import(pathToFileURL(resolve(file)).href)) as typeof module;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`--app: '${file}' could not be loaded: ${why}\n  Run it with node, and mend what that says.`);
  }
  if (typeof module.default === 'function') return module.default as Application;
  throw new Refusal(
    `--app: '${file}' has no function as its default export.\n  Write export default async ({ task }) => text.`,
  );
}

async function tell(measurement: Measurement, loaded: Loaded, path: string, options: Options): Promise<void> {
  const comparison = measuredComparison(measurement);
  const files = await comparisonFolder(comparison, provenance(loaded.document));
  const sentences = measurementSentences(measurement);
  const { against, likelihoods, paired, agreement, warnings } = measurement;
  const plain = { against, sentences, likelihoods, paired, agreement, warnings };
  files.set('agreement.json', `${JSON.stringify(plain, null, 2)}\n`);
  const explained = options.explain === true ? await explainedText(measurement) : null;
  await report(
    {
      name: `${measurement.scenario.name}-measured`,
      path,
      files,
      json: (folder) => ({
        scenario: measurement.scenario.name,
        seed: measurement.seed,
        runs: comparison.runs,
        ...plain,
        folder,
      }),
      text: (view) =>
        [...(explained === null ? [] : [explained(view)]), measurementText(measurement, comparison, view)].join('\n\n'),
    },
    options,
  );
}

/** Both sides taken apart: what `rehearse explain` does with two patterns. */
async function explainedText(measurement: Measurement): Promise<(view: Parameters<typeof explainTable>[1]) => string> {
  const { scenario, seed, records } = measurement;
  const measured: RunSource = {
    name: ROWS.measured,
    rehearse: (replication, onTask) => onTask(records[replication]!, 0),
  };
  const effort = { seed, runs: records.length };
  const found = await explainRuns(
    scenario,
    [simulatedSource(measurement), measured],
    effort,
    new TerminalMonitor(true),
  );
  return (view) => explainTable(found, { ...view, folder: null });
}

function judge({ agreement }: Measurement, { agree }: Options): void {
  if (agree === undefined) return;
  const { equal, replications } = agreement;
  if (equal >= agree * replications) return;
  process.stderr.write(
    `NOT as predicted: ${equal} of ${replications} replications agree, at least ${Math.ceil(agree * replications)} must.\n`,
  );
  process.exitCode = Exit.threshold;
}

function checkOptions({ app, exec, runs, trace, replication }: Options): void {
  if ((app === undefined) === (exec === undefined)) {
    throw new Refusal(
      'Say what is measured: --app FILE or --exec COMMAND, one of them.\n  Write it as in --app app.mjs.',
    );
  }
  if (app !== undefined && !existsSync(app))
    throw new Refusal(`--app: there is no file '${app}'.\n  Give the path of an ES module.`);
  if (trace !== undefined && replication >= (runs ?? RUNS)) {
    throw new Refusal(
      `--replication ${replication}: ${runs ?? RUNS} are measured, counted from 0.\n  Choose one of them, or raise --runs.`,
    );
  }
}

/** Without a value: all. */
function share(text: string): number {
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() !== '' && value > 0 && value <= 1) return value;
  throw new Refusal(
    `--agree expects a share above 0 and up to 1, or percent, got '${text}'.\n  Give it as in --agree 99%.`,
  );
}
