import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Command, Option } from 'commander';
import { CalibrationError, calibrate } from '../calibrate/calibrate.js';
import { patterns } from '../patterns/index.js';
import { calibrationFolder } from '../report/folders/run-folder.js';
import { calibrateTable } from '../report/tables/calibrate-terminal.js';
import { calibrateAnswer } from '../report/words/calibrate-answer.js';
import { keptSentences } from '../report/words/kept-files.js';
import { suggest } from '../scenario/checks/words.js';
import type { ObservedTrace } from '../traces/observed.js';
import { TraceProblem } from '../traces/problem.js';
import { readTraces } from '../traces/read.js';
import { provenance, writeFolder } from './ending.js';
import { openPage } from './open.js';
import { Group, grouped, jsonOption, openOption, pngOption, reportsFolder, runsOption, seedOption } from './options.js';
import { isColourful, Refusal, whole, widthOf } from './session.js';

interface Options {
  readonly out: string;
  readonly report?: string;
  readonly name?: string;
  readonly pattern?: string;
  readonly runs?: number;
  readonly seed: string;
  readonly png?: boolean;
  readonly open?: boolean;
  readonly json?: boolean;
}

/** Simulated tasks that real ones are held against. */
const RUNS = 1000;

export function addCalibrate(program: Command): void {
  program
    .command('calibrate')
    .description(
      'Turns traces of your own system into a scenario that runs: names the pattern that they look like, fits what they tell, says what they cannot tell, and predicts a third of the tasks that it was not fitted to.',
    )
    .argument('<traces...>', 'files or directories: OTLP JSON, Langfuse exports, Inspect logs, CSV, and others')
    .addOption(grouped(Group.output, '--out <file>', 'the scenario to write').default('calibrated.yaml'))
    .addOption(
      grouped(Group.output, '--report <folder>', 'run folder with the report (default: reports/<name>-calibration)'),
    )
    .addOption(grouped(Group.scenario, '--name <name>', 'what the scenario is called (default: the name of its file)'))
    .addOption(
      new Option('--pattern <name>', 'the pattern, where you know it, in place of naming it by the traces').helpGroup(
        Group.scenario,
      ),
    )
    .addOption(
      runsOption(`simulated tasks that the real ones are compared with (default: ${RUNS})`, whole('--runs', 20)),
    )
    .addOption(seedOption())
    .addOption(pngOption())
    .addOption(openOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  rehearse calibrate traces/ --out mine.yaml')
    .action(run);
}

async function run(paths: readonly string[], options: Options): Promise<void> {
  const pattern = options.pattern ?? null;
  const names = patterns.map((one) => one.name);
  if (pattern !== null && !names.includes(pattern)) {
    throw new Refusal(`--pattern: unknown pattern '${pattern}'.\n  ${suggest(pattern, names)}`);
  }
  const name = nameOf(options.name ?? basename(options.out).replace(/\.ya?ml$/, ''));
  const found = calibrated(await tracesIn(paths), { name, seed: options.seed, runs: options.runs ?? RUNS, pattern });
  writeScenario(options.out, found.scenario);
  const folder = options.report ?? join(reportsFolder(), `${name}-calibration`);
  const files = await calibrationFolder(found, provenance(found.scenario));
  const written = await writeFolder(folder, files, options.png);
  if (!written.ok) throw new Refusal(`${written.error.message}\n  ${written.error.next}`);
  for (const sentence of keptSentences(folder, written.kept)) process.stderr.write(`${sentence}\n`);
  if (options.json === true) {
    process.stdout.write(
      `${JSON.stringify({ answer: calibrateAnswer(found), ...found, file: options.out, folder }, null, 2)}\n`,
    );
  } else {
    const view = { width: widthOf(process.stdout), colour: isColourful(process.stdout), folder, given: options.out };
    process.stdout.write(`${calibrateTable(found, options.out, view)}\n`);
  }
  if (options.open === true) openPage(join(folder, 'report.html'));
}

function calibrated(...input: Parameters<typeof calibrate>): ReturnType<typeof calibrate> {
  try {
    return calibrate(...input);
  } catch (error) {
    if (error instanceof CalibrationError) throw new Refusal(error.message);
    throw error;
  }
}

async function tracesIn(paths: readonly string[]): Promise<ObservedTrace[]> {
  const traces: ObservedTrace[] = [];
  const skipped: TraceProblem[] = [];
  try {
    for await (const trace of readTraces(paths, (problem) => skipped.push(problem))) traces.push(trace);
  } catch (error) {
    if (error instanceof TraceProblem) throw new Refusal(`${error.message}\n  ${error.next}`);
    throw error;
  }
  for (const problem of skipped) process.stderr.write(`Skipped: ${problem.message}\n`);
  return traces;
}

/** As a scenario may be called. */
function nameOf(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '') || 'calibrated';
}

/** A scenario that somebody may have edited is not overwritten by another one. */
function writeScenario(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'EEXIST' && readFileSync(file, 'utf8') === text) return;
    const next =
      code === 'EEXIST' ? 'Give another name with --out, or remove it.' : 'Give the path of a new file with --out.';
    throw new Refusal(
      `'${file}' ${code === 'EEXIST' ? 'exists already and was not changed' : `cannot be written: ${code}`}.\n  ${next}`,
    );
  }
}
