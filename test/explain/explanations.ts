/** Explanations for tests: two patterns on a scenario, with nobody watching. */
import { type Explanation, explain } from '../../src/explain/explain.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { StudyMonitor } from '../../src/study/monitor.js';
import { builtin, planFor, scenarioOf, yaml } from '../sim/helper.js';

export const NOBODY: StudyMonitor = { progress: () => undefined, pause: async () => false };

export const article = (...overrides: string[]): Scenario => scenarioOf(builtin('article'), overrides);

export function explained(
  scenario: Scenario,
  a: string,
  b: string,
  runs: number,
  watch = NOBODY,
): Promise<Explanation> {
  return explain(scenario, [planFor(scenario, a), planFor(scenario, b)], { seed: 'test', runs }, watch);
}

/** Two steps whose calls all take one second and never err; `changes` spoils that. */
export const even = (...changes: string[]): Scenario =>
  scenarioOf(
    yaml(`task:
  brief: { tokens: 200, claims: 2 }
  steps:
    draft: { role: writer, claims: 1 }
    edit: { role: editor, after: [draft] }
    print: { role: printer, after: [edit] }
agents:
  defaults: { model: plain, prompt: 40, output: { exponential: { mean: 80 } }, latency: 1, credulity: 1 }
  writer: {}
  editor: {}
  printer: {}`),
    ['coordinator.latency=1', ...changes],
  );
