import type { Comparison } from '../../compare/comparison.js';
import { boundsOf, checkLimit, type DecisionLimit, isKept } from '../../decide/limits.js';
import { statisticId, unitOf } from '../../decide/statistics.js';
import { formatValue, inSentence } from '../words/format.js';

/** Which limits of the scenario each pattern breaks at the scenario's own values. */

export type BrokenLimits = ReadonlyMap<string, readonly DecisionLimit[]>;

export function brokenLimits({ scenario, measures, patterns }: Comparison): BrokenLimits {
  const bounds = boundsOf(scenario, measures).filter(({ measure }) => measures.some(({ id }) => id === measure.id));
  const { tasks } = scenario.workload;
  return new Map(
    patterns.map((runs) => [runs.name, bounds.filter((bound) => !isKept(checkLimit(bound, runs, tasks)))]),
  );
}

/** "escaped over 0.05 claims", "latency p95 over 60 s". */
export function brokenText(bound: DecisionLimit): string {
  const { measure, statistic, operator, value } = bound;
  const name = `${inSentence(measure.label)}${statisticId(bound) === measure.id ? '' : ` (${statistic})`}`;
  return `${name} ${operator === '<=' ? 'over' : 'under'} ${formatValue(unitOf(bound), value)}`;
}
