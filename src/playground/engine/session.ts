import { measures } from '../../measures/index.js';
import type { Measure } from '../../measures/measure.js';
import { patternNamed } from '../../patterns/index.js';
import { type PatternPlan, plansFor } from '../../patterns/plan.js';
import { lookOf } from '../../report/charts/theme.js';
import type { Problem } from '../../scenario/checks/problem.js';
import { parseScenario } from '../../scenario/load.js';
import type { Scenario } from '../../scenario/scenario.js';
import { keyOf } from '../../sim/luck/seed.js';
import type { Story } from '../../sim/record/story.js';
import { World } from '../../sim/world.js';
import { chosenPatterns } from '../../study/baseline.js';
import { nameProblems, unknownNames } from '../../study/check.js';
import { firstObjective } from '../../study/effort.js';
import { watch } from '../../study/watch.js';
import type { Opened, PatternEntry, PlayedLuck, Refused, Setting } from './protocol.js';

/** Settings that stay read: a slider that goes back and forth comes by the same ones. */
const KEPT = 24;

/** What the reader asked for cannot be done, and why. */
export class CannotPlay extends Error {
  constructor(readonly problems: readonly Refused[]) {
    super(problems.map(({ message, next }) => `${message} ${next}`).join('\n'));
    this.name = 'CannotPlay';
  }
}

/** A scenario that was read, with the values as they are set. */
export interface ReadSetting {
  readonly scenario: Scenario;
  /** Its text, with the values in it. */
  readonly document: string;
  /** Plans that were asked for, by name. */
  readonly plans: Map<string, PatternPlan>;
  readonly warnings: readonly Refused[];
}

/** Measures that a study of the playground can read: those that no knock-out is needed for. */
export const readMeasures: readonly Measure[] = measures.filter(({ readDisturbed }) => readDisturbed === undefined);

/** Reads scenarios, and tells single runs; keeps what it has read. */
export class Session {
  private readonly kept = new Map<string, ReadSetting>();

  /** `texts` holds the scenarios that come with the page, by name. */
  constructor(private readonly texts: Readonly<Record<string, string>>) {}

  /** @throws CannotPlay */
  textOf({ source }: Setting): string {
    if ('text' in source) return source.text;
    const text = Object.hasOwn(this.texts, source.builtIn) ? this.texts[source.builtIn] : undefined;
    if (text !== undefined) return text;
    throw cannot(
      `There is no scenario '${source.builtIn}' here.`,
      `Choose from ${Object.keys(this.texts).join(', ')}.`,
    );
  }

  /** @throws CannotPlay */
  read(setting: Setting): ReadSetting {
    const text = this.textOf(setting);
    const key = JSON.stringify([text, setting.set]);
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const fresh = readText(text, setting.set);
    this.kept.set(key, fresh);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return fresh;
  }

  /** @throws CannotPlay */
  open(setting: Setting): Opened {
    const { scenario, document, warnings } = this.read(setting);
    return {
      document,
      name: scenario.name,
      question: scenario.question,
      text: this.textOf(setting),
      tasks: scenario.workload.tasks,
      patterns: allThatFit(scenario).map(entryOf),
      knobs: scenario.decision.uncertain,
      measures: readMeasures.map(({ id, label, unit, better, definition }) => ({
        ...{ id, label, unit, better, definition },
      })),
      scenarios: Object.keys(this.texts),
      objective: firstObjective(scenario).id,
      warnings,
    };
  }

  /** The plan of a pattern or team. @throws CannotPlay */
  planOf(setting: Setting, name: string): PatternPlan {
    const { scenario, plans } = this.read(setting);
    const known = plans.get(name);
    if (known !== undefined) return known;
    const unknown = unknownNames(scenario, [name])[0];
    if (unknown !== undefined) throw cannot(`There is no pattern or team '${name}'.`, unknown.split('\n')[1]!.trim());
    const { plans: fitting, leftOut } = plansFor(scenario, [name]);
    const [plan] = fitting;
    if (plan === undefined) throw cannot(`${name} cannot do this task: ${leftOut[0]?.why}.`, 'Choose another pattern.');
    plans.set(name, plan);
    return plan;
  }

  /** @throws CannotPlay */
  story(setting: Setting, pattern: string, { seed, replication, task }: PlayedLuck): Story {
    const { scenario } = this.read(setting);
    const world = new World(scenario, this.planOf(setting, pattern), keyOf(seed));
    const story = watch(world, { pattern, seed, replication, task });
    if (story !== null) return story;
    throw cannot(`A replication has ${scenario.workload.tasks} tasks, counted from 0.`, 'Choose another task.');
  }
}

function readText(text: string, set: readonly string[]): ReadSetting {
  const reading = parseScenario(text, 'scenario.yaml', set);
  if (!reading.ok) throw new CannotPlay(reading.problems.map(refused));
  const { scenario, source, document, warnings } = reading;
  const problems = nameProblems(scenario, source);
  if (problems.length > 0) throw new CannotPlay(problems.map(refused));
  return { scenario, document, plans: new Map(), warnings: warnings.map(refused) };
}

/** Those that a scenario compares stand first. */
function allThatFit(scenario: Scenario): PatternPlan[] {
  const { plans } = plansFor({ ...scenario, patterns: { ...scenario.patterns, only: null } }, null);
  const compared = chosenPatterns(scenario, { only: null });
  const rank = ({ name }: PatternPlan): number => (compared === null || compared.includes(name) ? 0 : 1);
  return [...plans].sort((a, b) => rank(a) - rank(b));
}

/** A pattern by its card; a team by what it is led by. */
function entryOf({ name, pattern }: PatternPlan): PatternEntry {
  const known = patternNamed(name);
  const what = known?.card.what ?? `A team of this scenario, led by ${pattern.name}.`;
  return { name, colour: lookOf(name).colour, what };
}

const refused = ({ message, next, file, line, column }: Problem): Refused => ({
  message: sentence(message),
  next,
  place: file === 'scenario.yaml' ? { line, column } : null,
});

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

export function cannot(message: string, next: string): CannotPlay {
  return new CannotPlay([{ message, next, place: null }]);
}
