/** `import ... from 'dress-rehearsal'` in a browser: scenarios are loaded from text, and reports are Markdown. */
import type { CatalogueOptions } from './api/catalogue.js';
import { type PlainReport, plainReport, type StudyResult } from './api/documents.js';
import { type ScenarioText, scenarioOfText } from './api/scenario.js';
import type { Scenario } from './scenario/scenario.js';

export * from './api/portable.js';

/** The report of what a study gave, as Markdown. */
export async function report(result: StudyResult): Promise<PlainReport> {
  return plainReport(result);
}

/**
 * Reads a scenario from `{ text }`.
 * @throws ScenarioError with every problem, its place and the next step.
 * @throws TypeError for a path or a name: there are no files here.
 */
export function loadScenario(source: ScenarioText, options: CatalogueOptions = {}): Scenario {
  if (typeof source === 'string') {
    throw new TypeError(`There are no files in the browser: give the scenario as { text }, not as '${source}'.`);
  }
  return scenarioOfText(source, options);
}
