/** The shortlist as a terminal draws it: intervals on one axis, paired differences, prices against the single agent. */
import type { Comparison } from '../../compare/comparison.js';
import { rowOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { BASELINE } from '../../study/baseline.js';
import { judgedDifference, type PairedDifference, type SummaryRow } from '../../study/summary-row.js';
import { columnDecimals, fixed, headingUnit, inSentence, scaled, UNDEFINED } from '../words/format.js';
import type { Shortlist, ShortlistRow } from '../words/verdict/shortlist.js';
import { range, type TableColumn, withSign } from './columns.js';
import { axisAround, axisText, intervalPlot, type PlotAxis, type PlottedValue } from './interval-plot.js';
import { GAP, widthOf } from './terminal.js';

/** Characters of the plot. */
const PLOT = { least: 12, most: 26 };

/** "workflow", "workflow +4" where four others behave alike. */
export function nameOf({ pattern, alike }: ShortlistRow): string {
  return alike.length === 0 ? pattern : `${pattern} +${alike.length}`;
}

/** As many columns as fit, the rightmost left out first; the plot takes what is left. */
export function shortlistColumns(comparison: Comparison, shortlist: Shortlist, width: number): TableColumn[] {
  const { measures, rows } = shortlist;
  const [first, ...prices] = measures;
  const names = columnOf(rows, [''], 'left', nameOf);
  if (first === undefined) return [names];
  const fixedColumns = [
    columnOf(rows, ['', headingUnit(first.unit)], 'right', (row) => meanText(first, rows, row)),
    ...(first.better === 'neither' ? [] : [againstBest(comparison, first, rows)]),
    ...prices.flatMap((measure) => priceColumns(comparison, measure, rows)),
    columnOf(rows, ['', ''], 'left', ({ note }) => note),
  ];
  const used = (columns: readonly TableColumn[]): number =>
    columns.reduce((sum, column) => sum + widthOf(column) + GAP, widthOf(names) + GAP);
  const shown = [...fixedColumns];
  while (shown.length > 1 && used(shown) + PLOT.least > width) shown.pop();
  const room = width - used(shown);
  const plot = room < PLOT.least ? [] : [plotColumn(first, rows, Math.min(PLOT.most, room))];
  return [names, ...plot, ...shown];
}

function columnOf(
  rows: readonly ShortlistRow[],
  heading: readonly string[],
  align: TableColumn['align'],
  text: (row: ShortlistRow) => string,
): TableColumn {
  return { heading, align, cells: new Map(rows.map((row) => [nameOf(row), text(row)])) };
}

function plotColumn(measure: Measure, rows: readonly ShortlistRow[], width: number): TableColumn {
  const spreads = new Map(rows.map((row) => [row, spreadOf(measure, row.values.get(measure.id))]));
  const axis = axisAround([...spreads.values()], boundsOf(measure));
  const heading = [withSign(inSentence(measure.label), measure.unit), axisText(axis, width)];
  return columnOf(rows, heading, 'left', (row) => intervalPlot(spreads.get(row)!, axis, width));
}

/** Shares end at 100 %, and nothing that is counted begins below 0. */
function boundsOf({ unit }: Measure): PlotAxis {
  const low = unit === 'share' || unit === 'USD' || unit === 's' ? 0 : Number.NEGATIVE_INFINITY;
  return { low, high: unit === 'share' ? 100 : Number.POSITIVE_INFINITY };
}

function spreadOf({ unit }: Measure, row: SummaryRow | undefined): PlottedValue {
  const [mean, low, high] = row === undefined ? [Number.NaN, Number.NaN, Number.NaN] : [row.mean, row.low, row.high];
  return { mean: scaled(unit, mean), low: scaled(unit, low), high: scaled(unit, high) };
}

function meanText(measure: Measure, rows: readonly ShortlistRow[], row: ShortlistRow): string {
  const own = row.values.get(measure.id);
  if (own === undefined) return UNDEFINED;
  const all = rows.flatMap(({ values }) => values.get(measure.id) ?? []);
  return fixed(scaled(measure.unit, own.mean), columnDecimals(measure.unit, all));
}

/** How far behind the best of all: the paired difference with its interval. */
function againstBest(comparison: Comparison, measure: Measure, rows: readonly ShortlistRow[]): TableColumn {
  const own = (row: ShortlistRow): SummaryRow | undefined => row.values.get(measure.id);
  // By the interval that decides whether the difference is shown.
  const judged = (row: SummaryRow | undefined): PairedDifference | null =>
    row === undefined ? null : judgedDifference(row.vsBest, row.shown);
  const differences = rows.flatMap((row) => judged(own(row)) ?? []);
  const decimals = columnDecimals(measure.unit, differences);
  const number = (value: number): string => fixed(scaled(measure.unit, value), decimals);
  const text = (row: ShortlistRow): string => {
    const value = own(row);
    if (value === undefined || Number.isNaN(value.mean)) return UNDEFINED;
    const difference = judged(value);
    if (difference === null) return value.verdict === 'best' ? 'best' : UNDEFINED;
    const { mean, low, high } = difference;
    return Number.isNaN(low) || low === high
      ? number(mean)
      : `${number(mean)} (${range({ low, high }, decimals, number)})`;
  };
  const unit = measure.unit === 'share' ? 'points' : headingUnit(measure.unit);
  return columnOf(rows, [unit === '' ? 'against' : `${unit} against`, bestOf(comparison, measure)], 'right', text);
}

/** The pattern that every difference is from. */
function bestOf({ summary }: Comparison, { id }: Measure): string {
  return summary.find(({ measure, verdict }) => measure.id === id && verdict === 'best')?.pattern ?? 'the best';
}

/** What a pattern costs: times the single agent where there is one, a time as median and 95th percentile. */
function priceColumns(comparison: Comparison, measure: Measure, rows: readonly ShortlistRow[]): TableColumn[] {
  const { id, column } = measure;
  if (column?.shows === 'percentiles') {
    const heading = withSign(inSentence(measure.label), measure.unit);
    return [
      columnOf(rows, [heading, 'p50'], 'right', (row) => short(measure, row.values.get(id)?.p50)),
      columnOf(rows, ['', 'p95'], 'right', (row) => short(measure, row.values.get(id)?.p95)),
    ];
  }
  const single = rowOf(comparison, BASELINE, id)?.mean ?? Number.NaN;
  if (id === 'cost' && single > 0) {
    return [
      columnOf(rows, ['cost', 'x single'], 'right', (row) => ratio((row.values.get(id)?.mean ?? Number.NaN) / single)),
    ];
  }
  const heading = withSign(inSentence(measure.label), measure.unit);
  const [head, ...rest] = heading.split(/ (?=\S+$)/);
  return [
    columnOf(rows, rest.length === 0 ? ['', head!] : [head!, ...rest], 'right', (row) =>
      short(measure, row.values.get(id)?.mean),
    ),
  ];
}

const ratio = (times: number): string =>
  Number.isNaN(times) ? UNDEFINED : times < 0.995 ? fixed(times, 2) : fixed(times, times < 9.95 ? 1 : 0);

/** Two digits, as no interval stands beside it. */
function short({ unit }: Measure, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return UNDEFINED;
  const amount = scaled(unit, value);
  if (amount === 0) return '0';
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(Math.abs(amount))));
  return fixed(amount, decimals);
}
