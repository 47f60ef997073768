import { formatProblem, type Problem } from './checks/problem.js';
import { pathOf, withValue } from './plain-data.js';
import { dataOf, readData } from './read-data.js';
import type { Growth, Scenario } from './scenario.js';
import { isDeadEnd, schemaOfPath } from './schema-path.js';
import { optionValue } from './text/overrides.js';
import { DATA } from './text/source.js';

/**
 * Values by dotted path, as a scenario file would write them:
 * `{ 'agents.summariser.hallucination': 0.1, 'workload.arrivals.poisson': '30/h' }`.
 */
export type Settings = Readonly<Record<string, unknown>>;

/** Data that is no scenario: the message names each path that is wrong, why, and what to do. */
export class ScenarioError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((problem) => formatProblem(problem)).join('\n'));
    this.name = 'ScenarioError';
  }
}

/**
 * The scenario that plain data says, as YAML or JSON would give it.
 * @throws ScenarioError
 */
export function scenarioFrom(data: unknown): Scenario {
  const { scenario, problems } = readData(data, DATA);
  if (scenario === null) throw new ScenarioError(problems);
  return scenario;
}

/**
 * The scenario with some values changed, one after the other, and checked again. The given one is left as it is.
 * @throws ScenarioError where a path leads nowhere, or the changed scenario is none.
 */
export function vary(scenario: Scenario, settings: Settings): Scenario {
  let data = dataOf(scenario);
  const problems: Problem[] = [];
  for (const [dotted, value] of Object.entries(settings)) {
    const path = pathOf(dotted);
    const schema = schemaOfPath(data, path);
    if (isDeadEnd(schema)) problems.push(DATA.problemAt(path, schema.message, schema.next));
    else data = withValue(data, path, value);
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  return scenarioFrom(data);
}

/** Settings from texts as `--set` takes them: `path=value`, the value as YAML. */
export function settingsFrom(options: readonly string[]): Settings {
  return Object.fromEntries(
    options.map((text) => {
      const equals = text.indexOf('=');
      return [text.slice(0, equals).trim(), optionValue(text.slice(equals + 1))];
    }),
  );
}

/** The settings that give a scenario one of its growth's sizes. */
export function sizeSettings({ paths, unit }: Growth, size: number): Settings {
  return Object.fromEntries(paths.map((path) => [path, written(size, unit)]));
}

/** A number with its unit, as a file writes it. */
export const written = (value: number, unit: string): number | string => (unit === '' ? value : `${value}${unit}`);
