import type { Command } from 'commander';
import { axisAt, type CapacityAxis, usualAxis } from '../capacity/axis.js';
import { capacity as capacityOf } from '../capacity/capacity.js';
import { capacityFolder } from '../report/folders/run-folder.js';
import { capacityTable } from '../report/tables/capacity-terminal.js';
import { capacityAnswer } from '../report/words/capacity-answer.js';
import type { Scenario } from '../scenario/scenario.js';
import { replicationsFor } from '../study/effort.js';
import { provenance, report } from './ending.js';
import { type ExecutorOptions, journalOf } from './executor.js';
import { Exit, Refusal, refusalOf, SCENARIO } from './session.js';
import { loadStudy, patternsOption, type StudyOptions, withStudy } from './study.js';
import { onWorkers, withJobs } from './threads.js';

interface Options extends StudyOptions, ExecutorOptions {
  readonly vary?: string;
  readonly lost: number;
}

/** Tasks that are rehearsed under each pattern at each value: replications where each has one. */
const RUNS = 200;
const EXAMPLE = 'Write it as in --vary task.steps.search.replicas=1..40, or without ends.';

export function addCapacity(program: Command): void {
  withJobs(
    withStudy(program.command('capacity'), { tasks: RUNS, of: ' per value', folder: 'reports/<scenario>-capacity' }),
  )
    .description(
      'Finds how much each pattern sustains under the limits of the scenario: the largest team, the most users or tasks at once, or the highest arrival rate at which few tasks are lost and no queue grows without bound. Says what breaks first, and writes the run folder.',
    )
    .argument(...SCENARIO)
    .option(
      '--vary <path[=from..to]>',
      'what grows (default: arrivals or users, else the growth of the scenario, else tasks at once)',
    )
    .option(
      '--lost <share>',
      'share of the tasks that may be lost (failed, stalled, late or incomplete) beyond those lost at the smallest value',
      share,
      0.05,
    )
    .addOption(patternsOption())
    .addHelpText('after', '\nExample:\n  rehearse capacity provider --vary task.steps.explore.replicas')
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  const { loaded, only } = loadStudy(path, options);
  const { scenario } = loaded;
  const axis = axisFor(scenario, options.vary);
  const runs = options.runs ?? replicationsFor(RUNS, scenario);
  const journal = journalOf(options, `${scenario.name}-capacity`, loaded.document);
  const { found, interrupted } = await onWorkers(options, journal, async (executor, monitor) => {
    const effort = { seed: options.seed, runs, only, tolerated: options.lost };
    const result = await capacityOf(scenario, axis, effort, executor);
    return { found: result, interrupted: monitor.interrupted };
  });
  if (found.patterns.length === 0) {
    throw new Refusal(
      'Interrupted before the first search was finished: there is nothing to report.',
      Exit.interrupted,
    );
  }
  const { scenario: _, ...plain } = found;
  const files = await capacityFolder(found, provenance(loaded.document));
  await report(
    {
      name: `${scenario.name}-capacity`,
      path,
      files,
      json: (folder) => ({ scenario: scenario.name, answer: capacityAnswer(found), ...plain, folder }),
      text: (view) => capacityTable(found, view),
    },
    options,
  );
  if (!interrupted) {
    journal.close(false);
    return;
  }
  process.stderr.write(
    `Interrupted: ${found.patterns.length} of ${found.size} patterns are reported above and kept.\n`,
  );
  process.exitCode = Exit.interrupted;
  journal.close(true);
}

function axisFor(scenario: Scenario, vary: string | undefined): CapacityAxis {
  const found = vary === undefined ? usualAxis(scenario) : axisAlong(scenario, vary);
  if ('ok' in found) {
    if (found.ok) throw new Error('a parameter is no axis');
    throw refusalOf([{ ...found, file: '--vary' }]);
  }
  return found;
}

function axisAlong(scenario: Scenario, text: string): ReturnType<typeof axisAt> {
  const match = /^\s*([^=\s]+)\s*(?:=\s*(.*?)\.\.(.*))?$/.exec(text);
  const [, path, from, to] = match ?? [];
  if (path === undefined) throw new Refusal(`--vary expects a path, got '${text}'.\n  ${EXAMPLE}`);
  return axisAt(scenario, path, from === undefined || to === undefined ? null : [from, to]);
}

function share(text: string): number {
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() !== '' && value >= 0 && value < 1) return value;
  throw new Refusal(`--lost expects a share from 0 to below 1, or percent, got '${text}'.\n  Give it as in --lost 5%.`);
}
