import type { Command } from 'commander';
import { hang } from '../report/tables/terminal.js';
import { builtinPath, listBuiltins, listPublished, loadScenarioFile } from '../scenario/file.js';
import { jsonOption } from './options.js';
import { colours, widthOf } from './session.js';

export function addScenarios(program: Command): void {
  program
    .command('scenarios')
    .description(
      'Lists the built-in scenarios and the question that each answers. Every command takes one by its name. Those under published/ stage a published result.',
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  rehearse scenarios')
    .action(show);
}

function show(options: { readonly json?: boolean }): void {
  const scenarios = [...listBuiltins(), ...listPublished()].map((name) => {
    const loaded = loadScenarioFile(name, []);
    if (!loaded.ok) throw new Error(`the built-in scenario '${name}' does not load`);
    return { name, question: loaded.scenario.question, file: builtinPath(name) };
  });
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(scenarios, null, 2)}\n`);
    return;
  }
  const c = colours(process.stdout);
  const names = Math.max(...scenarios.map(({ name }) => name.length)) + 2;
  const width = widthOf(process.stdout);
  for (const { name, question } of scenarios) {
    process.stdout.write(`${hang(c.bold(name.padEnd(names)), names, question, width).join('\n')}\n`);
  }
}
