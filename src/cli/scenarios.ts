import type { Command } from 'commander';
import { builtinPath, listBuiltins, listPublished, loadScenarioFile } from '../scenario/file.js';
import { colours } from './session.js';

export function addScenarios(program: Command): void {
  program
    .command('scenarios')
    .description(
      'Lists the built-in scenarios and the question that each answers. Every command takes one by its name. Those under published/ stage a published result.',
    )
    .option('--json', 'print the result as JSON')
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
  const width = Math.max(...scenarios.map(({ name }) => name.length)) + 2;
  for (const { name, question } of scenarios) process.stdout.write(`${c.bold(name.padEnd(width))}${question}\n`);
}
