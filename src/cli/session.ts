import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { plansFor } from '../patterns/plan.js';
import { formatProblem, type Problem, placeOf } from '../scenario/checks/problem.js';
import { suggest } from '../scenario/checks/words.js';
import { loadScenarioFile } from '../scenario/file.js';
import { parseScenario } from '../scenario/load.js';
import { listPresets, presetOverrides } from '../scenario/presets.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/team/plan.js';
import { nameProblems, unknownNames } from '../study/check.js';
import { Group } from './options.js';
import { colours, Exit, Refusal } from './process.js';

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

/** In place of a file: the standard input. */
export const STDIN = '-';

/** The argument of every command that takes a scenario. */
export const SCENARIO = [
  '<scenario>',
  `a YAML file, the name of a built-in scenario, or ${STDIN} for the standard input`,
] as const;

/** Loads a scenario, or refuses with every problem, its place and the next step. */
export function load(path: string, changes: Changes): Loaded {
  const overrides = overridesIn(changes);
  const loaded = path === STDIN ? parseScenario(piped(), 'stdin', overrides) : loadScenarioFile(path, overrides);
  if (!loaded.ok) throw refusalOf(loaded.problems);
  const problems = nameProblems(loaded.scenario, loaded.source);
  if (problems.length > 0) throw refusalOf(problems);
  const { scenario, document, warnings } = loaded;
  return { scenario, document, warnings };
}

/** Presets first, as `path=value`, then single values. */
export function overridesIn({ preset, set }: Changes): string[] {
  return [...preset.flatMap(listed).flatMap(overridesOf), ...set];
}

let input: string | undefined;

/** The standard input, which can be read once; a study may load its scenario twice. */
function piped(): string {
  if (process.stdin.isTTY === true) {
    throw new Refusal(
      `There is no scenario on the standard input.\n  Pipe one, as in rehearse init - | rehearse compare ${STDIN}.`,
    );
  }
  input ??= readFileSync(0, 'utf8');
  return input;
}

/** The items of a comma-separated list. */
export function listed(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
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
    .addOption(
      repeatable(
        '--preset <names>',
        `apply the limits of real systems, comma-separated: ${listPresets().join(', ')}`,
      ).helpGroup(Group.scenario),
    )
    .addOption(
      repeatable('--set <path=value>', 'override a value of the scenario, as in agents.tagger.instances=3').helpGroup(
        Group.scenario,
      ),
    );
}

/** Refuses what has problems, for people and for machines. */
export function refusalOf(problems: readonly Problem[]): Refusal {
  const faults = problems.map((problem) => ({
    error: problem.message,
    place: placeOf(problem),
    next: problem.next,
  }));
  return new Refusal(shown(problems), Exit.wrongUse, faults);
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

/** The most that an option counts: more would never end, and does not fit into memory. */
const MOST_COUNTED = 1_000_000_000;

/** Reads a whole number from `least` up. */
export function whole(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= MOST_COUNTED) return value;
    if (value > MOST_COUNTED)
      throw new Refusal(`${option} takes at most ${MOST_COUNTED}, got '${text}'.\n  Give it as in ${option} 2000.`);
    throw new Refusal(
      `${option} expects a whole number from ${least}, got '${text}'.\n  Give it as in ${option} ${Math.max(least, 2000)}.`,
    );
  };
}
