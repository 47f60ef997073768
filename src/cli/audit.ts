import type { Command } from 'commander';
import { audit as auditOf } from '../audit/audit.js';
import { type PatternPlan, plansFor } from '../patterns/plan.js';
import { auditFolder } from '../report/folders/run-folder.js';
import { auditTable } from '../report/tables/audit-terminal.js';
import { auditAnswer } from '../report/words/audit-answer.js';
import type { Scenario } from '../scenario/scenario.js';
import { replicationsFor } from '../study/effort.js';
import { provenance, report } from './ending.js';
import { type ExecutorOptions, journalOf } from './executor.js';
import { Exit, planNamed, Refusal, SCENARIO } from './session.js';
import { loadStudy, type StudyOptions, withStudy } from './study.js';
import { onWorkers, withJobs } from './threads.js';

interface Options extends StudyOptions, ExecutorOptions {
  readonly pattern?: string;
}

/** Tasks that are rehearsed in each trial: replications where each has one. */
const RUNS = 1000;

/** What steps depend on is seen best where code runs them as they are written. */
const USUAL = 'workflow';

export function addAudit(program: Command): void {
  withJobs(withStudy(program.command('audit'), { tasks: RUNS, of: ' per trial', folder: 'reports/<scenario>-audit' }))
    .description(
      'Finds the critical steps: each agent, one at a time and with the same random numbers, is lost, errs twice as often, and takes twice as long. Ranks the steps by what that costs, says which of them carry most of the damage, and writes the run folder.',
    )
    .argument(...SCENARIO)
    .option(
      '--pattern <name>',
      `pattern or team under which it is measured (default: ${USUAL}, or the first that fits)`,
    )
    .addHelpText('after', '\nExample:\n  rehearse audit article --pattern critical-path-hybrid')
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  const { loaded } = loadStudy(path, options);
  const { scenario } = loaded;
  const plan = planFor(scenario, options.pattern);
  const runs = options.runs ?? replicationsFor(RUNS, scenario);
  const journal = journalOf(options, `${scenario.name}-audit`, loaded.document);
  const { found, interrupted } = await onWorkers(options, journal, async (executor, monitor) => {
    const result = await auditOf(scenario, plan, { seed: options.seed, runs }, executor);
    return { found: result, interrupted: monitor.interrupted };
  });
  if (found.parts.length === 0) {
    throw new Refusal('Interrupted before the first part was tried: there is nothing to report.', Exit.interrupted);
  }
  const { scenario: _, ...plain } = found;
  const files = await auditFolder(found, provenance(loaded.document));
  await report(
    {
      name: `${scenario.name}-audit`,
      path,
      files,
      json: (folder) => ({ scenario: scenario.name, answer: auditAnswer(found), ...plain, folder }),
      text: (view) => auditTable(found, view),
    },
    options,
  );
  if (interrupted) process.exitCode = Exit.interrupted;
  journal.close(interrupted);
}

/** The pattern that was named, else the usual one, else the first that fits and has agents. */
function planFor(scenario: Scenario, name: string | undefined): PatternPlan {
  if (name !== undefined) {
    planNamed(scenario, name, '--pattern');
    return withAgents(plansFor(scenario, [name]).plans[0]!);
  }
  const all = plansFor(scenario, null).plans;
  const fits = [...plansFor(scenario, [USUAL]).plans, ...all].find(({ pattern }) => pattern.usesMembers);
  if (fits === undefined) throw new Refusal('No pattern with agents fits this task.\n  Name one with --pattern.');
  return fits;
}

function withAgents(plan: PatternPlan): PatternPlan {
  if (plan.pattern.usesMembers) return plan;
  throw new Refusal(
    `--pattern: under ${plan.name} one agent does every step, so that there is none to lose.\n  Name a pattern with an agent per step, such as ${USUAL}.`,
  );
}
