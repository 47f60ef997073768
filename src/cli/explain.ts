import type { Command } from 'commander';
import type { AccountLine } from '../explain/account.js';
import { type Explanation, explain as explainDifference } from '../explain/explain.js';
import { explanationFolder } from '../report/folders/run-folder.js';
import { explainTable } from '../report/tables/explain-terminal.js';
import { explanation } from '../report/words/explanation.js';
import { replicationsFor } from '../study/effort.js';
import { noteInterruption, provenance, refuseTooFew, report } from './ending.js';
import { TerminalMonitor } from './monitor.js';
import { planNamed, Refusal, SCENARIO } from './session.js';
import { loadStudy, type StudyOptions, TASKS, withStudy } from './study.js';

export function addExplain(program: Command): void {
  withStudy(program.command('explain'), { tasks: TASKS, of: '', folder: 'reports/<scenario>-explain-<a>-<b>' })
    .description(
      'Simulates two patterns with the same random numbers and splits the difference between them, in seconds, tokens and false claims, into causes that add up. Prints them and writes the run folder.',
    )
    .argument(...SCENARIO)
    .argument('<a>', 'a pattern or a team of the scenario')
    .argument('<b>', 'another one; every difference is b minus a')
    .addHelpText('after', '\nExample:\n  rehearse explain article workflow supervisor')
    .action(run);
}

async function run(path: string, a: string, b: string, options: StudyOptions): Promise<void> {
  const { scenario, document } = loadStudy(path, options).loaded;
  if (a === b) throw new Refusal(`<a> and <b> are both '${a}'.\n  Name two different patterns or teams.`);
  const plans = [planNamed(scenario, a, '<a>'), planNamed(scenario, b, '<b>')] as const;
  const monitor = new TerminalMonitor(options.quiet === true || options.json === true);
  let found: Explanation;
  try {
    const runs = options.runs ?? replicationsFor(TASKS, scenario);
    found = await explainDifference(scenario, plans, { seed: options.seed, runs }, monitor);
  } finally {
    monitor.close();
  }
  refuseTooFew(found.runs);
  const files = await explanationFolder(found, provenance(document));
  await report(
    {
      name: `${scenario.name}-explain-${a}-${b}`,
      path,
      files,
      json: (folder) => asJson(found, folder),
      text: (view) => explainTable(found, view),
    },
    options,
  );
  if (monitor.interrupted) noteInterruption(found.runs);
}

/** The result for machines: the sentences, and every quantity with its parts. */
function asJson(found: Explanation, folder: string | null): object {
  const { scenario, names, seed, requested, runs, delivered, objective, ends, cost, accounts, warnings } = found;
  return {
    scenario: scenario.name,
    a: names[0],
    b: names[1],
    seed,
    requested,
    runs,
    delivered: { a: delivered.each[0], b: delivered.each[1], both: delivered.both },
    explanation: explanation(found),
    objective: lineAsJson(objective),
    quantities: accounts.map(({ whole, parts, beside }) => ({
      ...lineAsJson(whole),
      parts: parts.map(({ mostly, ...line }) => ({ ...lineAsJson(line), mostly })),
      portions: beside.map(lineAsJson),
    })),
    ends: ends.map(lineAsJson),
    cost: lineAsJson(cost),
    warnings,
    folder,
  };
}

function lineAsJson({ measure, means: [a, b], difference }: AccountLine): object {
  const { id, label, unit, definition } = measure;
  return { id, label, unit, definition, a, b, difference };
}
