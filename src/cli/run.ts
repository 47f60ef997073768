import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { counted } from '../report/format.js';
import { mermaidTrace } from '../report/traces/mermaid.js';
import { timeline } from '../report/traces/timeline.js';
import { keyOf } from '../sim/seed.js';
import { type Trace, traceOf } from '../sim/trace.js';
import { World } from '../sim/world.js';
import { isColourful, load, planNamed, Refusal, whole, widthOf, withChanges } from './session.js';

interface Options {
  readonly pattern: string;
  readonly replication: number;
  readonly task: number;
  readonly seed: string;
  readonly preset: readonly string[];
  readonly set: readonly string[];
  readonly trace?: string;
  readonly format?: string;
  readonly json?: boolean;
}

const FORMATS: Readonly<Record<string, (trace: Trace) => string>> = {
  mermaid: mermaidTrace,
  json: (trace) => `${JSON.stringify(trace, null, 2)}\n`,
};
const FORMAT_OF: Readonly<Record<string, string>> = { '.mmd': 'mermaid', '.mermaid': 'mermaid', '.json': 'json' };

export function addRun(program: Command): void {
  withChanges(program.command('run'))
    .summary('one replication under one pattern, told as a timeline')
    .description(
      'Rehearses one replication under one pattern and tells it: who did what, what it saw, what it cost, which claims were born, caught and passed on.',
    )
    .argument('<scenario>', 'a YAML file, or the name of a built-in scenario')
    .requiredOption('--pattern <name>', 'a pattern or a team of the scenario')
    .option('--replication <n>', 'which one; compare made 0, 1, 2, ...', whole('--replication', 0), 0)
    .option('--task <n>', 'which of its tasks, in the order in which they come', whole('--task', 0), 0)
    .option('--seed <text>', 'any text; the same seed meets the same luck', 'rehearsal')
    .option('--trace <file>', 'write the trace too; its format by the extension (.mmd, .json)')
    .option('--format <name>', `format of the trace: ${Object.keys(FORMATS).join(', ')}`)
    .option('--json', 'print the trace as JSON instead of the timeline')
    .addHelpText('after', '\nExample:\n  rehearse run article --pattern choreography --trace article.mmd')
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  const format = options.trace === undefined ? null : formatOf(options.trace, options.format);
  if (options.trace === undefined && options.format !== undefined) {
    throw new Refusal('--format says how a trace is written, but there is no --trace.\n  Add --trace FILE.');
  }
  const { scenario } = load(path, options);
  const plan = planNamed(scenario, options.pattern, '--pattern');
  const world = new World(scenario, plan, keyOf(options.seed));
  const trace = traceOfTask(world, options.replication, options.task);
  if (format !== null && options.trace !== undefined) await write(options.trace, FORMATS[format]!(trace));
  if (options.json === true) {
    process.stdout.write(FORMATS.json!(trace));
    return;
  }
  const which = `replication ${options.replication}${scenario.workload.tasks > 1 ? ` · task ${options.task}` : ''}`;
  const title = `${scenario.name} · ${plan.name} · seed ${options.seed} · ${which}`;
  process.stdout.write(timeline(trace, { title, width: widthOf(process.stdout), colour: isColourful(process.stdout) }));
  if (options.trace !== undefined) process.stderr.write(`Trace: ${options.trace}\n`);
}

/** One task of the stream, among all the others of its replication; times are relative to its arrival. */
function traceOfTask(world: World, replication: number, task: number): Trace {
  let trace: Trace | null = null;
  world.watched = task;
  world.rehearse(replication, (record, nth) => {
    if (nth === task) trace = traceOf(record);
  });
  if (trace !== null) return trace;
  const { tasks } = world.scenario.workload;
  throw new Refusal(
    `--task ${task}: a replication has ${counted(tasks, 'task')}, counted from 0.\n  Choose another one.`,
  );
}

async function write(file: string, content: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new Refusal(
      `'${file}' could not be written: ${error instanceof Error ? error.message : String(error)}.\n  Choose another file with --trace.`,
    );
  }
}

function formatOf(file: string, asked: string | undefined): string {
  const format = asked ?? FORMAT_OF[extname(file)];
  if (format !== undefined && Object.hasOwn(FORMATS, format)) return format;
  const what =
    asked === undefined ? `'${file}' does not say which format it is` : `there is no trace format '${asked}'`;
  throw new Refusal(`${what}.\n  Use --format ${Object.keys(FORMATS).join(' or --format ')}.`);
}
