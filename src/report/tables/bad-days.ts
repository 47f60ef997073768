import type { Comparison } from '../../compare/comparison.js';
import { rowsOf } from '../../compare/summary-rows.js';
import { estimateColumn, meanColumn, type TableColumn } from './columns.js';

/**
 * The measures of dependability. Shares of tasks come with their interval; what was disturbed on purpose is always shown,
 * the others only where the mean is above 0 under any pattern.
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
  'Operational failures: failed (loud), stalled (silent) or late. Single point: tasks that are lost, or delivered without one of their steps, when the worst participant goes down for good at a random moment; beside it who that is. Change impact: participants whose neighbours change when a step is added. The others a task.';

function weakest({ patterns }: Comparison): TableColumn | null {
  const cells = new Map(patterns.flatMap(({ name, weakest }) => (weakest === undefined ? [] : [[name, weakest]])));
  return cells.size === 0 ? null : { heading: ['without'], align: 'left', cells };
}
