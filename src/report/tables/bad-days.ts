import type { Comparison } from '../../compare/comparison.js';
import { rowsOf } from '../../compare/summary-rows.js';
import { estimateColumn, meanColumn, type TableColumn } from './columns.js';

/**
 * The measures of dependability. Shares of tasks come with their interval; measures of deliberate disturbances are always
 * shown, the others only if the mean is above 0 under some pattern.
 */
export function badDayColumns(comparison: Comparison): TableColumn[] {
  const isAny = (id: string): boolean => rowsOf(comparison, id).some(({ mean }) => mean > 0);
  return comparison.measures
    .filter(({ group }) => group === 'dependability')
    .flatMap(({ id, interval, readDisturbed }) => {
      if (id === 'singlePoint') return [estimateColumn(comparison, id), weakest(comparison)];
      if (interval === 'share') return [estimateColumn(comparison, id)];
      return readDisturbed !== undefined || isAny(id) ? [meanColumn(comparison, id)] : [];
    })
    .filter((column) => column !== null);
}

/** What the columns do not say by themselves. */
export const BAD_DAY_NOTE =
  'Operational failures: failed (loud), stalled (silent) or late. Single point: share of tasks that are lost, or delivered without one of their steps, when the worst participant goes down permanently at a random moment; the next column names that participant. Change impact: participants whose neighbours change when a step is added. The other columns are per task.';

function weakest({ patterns }: Comparison): TableColumn | null {
  const cells = new Map(patterns.flatMap(({ name, weakest }) => (weakest === undefined ? [] : [[name, weakest]])));
  return cells.size === 0 ? null : { heading: ['without'], align: 'left', cells };
}
