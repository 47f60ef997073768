import { join } from 'node:path';
import type { Command } from 'commander';
import { migrate, searchRunsOf } from '../migrate/migrate.js';
import type { Migration } from '../migrate/result.js';
import { type PatternPlan, plansFor } from '../patterns/plan.js';
import { migrationFolder } from '../report/folders/run-folder.js';
import { migrationTable } from '../report/tables/migrate-terminal.js';
import { migrationAnswer } from '../report/words/migrate-answer.js';
import type { Scenario } from '../scenario/scenario.js';
import { replicationsFor } from '../study/effort.js';
import { provenance, sayWhere, writeFolder } from './ending.js';
import { type ExecutorOptions, onThreads, withJobs } from './executor.js';
import { Exit, isColourful, type Loaded, planNamed, Refusal, widthOf } from './session.js';
import { loadStudy, type StudyOptions, withStudy } from './study.js';

interface Options extends StudyOptions, Omit<ExecutorOptions, 'from'> {
  readonly from: string;
  readonly to: string;
}

/** Tasks that are rehearsed in each state of the chosen order. */
const RUNS = 1000;

export function addMigrate(program: Command): void {
  withJobs(
    withStudy(program.command('migrate'), { tasks: RUNS, of: ' per state', folder: 'reports/<scenario>-migration' }),
  )
    .description(
      'Finds the order in which to move from one pattern to another, one agent or step at a time: rehearses the states between, as teams of which one is a member of the other, and chooses the order whose worst state is best; of equals the cheapest. Between workflow and critical-path-hybrid steps are marked one by one. Writes the run folder.',
    )
    .argument('<scenario>', 'a YAML file, or the name of a built-in scenario')
    .requiredOption('--from <name>', 'the pattern or team that is there')
    .requiredOption('--to <name>', 'the pattern or team that is wanted')
    .addHelpText('after', '\nExample:\n  rehearse migrate article --from supervisor --to critical-path-hybrid')
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  const { loaded } = loadStudy(path, options);
  const { scenario } = loaded;
  const plans = [planFor(scenario, options.from, '--from'), planFor(scenario, options.to, '--to')] as const;
  if (options.from === options.to) throw new Refusal('--from and --to are the same.\n  Name two patterns or teams.');
  const runs = options.runs ?? replicationsFor(RUNS, scenario);
  const effort = { seed: options.seed, runs, searchRuns: searchRunsOf(runs) };
  const found = await onThreads(options, (executor) => migrate(scenario, plans, effort, executor));
  if ('why' in found) throw new Refusal(`Nothing to rehearse: ${found.why}`);
  if (found.states.length === 0) {
    throw new Refusal('Interrupted before the order was rehearsed: there is nothing to report.', Exit.interrupted);
  }
  await report(found, loaded, options);
}

async function report(found: Migration, { document }: Loaded, options: Options): Promise<void> {
  const folder = options.out ?? join('reports', `${found.scenario.name}-migration`);
  const written = await writeFolder(folder, await migrationFolder(found, provenance(document)), options.png);
  const { scenario, ...plain } = found;
  const text =
    options.json === true
      ? JSON.stringify({ scenario: scenario.name, answer: migrationAnswer(found), ...plain, folder }, null, 2)
      : migrationTable(found, { width: widthOf(process.stdout), colour: isColourful(process.stdout) });
  process.stdout.write(`${text}\n`);
  sayWhere(folder, written, options.json === true);
}

function planFor(scenario: Scenario, name: string, option: string): PatternPlan {
  planNamed(scenario, name, option);
  return plansFor(scenario, [name]).plans[0]!;
}
