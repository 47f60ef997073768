import { type Command, Option } from 'commander';
import { plansFor } from '../patterns/plan.js';
import { formatProblem, type Problem } from '../scenario/checks/problem.js';
import { suggest } from '../scenario/checks/words.js';
import { loadScenarioFile } from '../scenario/file.js';
import { listPresets, presetOverrides } from '../scenario/presets.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/team/plan.js';
import { nameProblems, unknownNames } from '../study/check.js';
import { colours, Refusal } from './process.js';

export { colours, Exit, isColourful, Refusal, version, widthOf } from './process.js';

/** A scenario that passed every check. */
export interface Loaded {
  readonly scenario: Scenario;
  /** As run: overrides applied. */
  readonly document: string;
  readonly warnings: readonly Problem[];
}

/** What a user changes in a scenario: presets first, then values one by one. */
export interface Changes {
  readonly preset: readonly string[];
  readonly set: readonly string[];
}

/** Loads a scenario, or refuses with every problem, its place and the next step. */
export function load(path: string, changes: Changes): Loaded {
  const loaded = loadScenarioFile(path, overridesIn(changes));
  if (!loaded.ok) throw new Refusal(shown(loaded.problems));
  const problems = nameProblems(loaded.scenario, loaded.source);
  if (problems.length > 0) throw new Refusal(shown(problems));
  const { scenario, document, warnings } = loaded;
  return { scenario, document, warnings };
}

/** Presets first, as `path=value`, then single values. */
export function overridesIn({ preset, set }: Changes): string[] {
  return [...preset.flatMap(overridesOf), ...set];
}

function overridesOf(preset: string): string[] {
  const overrides = presetOverrides(preset);
  if (overrides !== null) return overrides;
  throw new Refusal(`There is no preset '${preset}'.\n  ${suggest(preset, listPresets())}`);
}

/** The plan of a pattern or team that the user named with `option`, or a refusal. */
export function planNamed(scenario: Scenario, name: string, option: string): Plan {
  for (const problem of unknownNames(scenario, [name])) throw new Refusal(`${option}: ${problem}`);
  const { plans, leftOut } = plansFor(scenario, [name]);
  if (plans[0] !== undefined) return plans[0];
  throw new Refusal(`'${name}' does not fit this task: ${leftOut[0]?.why}.\n  Choose another pattern.`);
}

/** The options with which any command changes a scenario. */
export function withChanges(command: Command): Command {
  return command
    .addOption(repeatable('--preset <name>', `apply the limits of a real system: ${listPresets().join(', ')}`))
    .addOption(repeatable('--set <path=value>', 'override a value of the scenario, as in agents.tagger.instances=3'));
}

/** Problems for a terminal: place, sentence, the line with a caret, the next step. */
export function shown(problems: readonly Problem[]): string {
  const c = colours(process.stderr);
  const paint = { place: c.bold, message: c.red, offending: (s: string) => s, caret: c.red, next: c.dim };
  return problems.map((problem) => formatProblem(problem, paint)).join('\n\n');
}

/** An option that may be given several times; none by default. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description}; repeatable`).argParser(collect).default([], 'none');
}

/** Collects a repeatable option. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Reads a whole number from `least` up. */
export function whole(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    throw new Refusal(
      `${option} expects a whole number from ${least}, got '${text}'.\n  Give it as in ${option} ${Math.max(least, 2000)}.`,
    );
  };
}
