import { essentialAt, leftAt } from '../scenario/essential.js';
import { placesOf } from '../scenario/inheritance.js';
import { pathOf } from '../scenario/plain-data.js';
import { withUncertain } from '../scenario/read-data.js';
import type { Scenario, Uncertain } from '../scenario/scenario.js';
import type { Pattern, PlannedPattern } from './pattern.js';
import { type PatternPlan, plansFor, teamsOf } from './plan.js';

/** A value that patterns live by, and that the scenario leaves at its default. */
export interface DefaultedEssential {
  /** As for `--set`. */
  readonly path: string;
  /** The default. */
  readonly value: number;
  /** What that means, as the end of a sentence. */
  readonly left: string;
  /** Where it plausibly lies. */
  readonly range: readonly [number, number];
  /** The patterns that live by it. */
  readonly patterns: readonly string[];
}

/** What the patterns of some plans live by, as far as the scenario leaves it at its default. */
export function defaultedEssentials(scenario: Scenario, plans: readonly PatternPlan[]): DefaultedEssential[] {
  const patternsBy = new Map<string, string[]>();
  for (const plan of plans) {
    for (const path of new Set(teamsOf(plan).flatMap(({ pattern }) => essentialPaths(pattern)))) {
      patternsBy.set(path, [...(patternsBy.get(path) ?? []), plan.name]);
    }
  }
  return [...patternsBy].flatMap(([path, patterns]): DefaultedEssential[] => {
    const facts = essentialAt(pathOf(path));
    const value = facts === null ? null : leftAt(scenario, pathOf(path));
    return facts === null || value === null ? [] : [{ path, value, ...facts, patterns }];
  });
}

/** The scenario with a range for each essential value that it leaves at its default; its own ranges stay as they are. */
export function withEssentialRanges(
  scenario: Scenario,
  only: readonly string[] | null,
  known?: readonly Pattern[],
): Scenario {
  const { plans } = plansFor(scenario, only, known);
  const own = new Set(scenario.decision.uncertain.map(({ path }) => path));
  const more = defaultedEssentials(scenario, plans).filter(
    ({ path }) => !placesOf(pathOf(path)).some((place) => own.has(place.join('.'))),
  );
  return withUncertain(scenario, more.map(rangeOf));
}

const rangeOf = ({ path, value, range: [low, high] }: DefaultedEssential): Uncertain => ({
  ...{ path, low, high, unit: '', scale: 'linear', isWhole: false, base: value },
});

/** The dotted paths of what a pattern lives by: a slot stands for whoever fills it, `agents` for all members. */
function essentialPaths({ essentials, slots }: PlannedPattern): string[] {
  return essentials.map((essential) => {
    const [first, ...rest] = essential.split('.');
    if (first === 'agents') return ['agents', 'defaults', ...rest].join('.');
    const played = slots.find(({ slot }) => slot === first);
    if (played === undefined) return essential;
    return [...(played.role === null ? ['coordinator'] : ['agents', played.role]), ...rest].join('.');
  });
}
