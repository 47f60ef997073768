import type { Document } from 'yaml';
import { OVERRIDE, type Problem } from './checks/problem.js';
import { dataOf, readData } from './read-data.js';
import type { Scenario } from './scenario.js';
import { applyOptions, writeInto } from './text/overrides.js';
import { type Source, sourceOfOptions, sourceOfText } from './text/source.js';
import { readYaml } from './text/yaml-text.js';

/** A scenario that was read from text, or everything that is wrong with it. */
export type ScenarioReading =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      /** Finds places in the text, for checks that need more than the file. */
      readonly source: Source;
      readonly warnings: readonly Problem[];
      /** YAML with the overrides applied; the text itself where there are none. */
      readonly document: string;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a scenario. `file` is only a name for messages; `overrides` are `path=value` options, applied in order, their
 * values YAML. Reports every problem at once, those of the file in its order, then those of the options in theirs.
 */
export function parseScenario(text: string, file: string, overrides: readonly string[]): ScenarioReading {
  try {
    return parse(text, file, overrides);
  } catch (error) {
    // Only text that no person writes: the parser and the schema call themselves once per level.
    if (!(error instanceof RangeError)) throw error;
    const problem = { message: 'the file is nested too deeply', file, line: 1, column: 1, offending: '' };
    return { ok: false, problems: [{ ...problem, next: 'Remove some of the brackets or indentation.' }] };
  }
}

function parse(text: string, file: string, overrides: readonly string[]): ScenarioReading {
  const yaml = readYaml(text, file);
  const { document } = yaml;
  if (yaml.broken !== null) return { ok: false, problems: [yaml.broken] };
  if (document.contents === null) return { ok: false, problems: [{ ...EMPTY, ...yaml.placeAt(0) }] };
  const options = applyOptions(document.toJS(), overrides);
  for (const option of options.applied) writeInto(document, option);
  const source = sourceOfText(yaml, options.applied);
  const found = readData(options.data, source);
  const problems = [...yaml.duplicates, ...options.problems, ...found.problems];
  if (problems.length > 0 || found.scenario === null) return { ok: false, problems: inOrder(problems, overrides) };
  return {
    ok: true,
    scenario: found.scenario,
    source,
    warnings: inOrder([...yaml.warnings, ...options.notes, ...found.warnings], overrides),
    document: overrides.length === 0 ? text : textOf(document),
  };
}

/** A scenario's text with `path=value` options written into it, which have to fit; the text itself where there are none. */
export function textWith(text: string, options: readonly string[]): string {
  if (options.length === 0) return text;
  const { document } = readYaml(text, '');
  for (const option of applyOptions(document.toJS(), options).applied) writeInto(document, option);
  return textOf(document);
}

const textOf = (document: Document): string => document.toString({ lineWidth: 120, singleQuote: true });

const EMPTY = {
  message: 'the file is empty',
  next: 'Start with a built-in scenario, such as article, and change it.',
};

/** What is wrong with a scenario once a `path=value` option is applied to it, in the option where possible; null: nothing. */
export function problemOfOption(scenario: Scenario, option: string): Problem | null {
  const { data, applied, problems } = applyOptions(dataOf(scenario), [option]);
  const found = [...problems, ...readData(data, sourceOfOptions(applied, data)).problems];
  return found.findLast(({ file }) => file === OVERRIDE) ?? found[0] ?? null;
}

/** In the order of the file, then of the options; the same thing said twice of one place is said once. */
function inOrder(problems: readonly Problem[], overrides: readonly string[]): Problem[] {
  const rank = (problem: Problem): number => (problem.file === OVERRIDE ? 1 + overrides.indexOf(problem.offending) : 0);
  const sorted = [...problems].sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
  const key = ({ file, line, column, message }: Problem): string => JSON.stringify([file, line, column, message]);
  const seen = new Set<string>();
  return sorted.filter((problem) => {
    const isNew = !seen.has(key(problem) + problem.offending);
    seen.add(key(problem) + problem.offending);
    return isNew;
  });
}
