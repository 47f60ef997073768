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
  type MeasurementInput,
  measuredComparison,
  measurementOf,
  simulatedSource,
  storiesOf,
} from '../real/measure/measurement.js';
import { ROWS } from '../real/measure/rows.js';
import { measurementText } from '../real/measure/text.js';
import { measurementSentences } from '../real/measure/words.js';
import { Deadlock } from '../real/time/virtual.js';
import type { TraceExporter } from '../report/exporters/exporter.js';
import { timeline } from '../report/exporters/traces/timeline.js';
import { comparisonFolder } from '../report/folders/run-folder.js';
import { explainTable } from '../report/tables/explain-terminal.js';
import { noteInterruption, provenance, refuseTooFew, report } from './ending.js';
import { TerminalMonitor } from './monitor.js';
import { jsonOption, openOption, outOption, pngOption, quietOption, runsOption, seedOption } from './options.js';
import {
  Exit,
  isColourful,
  type Loaded,
  planNamed,
  Refusal,
  SCENARIO,
  whole,
  widthOf,
  withChanges,
} from './session.js';
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
  readonly replication?: number;
  readonly trace?: string;
  readonly format?: string;
  readonly watch?: boolean;
  readonly verbose?: boolean;
}

const RUNS = 100;

/** Milliseconds after which the command ends, whatever the application left open. */
const LINGER_MS = 2000;

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
    .option(
      '--replication <n>',
      'measure only this replication, and print it call by call beside the predicted one',
      whole('--replication', 0),
    )
    .option(
      '--trace <file>',
      'with --replication, also write the trace, with the predicted run where the format holds two',
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
    .action(async (path: string, options: Options) => {
      await run(path, options);
      endSoon();
    });
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
  if (options.replication !== undefined)
    return tellOne({ ...loaded, ...options, ...measured, requested: 1 }, options, exporter);
  const requested = options.runs ?? RUNS;
  refuseTooFew(measured.records.length);
  const measurement = measurementOf({ ...loaded, ...options, ...measured, requested });
  await tell(measurement, loaded, path, options);
  if (monitor.interrupted) return noteInterruption(measured.records.length);
  judge(measurement, options);
}

/** What an application leaves open, such as a pool of connections, does not keep the command from ending. */
function endSoon(): void {
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

/** One replication, call by call. */
async function tellOne(input: MeasurementInput, options: Options, exporter: TraceExporter | null): Promise<void> {
  const measurement = measurementOf(input);
  const stories = storiesOf(measurement, options.replication!);
  if (exporter !== null) {
    const kept = exporter.writeAll === undefined ? stories.slice(0, 1) : stories;
    await writeTrace(options.trace!, traceContent(exporter, kept));
    process.stderr.write(`Trace: ${options.trace}\n`);
  }
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(stories, null, 2)}\n`);
    return;
  }
  const [width, colour] = [widthOf(process.stdout), isColourful(process.stdout)];
  const told = stories.map((story) => {
    const row = story.pattern === ROWS.predicted ? `${story.pattern} by ${measurement.against}` : story.pattern;
    const title = `${story.scenario} · ${row} · seed ${options.seed} · replication ${options.replication}`;
    return timeline(story, { title, width, colour });
  });
  process.stdout.write(told.join('\n'));
  for (const { message, next } of measurement.warnings) process.stderr.write(`! ${message}\n  ${next}\n`);
}

async function runsOf({ scenario }: Loaded, options: Options, monitor: TerminalMonitor): Promise<MeasuredRuns> {
  const common = {
    ...{ scenario, seed: options.seed, from: options.replication ?? 0, isVerbose: options.verbose === true },
    runs: options.replication === undefined ? (options.runs ?? RUNS) : 1,
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

function checkOptions({ app, exec, trace, replication }: Options): void {
  if ((app === undefined) === (exec === undefined)) {
    throw new Refusal(
      'Say what is measured: --app FILE or --exec COMMAND, one of them.\n  Write it as in --app app.mjs.',
    );
  }
  if (app !== undefined && !existsSync(app))
    throw new Refusal(`--app: there is no file '${app}'.\n  Give the path of an ES module.`);
  if (trace !== undefined && replication === undefined) {
    throw new Refusal('--trace writes one run: say which.\n  Add --replication, as in --replication 0.');
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
