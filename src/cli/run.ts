import type { Command } from 'commander';
import type { TraceExporter } from '../report/exporters/exporter.js';
import { traceExporters } from '../report/exporters/index.js';
import { jsonTrace } from '../report/exporters/traces/json.js';
import { timeline } from '../report/exporters/traces/timeline.js';
import { counted } from '../report/words/format.js';
import type { Scenario } from '../scenario/scenario.js';
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
  readonly runs?: number;
  readonly tasks?: number;
  readonly at?: number;
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
    .option('--runs <n>', 'with --trace: so many replications in one file, from --replication on', whole('--runs', 1))
    .option(
      '--tasks <n>',
      'with --trace: so many tasks of each replication in one file, from --task on',
      whole('--tasks', 1),
    )
    .option(
      '--at <time>',
      'with --trace: when the first run begins, as in 2026-01-31T12:00:00Z; a format that has a time of day',
      moment,
    )
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
  checkMany(options, exporter);
  if (exporter !== null && options.trace !== undefined) {
    const all = isOfMany(options) ? manyStories(scenario, options) : stories;
    await writeTrace(options.trace, traceContent(exporter, all, options.at));
  }
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

const isOfMany = ({ runs, tasks }: Options): boolean => runs !== undefined || tasks !== undefined;

/** Many runs need a file, and a format that is a log; so does a time of day. */
function checkMany(options: Options, exporter: TraceExporter | null): void {
  const asked = (['runs', 'tasks', 'at'] as const).find((key) => options[key] !== undefined);
  if (asked === undefined || exporter?.isLog === true) return;
  const endings = traceExporters.filter(({ isLog }) => isLog === true).flatMap((one) => one.endings);
  const why =
    exporter === null ? 'needs --trace' : `needs a format that holds many runs, and ${exporter.name} does not`;
  throw new Refusal(`--${asked} ${why}.\n  Add --trace FILE with a name that ends in ${endings.join(', ')}.`);
}

/** Every replication and task that was asked for, under each pattern; tasks that never came in are left out. */
function manyStories(scenario: Scenario, { pattern, replication, task, runs = 1, tasks = 1, seed }: Options): Story[] {
  return pattern.flatMap((name) => {
    const plan = planNamed(scenario, name, '--pattern');
    const world = new World(scenario, plan, keyOf(seed));
    return Array.from({ length: runs }, (_, run) =>
      Array.from({ length: tasks }, (_, nth) =>
        watch(world, { pattern: plan.name, seed, replication: replication + run, task: task + nth }),
      ).filter((story) => story !== null),
    ).flat();
  });
}

/** Seconds after the Unix epoch of a moment that the user wrote. */
function moment(text: string): number {
  const seconds = Date.parse(text) / 1000;
  if (!Number.isNaN(seconds) && /^\d{4}-\d{2}-\d{2}/.test(text)) return seconds;
  throw new Refusal(`--at expects a moment, got '${text}'.\n  Give it as in --at 2026-01-31T12:00:00Z.`);
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
