import type { Comparison } from '../../compare/comparison.js';
import { rowsOf } from '../../compare/summary-rows.js';
import { estimateColumn, meanColumn, type TableColumn } from './columns.js';

/** Counted in any case; the others only where there were some under any pattern. */
const ALWAYS = ['changeImpact'];
const WHERE_ANY = ['retries', 'timeouts', 'deadLetters', 'duplicates', 'lostUpdates', 'lostWork', 'recoveryTime'];

/** What each pattern is like when things go wrong: what is lost, who must not fail, what a change touches. */
export function badDayColumns(comparison: Comparison): TableColumn[] {
  const found = WHERE_ANY.filter((id) => rowsOf(comparison, id).some(({ mean }) => mean > 0));
  return [
    estimateColumn(comparison, 'operationalFailures'),
    estimateColumn(comparison, 'singlePoint'),
    weakest(comparison),
    ...[...ALWAYS, ...found].map((id) => meanColumn(comparison, id)),
  ].filter((column) => column !== null);
}

/** What the columns do not say by themselves. */
export const BAD_DAY_NOTE =
  'Operational failures: failed (loud), stalled (silent) or late. Single point: tasks that are lost, or delivered without one of their steps, when the worst participant goes down for good at a random moment; beside it who that is. Change impact: participants whose neighbours change when a step is added. The others a task.';

function weakest({ patterns }: Comparison): TableColumn | null {
  const cells = new Map(patterns.flatMap(({ name, weakest }) => (weakest === undefined ? [] : [[name, weakest]])));
  return cells.size === 0 ? null : { heading: ['without'], align: 'left', cells };
}
