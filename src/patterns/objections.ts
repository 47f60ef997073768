import type { Scenario, TeamNode } from '../scenario/scenario.js';
import { entries, isRecord, type WrittenOptions, wordingEntries } from './declared.js';
import { patternNamed, patterns } from './index.js';
import type { Option } from './options.js';
import type { Pattern } from './pattern.js';
import { objectionToFilling, slotEntries } from './slots.js';

/** Something that the catalogue does not accept, at a dotted path of the scenario. */
export interface Objection {
  readonly path: readonly string[];
  readonly message: string;
  /** Names that would have been right, for a "did you mean". */
  readonly candidates: readonly string[];
  /** What to do about it, where no other name would have been right. */
  readonly next?: string;
}

/** What is wrong with the scenario's patterns, options and teams; what is right can be planned. */
export function objections(scenario: Scenario, known: readonly Pattern[] = patterns): Objection[] {
  const names = known.map((pattern) => pattern.name);
  const teams = scenario.teams.map((team) => team.name);
  const only = [...(scenario.patterns.only ?? []).entries()]
    .filter(([, name]) => ![...names, ...teams].includes(name))
    .map(([i, name]) => unknown(['patterns', 'only', String(i)], 'pattern', name, [...names, ...teams]));
  const options = Object.entries(scenario.patterns.options).flatMap(([name, written]) =>
    patternObjections(scenario, known, name, written, ['patterns', name]),
  );
  return [...only, ...options, ...scenario.teams.flatMap((team) => teamObjections(scenario, known, team))];
}

function teamObjections(
  scenario: Scenario,
  known: readonly Pattern[],
  { name, root }: Scenario['teams'][number],
): Objection[] {
  const place = ['teams', name];
  const clash = { path: place, message: `a team may not be named like the pattern '${name}'`, candidates: [] };
  const inNodes = nodesOf(root).flatMap((node) =>
    patternObjections(scenario, known, node.pattern, node.options, place, node === root ? [...place, 'with'] : place),
  );
  return patternNamed(name, known) === undefined ? inNodes : [clash, ...inNodes];
}

function patternObjections(
  scenario: Scenario,
  known: readonly Pattern[],
  name: string,
  written: WrittenOptions,
  place: readonly string[],
  optionsAt = place,
): Objection[] {
  const pattern = patternNamed(name, known);
  if (pattern !== undefined) return optionObjections(scenario, pattern, written, optionsAt);
  const names = known.map((each) => each.name);
  return [unknown(place, 'pattern', name, names)];
}

function optionObjections(
  scenario: Scenario,
  pattern: Pattern,
  { wording, ...written }: WrittenOptions,
  at: readonly string[],
): Objection[] {
  const options: Record<string, unknown> = { ...written };
  const filled = slotEntries(pattern).flatMap(([slot]): Objection[] => {
    const value = options[slot];
    delete options[slot];
    const objection = value === undefined ? null : objectionToFilling(pattern, slot, value, scenario);
    return objection === null ? [] : [{ path: [...at, slot], candidates: [], ...objection }];
  });
  const found = [...named(pattern, 'option', options, at), ...filled];
  if (wording === undefined) return found;
  const place = [...at, 'wording'];
  if (isRecord(wording)) return [...found, ...named(pattern, 'wording', wording, place)];
  return [...found, { path: place, message: `expected names with values, got ${shown(wording)}`, candidates: [] }];
}

/** What is wrong with values that are written as options, or as wording. */
function named(
  pattern: Pattern,
  kind: 'option' | 'wording',
  written: WrittenOptions,
  at: readonly string[],
): Objection[] {
  const both = { option: entries(pattern), wording: wordingEntries(pattern) };
  const other = kind === 'option' ? 'wording' : 'option';
  return Object.entries(written).flatMap(([name, value]): Objection[] => {
    const path = [...at, name];
    const option = optionNamed(both[kind], name);
    if (option !== undefined) return option.accepts(value) ? [] : [refused(path, option, value)];
    const message = `pattern '${pattern.name}' has no ${kind} '${name}'`;
    if (optionNamed(both[other], name) === undefined) {
      const slots = kind === 'option' ? slotEntries(pattern).map(([slot]) => slot) : [];
      const names = [...both[kind].map(([known]) => known), ...slots];
      return [{ path, message, candidates: [...new Set(names)] }];
    }
    const is = other === 'wording' ? 'the length of a text' : 'an option';
    return [{ path, message: `${message}: it is ${is}`, candidates: [], next: `Write ${placeOf(at, name, other)}.` }];
  });
}

/** Where a name stands that was written in the other place. */
function placeOf(at: readonly string[], name: string, kind: 'option' | 'wording'): string {
  return [...(kind === 'wording' ? [...at, 'wording'] : at.slice(0, -1)), name].join('.');
}

const optionNamed = (known: readonly [string, Option<unknown>][], name: string): Option<unknown> | undefined =>
  known.find(([each]) => each === name)?.[1];

function refused(path: readonly string[], { allowed }: Option<unknown>, value: unknown): Objection {
  return { path, message: `expected ${allowed}, got ${shown(value)}`, candidates: [] };
}

function unknown(path: readonly string[], what: string, name: string, candidates: readonly string[]): Objection {
  return { path, message: `unknown ${what} '${name}'`, candidates };
}

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

function nodesOf(node: TeamNode): TeamNode[] {
  return [node, ...node.members.flatMap((member) => (typeof member === 'string' ? [] : nodesOf(member)))];
}
