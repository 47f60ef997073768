import { stringify } from 'yaml';
import { parseScenario, type ScenarioReading } from '../scenario/load.js';
import { dataOf } from '../scenario/read-data.js';
import type { Scenario } from '../scenario/scenario.js';
import { ScenarioError } from '../scenario/variants.js';
import { nameProblems } from '../study/check.js';
import { type CatalogueOptions, catalogueWith } from './catalogue.js';

/** A scenario's own text. */
export interface ScenarioText {
  /** YAML, or JSON. */
  readonly text: string;
  /** What messages call it; default: scenario.yaml. */
  readonly name?: string;
}

/** The text of each scenario that was loaded: its comments are the sources that a report cites. */
const TEXTS = new WeakMap<Scenario, string>();

/**
 * Reads a scenario from text.
 * @throws ScenarioError with every problem, its place and the next step.
 */
export function scenarioOfText({ text, name = 'scenario.yaml' }: ScenarioText, options: CatalogueOptions): Scenario {
  return accepted(parseScenario(text, name, []), options);
}

/** The scenario that was read, once its names are known too. @throws ScenarioError */
export function accepted(reading: ScenarioReading, options: CatalogueOptions): Scenario {
  if (!reading.ok) throw new ScenarioError(reading.problems);
  const { scenario, source, document } = reading;
  const problems = nameProblems(scenario, source, catalogueWith(options));
  if (problems.length > 0) throw new ScenarioError(problems);
  TEXTS.set(scenario, document);
  return scenario;
}

/** The scenario as YAML: the text that it was loaded from, or its values where it was varied. */
export function scenarioText(scenario: Scenario): string {
  return TEXTS.get(scenario) ?? stringify(dataOf(scenario), { lineWidth: 120, singleQuote: true });
}
