import type { Command } from 'commander';
import { plansFor } from '../patterns/plan.js';
import { hang } from '../report/tables/terminal.js';
import { advice } from '../study/check.js';
import { idleValues } from '../study/idle.js';
import { jsonOption } from './options.js';
import { colours, load, SCENARIO, shown, widthOf, withChanges } from './session.js';

interface Options {
  readonly preset: readonly string[];
  readonly set: readonly string[];
  readonly effects?: boolean;
  readonly json?: boolean;
}

export function addCheck(program: Command): void {
  withChanges(program.command('check'))
    .description(
      'Validates a scenario without a study: keys, units, names, cycles, policies without effect, and load that cannot be sustained. Exits with 2 where the scenario has a mistake.',
    )
    .argument(...SCENARIO)
    .option('--effects', 'also rehearse without each value of the file, and name those that make no difference')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  rehearse check article\n  rehearse check article --effects')
    .action(check);
}

function check(path: string, options: Options): void {
  const { scenario, warnings } = load(path, options);
  const { plans, leftOut } = plansFor(scenario, null);
  const found = [...advice(scenario), ...(options.effects === true ? idleValues(scenario) : [])];
  if (options.json === true) {
    const patterns = plans.map((plan) => plan.name);
    process.stdout.write(
      `${JSON.stringify({ scenario: scenario.name, patterns, leftOut, warnings, advice: found }, null, 2)}\n`,
    );
    return;
  }
  const c = colours(process.stdout);
  const { steps } = scenario.task;
  const width = widthOf(process.stdout);
  const say = (mark: string, text: string): void =>
    void process.stdout.write(`${hang(`${mark} `, 2, text, width).join('\n')}\n`);
  const fit = `${plans.length} patterns and teams fit`;
  say(c.green('✓'), `${scenario.name}: ${steps.length} steps, ${scenario.agents.length} roles, ${fit}`);
  say(' ', plans.map((plan) => plan.name).join(', '));
  for (const { pattern, why } of leftOut) say(c.yellow('!'), `${pattern} does not fit: ${why}`);
  for (const { message, next } of found) {
    say(c.yellow('!'), message);
    say(' ', next);
  }
  if (warnings.length > 0) process.stdout.write(`${shown(warnings)}\n`);
}
