import { keyOf } from '../sim/luck/seed.js';
import { billingRows } from './billing.js';
import { cachingRows } from './caching.js';
import { chanceRows } from './chance.js';
import { clientRows } from './clients.js';
import { collectiveRows } from './collective.js';
import { countingRows } from './counting.js';
import { type ClosedFormEffort, DEFAULT_EFFORT } from './effort.js';
import { endingRows } from './endings.js';
import { faultRows } from './faults.js';
import { layerRows } from './layers.js';
import { limitRows } from './limits.js';
import { LOAD_CASES, loadRows } from './load.js';
import { qualityRows } from './quality.js';
import { queueRows } from './queues.js';
import type { Row } from './row.js';
import { samplingRows } from './sampling.js';
import { SERVER_CASES, serverRows } from './servers.js';
import { togetherRows } from './together.js';

/** A draw alone costs a small part of a replication. */
const DRAWS = 5;
/** What is seldom takes more replications to tell. */
const CHANCES = 1.5;
/** A task costs several times as much as a customer of the bare kernel. */
const TASKS = 0.5;

/**
 * Holds the simulator against formulas. Where luck plays a part, a row passes where the formula lies in the 99.9 % interval
 * of what was simulated; the same seed gives the same rows.
 */
export function validateClosedForms(effort: ClosedFormEffort = DEFAULT_EFFORT): Row[] {
  const { seed, runs, customers } = effort;
  const key = keyOf(seed);
  return [
    ...queueRows(key, customers),
    ...loadRows(key, TASKS * customers, [...LOAD_CASES, ...SERVER_CASES]),
    ...limitRows(key, TASKS * customers),
    ...serverRows(key),
    ...chanceRows({ key, runs: Math.ceil(CHANCES * runs) }),
    ...faultRows({ key, runs }),
    ...clientRows({ key, runs }),
    ...layerRows({ key, runs }),
    ...collectiveRows({ key, runs }),
    ...togetherRows({ key, runs }),
    ...endingRows({ key, runs }),
    ...qualityRows({ key, runs }),
    ...countingRows(key),
    ...cachingRows(key),
    ...billingRows({ key, runs }),
    ...samplingRows(key, DRAWS * runs),
  ];
}
