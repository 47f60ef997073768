import type { Comparison } from '../../compare/comparison.js';
import { measureOf, rowOf, rowsOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import type { SummaryRow, SummaryVerdict } from '../../study/summary-row.js';
import { columnDecimals, fixed, headingUnit, inSentence, scaled, UNDEFINED, type ValueRange } from '../words/format.js';
import { isLoaded, loadNote } from '../words/offered-load.js';

/** A column of the comparison table, as the terminal and the Markdown report print it: bare numbers under a unit. */
export interface TableColumn {
  /** One or two lines. */
  readonly heading: readonly string[];
  readonly align: 'left' | 'right';
  /** By pattern name. */
  readonly cells: ReadonlyMap<string, string>;
}

/** "tie" is short for "no difference shown"; every table says so under it. */
const SHORT_VERDICTS: Readonly<Record<SummaryVerdict, string>> = {
  best: 'best',
  better: 'better',
  worse: 'worse',
  perhaps: 'perhaps',
  'no difference shown': 'tie',
  '': '',
};

/** First objective with its interval and verdict, then the measures that declare a column: those that were measured. */
export function comparisonColumns(comparison: Comparison): TableColumn[] {
  const first = comparison.objectives[0];
  return [
    ...(first === undefined ? [] : [estimateColumn(comparison, first), verdictColumn(comparison, first)]),
    ...declaredColumns(comparison, first),
  ].filter((column) => column !== null);
}

function declaredColumns(comparison: Comparison, first: string | undefined): (TableColumn | null)[] {
  const several = isLoaded(comparison);
  return comparison.measures
    .flatMap(({ id, column }) => (column === undefined ? [] : [{ id, ...column }]))
    .filter(({ ofWorkloads }) => several || ofWorkloads !== true)
    .filter(({ id, whereAny }) => whereAny !== true || rowsOf(comparison, id).some(({ mean }) => mean > 0))
    .sort((left, right) => left.place - right.place)
    .flatMap(({ id, shows }) => {
      if (shows === 'percentiles') return [percentileColumn(comparison, id)];
      // The first objective has its mean already.
      return id === first ? [] : [meanColumn(comparison, id)];
    });
}

/** The mean with its interval. */
export function estimateColumn(comparison: Comparison, id: string): TableColumn | null {
  return column(comparison, id, ['95 % interval'], withInterval);
}

/** The mean with its interval, of rows that stand outside the comparison's table. */
export function columnOf(measure: Measure, rows: readonly SummaryRow[], heading: readonly string[]): TableColumn {
  return { heading, align: 'right', cells: cellsOf(measure, rows, withInterval) };
}

type PrintCell = (row: SummaryRow, decimals: number, number: (value: number, decimals: number) => string) => string;

const withInterval: PrintCell = (row, decimals, number) =>
  Number.isNaN(row.low)
    ? number(row.mean, decimals)
    : `${number(row.mean, decimals)} (${range(row, decimals, number)})`;

/** A verdict as tables print it. */
export const verdictCell = (verdict: SummaryVerdict): string => SHORT_VERDICTS[verdict];

/** A dash between bounds, but never beside a minus sign. */
export function range(
  { low, high }: ValueRange,
  decimals: number,
  number: (value: number, decimals: number) => string,
): string {
  return `${number(low, decimals)}${low < 0 ? ' to ' : '–'}${number(high, decimals)}`;
}

/** Median, and 95th percentile with its interval where there are tasks enough for one. */
function percentileColumn(comparison: Comparison, id: string): TableColumn | null {
  const rows = rowsOf(comparison, id);
  return column(comparison, id, ['p50 / p95'], (row, decimals, number) => {
    if (row.n === 0) return UNDEFINED;
    const digits = Math.min(plain(decimals, rows, row), ofTail(rows));
    const tail = (one: SummaryRow): string => {
      const ends = { low: one.p95Low, high: one.p95High };
      return `${number(one.p95, digits)}${Number.isNaN(ends.low) ? '' : ` (${range(ends, digits, number)})`}`;
    };
    const width = Math.max(...rows.filter((one) => one.n > 0).map((one) => tail(one).length));
    return `${number(row.p50, digits)} / ${tail(row).padStart(width)}`;
  });
}

/** Decimals with which the widest interval of a 95th percentile has two or three digits: more say nothing. */
function ofTail(rows: readonly SummaryRow[]): number {
  const widths = rows.map((row) => scaled(row.measure.unit, row.p95High) - scaled(row.measure.unit, row.p95Low));
  const widest = Math.max(0, ...widths.filter((width) => !Number.isNaN(width)));
  return widest === 0 ? Number.POSITIVE_INFINITY : Math.max(0, 1 - Math.floor(Math.log10(widest)));
}

export function meanColumn(comparison: Comparison, id: string): TableColumn | null {
  const rows = rowsOf(comparison, id);
  return column(comparison, id, [], (row, decimals, number) => number(row.mean, plain(decimals, rows, row)));
}

/** Where no interval stands beside the number, three digits of the column's middle value are enough. */
function plain(decimals: number, rows: readonly SummaryRow[], { measure }: SummaryRow): number {
  const values = rows.map((row) => Math.abs(scaled(measure.unit, row.mean))).filter((value) => value > 0);
  values.sort((left, right) => left - right);
  const middle = values[Math.floor(values.length / 2)] ?? 1;
  return Math.min(decimals, Math.max(0, 2 - Math.floor(Math.log10(middle))));
}

function column(comparison: Comparison, id: string, below: readonly string[], print: PrintCell): TableColumn | null {
  const measure = measureOf(comparison, id);
  if (measure === undefined) return null;
  const heading = headingOf(measure.label, measure.unit, below);
  return { heading, align: 'right', cells: cellsOf(measure, rowsOf(comparison, id), print) };
}

function cellsOf(measure: Measure, rows: readonly SummaryRow[], print: PrintCell): Map<string, string> {
  const decimals = columnDecimals(measure.unit, rows);
  const number = (value: number, digits: number): string => fixed(scaled(measure.unit, value), digits);
  return new Map(rows.map((row) => [row.pattern, print(row, decimals, number)]));
}

/** A name with its unit, which is left out where the name says it already ("messages"). */
export function withSign(name: string, unit: string): string {
  const sign = headingUnit(unit);
  return sign === '' || name.toLowerCase().includes(sign) ? name : `${name}, ${sign}`;
}

/** A word a line, long words shortened. */
function headingOf(label: string, unit: string, below: readonly string[]): string[] {
  const heading = withSign(inSentence(label), unit);
  if (below.length > 0) return [heading, ...below];
  const lines: string[] = [];
  for (const word of heading.split(' ')) {
    const shown = word.replace(/^(\w{5})\w{6,}/, '$1.');
    const last = lines.at(-1);
    if (last === undefined || last.length + shown.length > 8) lines.push(shown);
    else lines[lines.length - 1] = `${last} ${shown}`;
  }
  return lines;
}

function verdictColumn(comparison: Comparison, id: string): TableColumn {
  const verdicts = comparison.patterns.map(
    ({ name }) => [name, SHORT_VERDICTS[rowOf(comparison, name, id)?.verdict ?? '']] as const,
  );
  return { heading: ['verdict'], align: 'left', cells: new Map(verdicts) };
}

/** What stands under every table: what the verdicts mean, how many replications are behind them, and who is busiest. */
export function tableNote(comparison: Comparison): string {
  return [verdictNote(comparison), loadNote(comparison)].filter((text) => text !== '').join(' ');
}

function verdictNote(comparison: Comparison): string {
  const { runs, objectives } = comparison;
  const measure = objectives[0] === undefined ? undefined : measureOf(comparison, objectives[0]);
  const others = comparison.patterns.length - 1;
  const base = `Means of ${fixed(runs, 0)} ${runs === 1 ? 'replication' : 'replications'} with 95 % intervals; latency covers delivered tasks.`;
  if (measure === undefined || measure.better === 'neither' || others < 1) return base;
  const correction = others === 1 ? '' : `, Holm's correction over all ${((others + 1) * others) / 2} pairs`;
  return `${base} Verdict against the best on ${inSentence(measure.label)} (paired differences${correction}); tie: no difference shown${others === 1 ? '' : '; perhaps: shown alone, but not after the correction'}.`;
}
