import type { Document } from 'yaml';
import { entries, type Report, type Trouble } from './checks/checking.js';
import { checkStructure } from './checks/checks.js';
import { schemaProblems } from './checks/issues.js';
import { OVERRIDE, type Problem } from './checks/problem.js';
import { resolve } from './resolve.js';
import type { Growth, Scenario } from './scenario.js';
import { scenarioSchema } from './schema/schema.js';
import { applyOverrides, isDeadEnd, schemaOfPath } from './text/overrides.js';
import { makeSource, type Source } from './text/source.js';
import { readYaml } from './text/yaml-text.js';

export type Result =
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
export function parseScenario(text: string, file: string, overrides: readonly string[]): Result {
  try {
    return parse(text, file, overrides);
  } catch (error) {
    // Only text that no person writes: the parser and the schema call themselves once a level.
    if (!(error instanceof RangeError)) throw error;
    const problem = { message: 'the file is nested too deeply', file, line: 1, column: 1, offending: '' };
    return { ok: false, problems: [{ ...problem, next: 'Remove some of the brackets or indentation.' }] };
  }
}

/** The overrides that give a scenario one of its growth's sizes. */
export function sizeOverrides(growth: Growth, size: number): string[] {
  return growth.paths.map((path) => `${path}=${size}${growth.unit}`);
}

function parse(text: string, file: string, overrides: readonly string[]): Result {
  const yaml = readYaml(text, file);
  const { document } = yaml;
  if (yaml.broken !== null) return { ok: false, problems: [yaml.broken] };
  if (document.contents === null) return { ok: false, problems: [{ ...EMPTY, ...yaml.placeAt(0) }] };
  const options = applyOverrides(document, overrides);
  const source = makeSource(yaml, options.applied);
  const raw: unknown = document.toJS();
  const problems: Problem[] = [...yaml.duplicates, ...options.problems];
  const warnings: Problem[] = [...yaml.warnings];
  const parsed = scenarioSchema.safeParse(raw);
  if (!parsed.success) problems.push(...schemaProblems(raw, parsed.error.issues, source));
  const into =
    (list: Problem[]): Report =>
    (path, message, next, at) =>
      void list.push(source.problemAt(path, message, next, at));
  checkStructure({
    raw,
    roles: entries(raw, 'agents').flatMap(([role]) => (role === 'defaults' ? [] : [role])),
    trial: (path, value, what) => trial(document, path, value, what),
    report: into(problems),
    warn: into(warnings),
  });
  if (problems.length > 0 || !parsed.success) return { ok: false, problems: inOrder(problems, overrides) };
  return {
    ok: true,
    scenario: resolve(parsed.data, raw),
    source,
    warnings: inOrder(warnings, overrides),
    document: overrides.length === 0 ? text : document.toString({ lineWidth: 120, singleQuote: true }),
  };
}

const EMPTY = {
  message: 'the file is empty',
  next: 'Start with a built-in scenario, such as article, and change it.',
};

/** Whether a key takes a value, without touching the document. */
function trial(document: Document, path: readonly string[], value: unknown, what: string): Trouble | null {
  const schema = schemaOfPath(document, path);
  if (isDeadEnd(schema)) return { message: schema.message, next: schema.next };
  const result = schema.safeParse(value);
  if (result.success) return null;
  const issue = result.error.issues[0];
  const message = issue?.code === 'custom' ? `: ${issue.message}` : '';
  return { message: `${path.join('.')} does not take ${what}${message}`, next: 'Name a key that takes a number.' };
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
