import type { Command } from 'commander';
import { jsonTrace } from '../report/exporters/traces/json.js';
import { timeline } from '../report/exporters/traces/timeline.js';
import { counted } from '../report/words/format.js';
import { keyOf } from '../sim/luck/seed.js';
import type { Story } from '../sim/record/story.js';
import { World } from '../sim/world.js';
import { watch } from '../study/watch.js';
import { seedOption } from './options.js';
import { isColourful, listed, load, planNamed, Refusal, SCENARIO, whole, widthOf, withChanges } from './session.js';
import { TRACE_ENDINGS, TRACE_FORMATS, traceContent, traceExporterFor, writeTrace } from './trace-file.js';

interface Options {
  readonly pattern: readonly string[];
  readonly replication: number;
  readonly task: number;
  readonly seed: string;
  readonly preset: readonly string[];
  readonly set: readonly string[];
  readonly trace?: string;
  readonly format?: string;
  readonly json?: boolean;
}

export function addRun(program: Command): void {
  withChanges(program.command('run'))
    .description(
      'Simulates one replication under one pattern and prints each call: when, by which agent, what it read, what it cost, and which false claims it made, caught or passed on.',
    )
    .argument(...SCENARIO)
    .requiredOption(
      '--pattern <names>',
      'a pattern or a team of the scenario; or two, comma-separated, that meet the same random numbers',
      listed,
    )
    .option('--replication <n>', 'number of the replication, as in runs.csv, from 0', whole('--replication', 0), 0)
    .option('--task <n>', 'number of the task within a workload, in order of arrival, from 0', whole('--task', 0), 0)
    .addOption(seedOption())
    .option(
      '--trace <file>',
      `also write the trace; the ending of the name selects the format (${TRACE_ENDINGS.join(', ')})`,
    )
    .option('--format <name>', `format of the trace, in place of the ending: ${TRACE_FORMATS.join(', ')}`)
    .option('--json', 'print the trace as JSON instead of the timeline, an error too')
    .addHelpText(
      'after',
      '\nExample:\n  rehearse run article --pattern choreography,pipeline --replication 18 --trace race.svg',
    )
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  const exporter = options.trace === undefined ? null : traceExporterFor(options.trace, options.format);
  if (options.trace === undefined && options.format !== undefined) {
    throw new Refusal('--format needs --trace: it selects the format of the trace file.\n  Add --trace FILE.');
  }
  if (options.pattern.length > 2)
    throw new Refusal('--pattern: one run or two can be told.\n  Name one pattern, or two.');
  const { scenario } = load(path, options);
  const stories = options.pattern.map((name) => {
    const plan = planNamed(scenario, name, '--pattern');
    return storyOfTask(new World(scenario, plan, keyOf(options.seed)), plan.name, options);
  });
  if (exporter !== null && options.trace !== undefined)
    await writeTrace(options.trace, traceContent(exporter, stories));
  if (options.json === true) {
    process.stdout.write(stories.length === 1 ? jsonTrace(stories[0]!) : `${JSON.stringify(stories, null, 2)}\n`);
    return;
  }
  const which = `replication ${options.replication}${scenario.workload.tasks > 1 ? ` · task ${options.task}` : ''}`;
  const [width, colour] = [widthOf(process.stdout), isColourful(process.stdout)];
  const told = stories.map((story) => {
    const title = `${scenario.name} · ${story.pattern} · seed ${options.seed} · ${which}`;
    return timeline(story, { title, width, colour });
  });
  process.stdout.write(told.join('\n'));
  if (options.trace !== undefined) process.stderr.write(`Trace: ${options.trace}\n`);
}

/** One task of the stream, among all the others of its replication; times are relative to its arrival. */
function storyOfTask(world: World, pattern: string, { replication, task, seed }: Options): Story {
  const story = watch(world, { pattern, seed, replication, task });
  if (story !== null) return story;
  const { tasks } = world.scenario.workload;
  throw new Refusal(
    `--task ${task}: a replication has ${counted(tasks, 'task')}, counted from 0.\n  Choose another one.`,
  );
}
