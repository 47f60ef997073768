import type { Comparison } from '../../compare/comparison.js';
import { measureOf, OUTCOMES, rowOf, rowsOf } from '../../compare/summary-rows.js';
import { judgedDifference, type PairedDifference, type SummaryRow } from '../../study/summary-row.js';
import type { ReportBlock, RichText, TableBlock } from '../documents/document.js';
import { folded, list, paragraphs, tables } from '../documents/sections.js';
import { fixed, formatDifference, formatEstimate, formatValue, inSentence, scaled } from '../words/format.js';
import { estimateColumn, meanColumn, type TableColumn } from './columns.js';

/** The tables of a comparison's report. */

const SINGLE = 'single-agent';

/** Shares of the ends, and what is silent about them. */
export function outcomeBlocks(comparison: Comparison): ReportBlock[] {
  const ends = OUTCOMES.filter((outcome) => measureOf(comparison, outcome) !== undefined);
  if (ends.length === 0) return [];
  const columns = ends.map((outcome): TableColumn => {
    const cells = comparison.ranking.map((name) => {
      const row = rowOf(comparison, name, outcome);
      return [name, row === undefined ? '' : fixed(scaled('share', row.mean), 1)] as const;
    });
    return {
      heading: [`${inSentence(measureOf(comparison, outcome)!.label)}, %`],
      align: 'right',
      cells: new Map(cells),
    };
  });
  const note =
    'How tasks end. Wrong and stalled tasks are silent: no error is reported. Failed tasks are loud: an error is reported.';
  return [...paragraphs([note]), ...folded('The shares', tables('Pattern', comparison.ranking, columns, true))];
}

/** The numbers behind a picture: those of `exact` with intervals, the others as means. */
export function numbersOf(comparison: Comparison, exact: readonly string[], means: readonly string[]): ReportBlock[] {
  const columns = [
    ...exact.map((id) => estimateColumn(comparison, id)),
    ...means.filter((id) => hasAny(comparison, id)).map((id) => meanColumn(comparison, id)),
  ].filter((column) => column !== null);
  return folded('The numbers', tables('Pattern', comparison.ranking, columns, true));
}

/** What is zero under every pattern would only make the table wide. */
function hasAny(comparison: Comparison, id: string): boolean {
  return rowsOf(comparison, id).some(({ mean }) => mean !== 0);
}

/** Each pattern against the best and against the single agent, on every objective. */
export function pairedBlocks(comparison: Comparison): ReportBlock[] {
  const ids = comparison.objectives.filter((id) => measureOf(comparison, id) !== undefined);
  if (ids.length === 0 || comparison.patterns.length < 2) return [];
  const note =
    "Mean paired differences over replications, pattern minus the one that it is compared with, with intervals after Holm's correction over all pairs: one beyond zero is a difference that is shown, as by the verdicts of the table above. Tie: no difference shown.";
  const toBest = ids.map((id) => differences(comparison, id, 'from the best', besides));
  const toSingle = ids.map((id) =>
    differences(comparison, id, 'from the single agent', ({ pattern, measure, vsSingle, shownSingle }) =>
      pattern === SINGLE ? SINGLE : told(measure.unit, judgedDifference(vsSingle, shownSingle)),
    ),
  );
  const hasSingle = comparison.ranking.includes(SINGLE);
  return [
    ...paragraphs([note]),
    ...folded('Against the best', tables('Pattern', comparison.ranking, toBest, true)),
    ...(hasSingle ? folded('Against the single agent', tables('Pattern', comparison.ranking, toSingle, true)) : []),
  ];
}

function differences(comparison: Comparison, id: string, to: string, cell: (row: SummaryRow) => string): TableColumn {
  const cells = new Map(rowsOf(comparison, id).map((row) => [row.pattern, cell(row)]));
  return { heading: [inSentence(measureOf(comparison, id)!.label), to], align: 'right', cells };
}

function besides({ measure, verdict, vsBest, shown }: SummaryRow): string {
  if (verdict === 'best') return 'best';
  const difference = told(measure.unit, judgedDifference(vsBest, shown));
  const word = verdict === 'no difference shown' ? 'tie: ' : verdict === 'perhaps' ? 'perhaps: ' : '';
  return difference === '' ? '' : `${word}${difference}`;
}

function told(unit: string, difference: PairedDifference | null): string {
  return difference === null ? '' : formatDifference(unit, difference);
}

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
