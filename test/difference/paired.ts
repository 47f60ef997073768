/** Built-in scenarios under some patterns, and what one measure differs by, replication by replication. */

import { measureNamed } from '../../src/measures/index.js';
import { plansFor } from '../../src/patterns/plan.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { type PairedEstimate, pairedDifference } from '../../src/statistics/estimates.js';
import { gathered } from '../../src/study/gather.js';
import { rehearse } from '../../src/study/replicate.js';
import { builtin, scenarioOf } from '../sim/helper.js';

/** What was asked for, and how often. */
export interface Rehearsal {
  readonly overrides?: readonly string[];
  /** Patterns and teams; the single agent has to be named too where it is needed. */
  readonly only: readonly string[];
  readonly measures: readonly string[];
  readonly runs: number;
}

/** Values of a measure under a pattern, one a replication. */
export type Columns = (pattern: string, measure: string) => Float64Array;

export function rehearsed(name: string, { overrides = [], only, measures, runs }: Rehearsal): Columns {
  const scenario = scenarioOf(builtin(name), overrides);
  const { plans, leftOut } = plansFor(scenario, only);
  if (plans.length < only.length) throw new Error(`left out: ${leftOut.map(({ why }) => why).join('; ')}`);
  const found = measures.map((id) => measureNamed(id)!);
  const batch = rehearse(scenario, plans, found, keyOf('rehearsal'), { from: 0, to: runs });
  const results = gathered(scenario, found, [batch]).results();
  return (pattern, measure) => results.find((each) => each.name === pattern)!.columns.get(measure)!;
}

/** By how much more of a measure `a` has than `b`: the mean and its 95 % interval. */
export function moreOf(columns: Columns, measure: string, a: string, b: string): PairedEstimate {
  return pairedDifference(columns(a, measure), columns(b, measure));
}
