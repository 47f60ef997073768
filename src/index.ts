/** `import ... from 'dress-rehearsal'` in Node. docs/api.md says what each name does. */
import type { CatalogueOptions } from './api/catalogue.js';
import type { StudyResult } from './api/documents.js';
import type { StudyReport } from './api/report.js';
import { accepted, type ScenarioText, scenarioOfText } from './api/scenario.js';
import { loadScenarioFile } from './scenario/file.js';
import type { Scenario } from './scenario/scenario.js';

export * from './api/portable.js';
export type { StudyReport } from './api/report.js';

/**
 * Reads a scenario: `{ text }`, a path to a file, or the name of a built-in one.
 * @throws ScenarioError with every problem, its place and the next step.
 */
export function loadScenario(source: string | ScenarioText, options: CatalogueOptions = {}): Scenario {
  return typeof source === 'string' ? accepted(loadScenarioFile(source, []), options) : scenarioOfText(source, options);
}

/** The report of what a study gave, in every form. The same result gives the same bytes. */
export async function report(result: StudyResult): Promise<StudyReport> {
  // Drawing charts takes a second to load, which a study alone need not wait for.
  const { fullReport } = await import('./api/report.js');
  return fullReport(result);
}
