import { keyOf } from '../sim/luck/seed.js';
import { DEFAULT_EFFORT } from './effort.js';
import { callRows } from './published-calls.js';
import { faultRows } from './published-faults.js';
import { fileRows, type ScenarioFile } from './published-files.js';
import { retentionRows } from './published-retention.js';
import type { PublishedRow } from './published-row.js';
import { publishedSpreadRows } from './published-spread.js';
import { triesRows } from './published-tries.js';
import { voteRows } from './published-votes.js';
import { serverLoadRows } from './server-loads.js';
import { variationRows } from './variation.js';

/** How much is simulated to meet published results. */
export interface PublishedEffort {
  readonly seed: string;
  /** Replications where the most are needed. */
  readonly runs: number;
}

/**
 * Holds the simulator against published results. A row says whether its figure sets a parameter, and so proves nothing, or is
 * checked, and then with what; a figure is never both. What does not agree stays, with the reason where it is known.
 */
export function validatePublished(
  file: ScenarioFile,
  { seed, runs }: PublishedEffort = DEFAULT_EFFORT,
): PublishedRow[] {
  const key = keyOf(seed);
  const luck = (share: number) => ({ key, runs: Math.ceil(share * runs) });
  return [
    ...callRows(luck(0.1)),
    ...fileRows(file, luck(0.1)),
    ...faultRows(luck(0.2)),
    ...publishedSpreadRows(luck(0.1)),
    ...triesRows(luck(1)),
    ...voteRows(luck(1)),
    ...retentionRows(luck(0.1)),
    ...variationRows(luck(0.3)),
    ...serverLoadRows(luck(0.04)),
  ];
}
