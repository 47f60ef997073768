import type { Comparison } from '../../compare/comparison.js';
import { rowsOf } from '../../compare/summary-rows.js';
import { heatCells } from './heat.js';
import { pairRows } from './pair.js';

/** Whether a chart tells any two patterns apart. Of one pattern or one replication there is no asking. */

export const canSeparate = ({ ranking, runs }: Comparison): boolean => ranking.length > 1 && runs > 1;

/** Some pattern is shown to differ from the best one, or from the single agent, on one of these measures. */
export function isSeparated(comparison: Comparison, ids: readonly string[]): boolean {
  return ids.some((id) => {
    const rows = rowsOf(comparison, id).filter(({ mean }) => !Number.isNaN(mean));
    if (rows.some(({ verdict }) => verdict === 'worse' || verdict === 'better')) return true;
    if (rows.some(({ shownSingle }) => shownSingle !== null && (shownSingle.low > 0 || shownSingle.high < 0)))
      return true;
    // Where no direction is better, there is no verdict.
    const isNeutral = rows.some(({ measure }) => measure.better === 'neither');
    return isNeutral && Math.max(...rows.map(({ low }) => low)) > Math.min(...rows.map(({ high }) => high));
  });
}

export const isPairSeparated = (comparison: Comparison, a: string, b: string): boolean =>
  pairRows(comparison, a, b).some(({ kind }) => kind !== 'same');

export const isHeatSeparated = (comparison: Comparison): boolean =>
  heatCells(comparison).some(({ kind }) => kind !== 'same');
