import type { Command } from 'commander';
import { migrate, searchRunsOf } from '../migrate/migrate.js';
import { type PatternPlan, plansFor } from '../patterns/plan.js';
import { migrationFolder } from '../report/folders/run-folder.js';
import { migrationTable } from '../report/tables/migrate-terminal.js';
import { migrationAnswer } from '../report/words/migrate-answer.js';
import type { Scenario } from '../scenario/scenario.js';
import { replicationsFor } from '../study/effort.js';
import { provenance, report } from './ending.js';
import { type ExecutorOptions, journalOf } from './executor.js';
import { Exit, planNamed, Refusal, SCENARIO } from './session.js';
import { loadStudy, type StudyOptions, withStudy } from './study.js';
import { onWorkers, withJobs } from './threads.js';

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
    .argument(...SCENARIO)
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
  const journal = journalOf(options, `${scenario.name}-migration`, loaded.document);
  const { found, interrupted } = await onWorkers(options, journal, async (executor, monitor) => ({
    found: await migrate(scenario, plans, effort, executor),
    interrupted: monitor.interrupted,
  }));
  if ('why' in found) throw new Refusal(`Nothing to rehearse: ${found.why}`);
  if (found.states.length === 0) {
    throw new Refusal('Interrupted before the order was rehearsed: there is nothing to report.', Exit.interrupted);
  }
  const { scenario: _, ...plain } = found;
  const files = await migrationFolder(found, provenance(loaded.document));
  await report(
    {
      name: `${scenario.name}-migration`,
      path,
      files,
      json: (folder) => ({ scenario: scenario.name, answer: migrationAnswer(found), ...plain, folder }),
      text: (view) => migrationTable(found, view),
    },
    options,
  );
  journal.close(interrupted);
}

function planFor(scenario: Scenario, name: string, option: string): PatternPlan {
  planNamed(scenario, name, option);
  return plansFor(scenario, [name]).plans[0]!;
}
