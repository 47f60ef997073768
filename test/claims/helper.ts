import type { Sites, Usual } from '../../src/claims/bench.js';
import type { Claim } from '../../src/claims/claim.js';
import { type Examined, examine } from '../../src/claims/examine.js';
import { claimNamed } from '../../src/claims/index.js';
import { loadScenarioFile } from '../../src/scenario/file.js';
import { LocalExecutor } from '../../src/study/executor.js';

export const sites: Sites = (name) => {
  const loaded = loadScenarioFile(name, []);
  if (!loaded.ok) throw new Error(`${name}: ${loaded.problems.map(({ message }) => message).join(' ')}`);
  return { scenario: loaded.scenario, text: loaded.document };
};

export const quiet = (): LocalExecutor =>
  new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });

export const named = (id: string): Claim => claimNamed(id)!;

/** One claim, or one changed, in this thread. */
export async function examined(claim: Claim, usual: Usual = { seed: 'rehearsal', runs: 400 }): Promise<Examined> {
  return (await examine([claim], sites, usual, quiet()))[0]!;
}
