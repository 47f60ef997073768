import { createHash } from 'node:crypto';
import { compare } from '../src/compare/compare.js';
import { summaryCsv } from '../src/report/exporters/csv.js';
import { loadScenarioFile } from '../src/scenario/file.js';
import type { Scenario } from '../src/scenario/scenario.js';
import { vary } from '../src/scenario/variants.js';
import { LocalExecutor } from '../src/study/executor.js';

/** Tasks that are enough to tell whether anything about a scenario's results has changed. */
const TASKS = 20;

/**
 * What a few replications of a built-in scenario come to, as one number: it changes when the scenario does, or anything in
 * the simulator that shows there. Reports with the same fingerprint say the same.
 */
export async function fingerprintOf(name: string): Promise<string> {
  const loaded = loadScenarioFile(name, []);
  if (!loaded.ok) throw new Error(`${name} is not a valid scenario`);
  const { scenario, document } = loaded;
  // The first size of a growth stands for all of them.
  const { growth } = scenario;
  const first = growth === null ? scenario : vary(scenario, { 'growth.sizes': growth.sizes.slice(0, 1) });
  const effort = { seed: 'fingerprint', runs: runsOf(scenario), precision: null, only: null };
  const alone = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });
  const found = await compare(first, effort, alone);
  return createHash('sha256').update(document).update(summaryCsv(found)).digest('hex');
}

const runsOf = ({ workload }: Scenario): number => Math.max(2, Math.ceil(TASKS / workload.tasks));
