import type { Decision } from '../../decide/decision.js';
import { type Estimate, intervalFor, mean } from '../../statistics/estimates.js';

/** The ends of a task that nobody is told of. */
const SILENT = ['wrong', 'stalled'] as const;

/** What a pattern does wrong without a word, and what it costs. */
export interface SilentErrors {
  /** Share of tasks that end so. */
  readonly share: Estimate;
  /** US dollars per task, of all tasks, that are spent on them; NaN where cost has no value. */
  readonly cost: number;
}

/** Null where the ends were not measured. */
export function silentErrors({ comparison }: Decision, pattern: string): SilentErrors | null {
  const columns = comparison.patterns.find(({ name }) => name === pattern)?.columns;
  const ends = SILENT.map((id) => columns?.get(id));
  if (columns === undefined || ends.some((column) => column === undefined)) return null;
  const silent = ends[0]!.map((value, run) => value + ends[1]![run]!);
  const cost = columns.get('cost');
  return {
    share: intervalFor('share', comparison.scenario.workload.tasks)(silent),
    cost: cost === undefined ? Number.NaN : mean(silent.map((share, run) => share * cost[run]!)),
  };
}
