import type { Comparison } from '../../compare/comparison.js';
import type { ReportBlock } from '../documents/document.js';
import { paragraphs, tables } from '../documents/sections.js';
import { fixed, formatValue, inSentence } from '../words/format.js';
import { columnOf, type TableColumn, verdictCell } from './columns.js';

const NOTE =
  'Each estimate is over the replications with a task of the kind, and each verdict is against the best pattern in these (paired differences, corrected as above).';

/** The first objective by kind of task: estimate and verdict under each pattern. */
export function kindBlocks(comparison: Comparison): ReportBlock[] {
  const { kinds, ranking } = comparison;
  const measure = kinds[0]?.rows[0]?.measure;
  if (measure === undefined) return [];
  const columns = kinds.flatMap(({ kind, share, rows }): TableColumn[] => {
    const heading = [`${kind} (${formatValue('share', share)})`, `${inSentence(measure.label)}, 95 % interval`];
    const verdicts = new Map(rows.map((row) => [row.pattern, verdictCell(row.verdict)]));
    return [columnOf(measure, rows, heading), { heading: ['verdict'], align: 'left', cells: verdicts }];
  });
  const fewest = Math.min(...kinds.flatMap(({ rows }) => rows.map(({ n }) => n)));
  const count = `The rarest kind has a value in ${fixed(fewest, 0)} replications.`;
  return [...tables('Pattern', ranking, columns, true), ...paragraphs([`${NOTE} ${count}`])];
}
