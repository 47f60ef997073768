import type { Comparison } from '../../compare/comparison.js';
import { rowsOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { comparisonColumns, estimateColumn, type TableColumn, withSign } from '../tables/columns.js';
import { capitalised, inSentence } from '../words/format.js';
import type { ReportBlock, TableBlock, TableHeading } from './document.js';
import { folded, paragraphs } from './sections.js';

const NOTE = 'Means with 95 % intervals. A measure that is 0 under every pattern is left out; summary.csv has it, too.';

/** One table of all patterns and all measures, in which rows and columns can be looked for. */
export function everything(comparison: Comparison): ReportBlock[] {
  const { measures, ranking } = comparison;
  const groups = [...new Set(measures.map(({ group }) => group))];
  const columns = groups.flatMap((group) =>
    measures
      .filter((one) => one.group === group && isAny(comparison, one))
      .flatMap((one) => columnsOf(comparison, one)),
  );
  if (columns.length === 0) return [];
  const table: TableBlock = {
    kind: 'table',
    columns: [{ heading: ['Pattern'], align: 'left' }, ...columns.map(({ heading }) => heading)],
    rows: ranking.map((name) => [name, ...columns.map(({ cells }) => cells.get(name) ?? '')]),
    ofPatterns: true,
    sorts: true,
    filters: true,
  };
  return folded(`All ${ranking.length} patterns and ${measures.length} measures`, [table, ...paragraphs([NOTE])]);
}

interface Headed {
  readonly heading: TableHeading;
  readonly cells: TableColumn['cells'];
}

/** The mean, and where a table tells percentiles of it, these. */
function columnsOf(comparison: Comparison, measure: Measure): Headed[] {
  const { id, label, unit, group, definition, column } = measure;
  const head = (heading: readonly string[]): TableHeading => ({
    heading,
    align: 'right',
    group: capitalised(group),
    means: definition,
  });
  const name = withSign(inSentence(label), unit);
  const estimate = estimateColumn(comparison, id);
  const percentiles =
    column?.shows !== 'percentiles'
      ? undefined
      : comparisonColumns(comparison).find(({ heading }) => heading[0] === name && heading[1] === 'p50 / p95');
  return [
    ...(estimate === null ? [] : [{ heading: head([name]), cells: estimate.cells }]),
    ...(percentiles === undefined ? [] : [{ heading: head([name, 'p50 / p95']), cells: percentiles.cells }]),
  ];
}

function isAny(comparison: Comparison, { id }: Measure): boolean {
  return rowsOf(comparison, id).some(({ mean }) => mean !== 0 && !Number.isNaN(mean));
}
