import type { Comparison } from '../../compare/comparison.js';
import type { SpreadRow } from '../../compare/spread.js';
import type { Estimate } from '../../statistics/estimates.js';
import type { ReportBlock } from '../documents/document.js';
import { folded, paragraphs, tables } from '../documents/sections.js';
import { capitalised, columnDecimals, fixed, inSentence, scaled } from '../words/format.js';
import { range, type TableColumn, withSign } from './columns.js';

type Statistic = 'cv' | 'p95' | 'p99' | 'cvar95';

const HEADINGS: Readonly<Record<Statistic, string>> = {
  cv: 'CV',
  p95: 'p95',
  p99: 'p99',
  cvar95: 'worst 5 %',
};

const NOTE =
  'CV: standard deviation over mean, of single tasks. Worst 5 %: mean of the 5 % of tasks with the largest values (conditional value at risk). Intervals hold 95 %: of the CV by the jackknife on the scale of logarithms, of percentiles from order statistics, of the worst 5 % by the delta method. They take tasks as independent; a dash: too few tasks.';

/** How much tasks differ, and how bad the worst are. */
export function spreadBlocks(comparison: Comparison): ReportBlock[] {
  const measures = [...new Map(comparison.spread.map(({ measure }) => [measure.id, measure])).values()];
  if (measures.length === 0) return [];
  const rowsOf = (id: string): SpreadRow[] => comparison.spread.filter(({ measure }) => measure.id === id);
  const short = measures.flatMap(({ id }) => [column(rowsOf(id), 'cv', false), column(rowsOf(id), 'cvar95', false)]);
  const whole = measures.flatMap(({ id, label }) =>
    folded(
      `${capitalised(label)}, with intervals`,
      tables(
        'Pattern',
        comparison.ranking,
        (['cv', 'p95', 'p99', 'cvar95'] as const).map((one) => column(rowsOf(id), one, true)),
        true,
      ),
    ),
  );
  return [...tables('Pattern', comparison.ranking, short, true), ...paragraphs([NOTE]), ...whole];
}

function column(rows: readonly SpreadRow[], statistic: Statistic, hasInterval: boolean): TableColumn {
  const { label, unit: measured } = rows[0]!.measure;
  const unit = statistic === 'cv' ? '1' : measured;
  const decimals = columnDecimals(
    unit,
    rows.map((row) => row[statistic]),
  );
  const number = (value: number): string => fixed(scaled(unit, value), decimals);
  const told = (estimate: Estimate): string => {
    const interval = hasInterval && !Number.isNaN(estimate.low) ? ` (${range(estimate, decimals, number)})` : '';
    return `${number(estimate.mean)}${interval}`;
  };
  const name = hasInterval ? [] : [inSentence(label)];
  return {
    heading: [...name, withSign(HEADINGS[statistic], unit)],
    align: 'right',
    cells: new Map(rows.map((row) => [row.pattern, told(row[statistic])])),
  };
}
