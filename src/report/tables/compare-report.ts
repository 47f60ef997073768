import type { Comparison } from '../../compare/comparison.js';
import { measureOf, rowOf } from '../../compare/summary-rows.js';
import type { ReportBlock, RichText, TableBlock } from '../documents/document.js';
import { list } from '../documents/sections.js';
import { formatEstimate, formatValue } from '../words/format.js';

/** The tables of a comparison's report. */

/** What was asked for, and whether it was met. */
export function thresholdBlocks(comparison: Comparison): ReportBlock[] {
  if (comparison.thresholds.length === 0) return [];
  const rows = comparison.thresholds.map(({ pattern, measure, condition, value, met }): RichText[] => {
    const declared = measureOf(comparison, measure);
    const row = rowOf(comparison, pattern, measure);
    const measured = declared === undefined || row === undefined ? 'not measured' : formatEstimate(declared.unit, row);
    const [operator, limit] = condition.split(' ');
    const wanted = declared === undefined ? condition : `${operator} ${formatValue(declared.unit, Number(limit))}`;
    const verdict: RichText = met ? 'met' : [{ strong: 'failed' }];
    return [pattern, measure, wanted, Number.isNaN(value) ? 'not measured' : measured, verdict];
  });
  const left = (heading: string): TableBlock['columns'][number] => ({ heading: [heading], align: 'left' });
  const measured = { heading: ['Measured'], align: 'right' as const };
  const columns = [left('Pattern'), left('Measure'), left('Wanted'), measured, left('Verdict')];
  return [{ kind: 'table', columns, rows, ofPatterns: true }];
}

export function leftOutBlocks({ leftOut }: Comparison): ReportBlock[] {
  return list(leftOut.map(({ pattern, why }) => [{ code: pattern }, `: ${why}`]));
}
