import { stringify } from 'csv-stringify/sync';
import type { Comparison } from '../../compare/comparison.js';
import type { AccountLine } from '../../explain/account.js';
import type { Explanation } from '../../explain/explain.js';
import type { Interval } from '../../statistics/estimates.js';
import { lengthOfColumn, partOfColumn } from '../../study/columns.js';
import type { PairedDifference } from '../../study/summary-row.js';
import { type FilePieces, isLarge, joinedPieces } from './exporter.js';

export type CsvCell = string | number | null;

/**
 * Numbers in their shortest form that reads back to the same double, so equal results are equal bytes. Text that a
 * spreadsheet would run as a formula is quoted with an apostrophe; numbers, negative ones too, are left alone.
 */
export function csv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return stringify([header, ...rows] as unknown[], {
    escape_formulas: true,
    cast: { number: (value) => (Number.isFinite(value) ? String(value) : '') },
  });
}

/**
 * One row per pattern and measure. `vs_` columns: mean paired difference, this minus the other, with its 95 % interval;
 * `holm`: the interval after Holm's correction over all pairs, by which the verdict goes.
 */
export function summaryCsv(comparison: Comparison): string {
  const header = [
    ...[
      'scenario',
      'pattern',
      'measure',
      'unit',
      'better',
      'n',
      'mean',
      'low',
      'high',
      'p50',
      'p95',
      'p95_low',
      'p95_high',
    ],
    ...['vs_single', 'vs_single_low', 'vs_single_high', 'vs_single_holm_low', 'vs_single_holm_high'],
    ...['vs_best', 'vs_best_low', 'vs_best_high', 'vs_best_holm_low', 'vs_best_holm_high', 'verdict'],
  ];
  const rows = comparison.summary.map((row) => [
    ...[comparison.scenario.name, row.pattern, row.measure.id, row.measure.unit, row.measure.better, row.n],
    ...[row.mean, row.low, row.high, row.p50, row.p95, row.p95Low, row.p95High],
    ...[...cells(row.vsSingle), ...intervalCells(row.shownSingle)],
    ...[...cells(row.vsBest), ...intervalCells(row.shown)],
    row.verdict,
  ]);
  return csv(header, rows);
}

/** One row per pattern and measure that tasks are billed and waited for by. */
export function spreadCsv({ scenario, spread }: Comparison): string {
  const statistics = ['cv', 'p95', 'p99', 'cvar95'] as const;
  const header = statistics.flatMap((name) => [name, `${name}_low`, `${name}_high`]);
  const rows = spread.map((row) => [
    ...[scenario.name, row.pattern, row.measure.id, row.measure.unit, row.n],
    ...statistics.flatMap((name) => [row[name].mean, row[name].low, row[name].high]),
  ]);
  return csv(['scenario', 'pattern', 'measure', 'unit', 'n', ...header], rows);
}

/** One pattern's rows of runs.csv, as plain data. */
export interface RunsRows {
  readonly scenario: string;
  readonly pattern: string;
  /** By measure, one value per replication. */
  readonly columns: readonly Float64Array[];
}

/** Who writes rows: so many threads, each one text after the other. */
export interface RowWriter {
  readonly threads: number;
  readonly write: (rows: readonly RunsRows[]) => Promise<Uint8Array>;
}

/** One row per replication: most of what there is to write, so that large studies share it out. `first`: the number of the first. */
function rowsText({ scenario, pattern, columns }: RunsRows, first = 0): string {
  // Of millions of cells only these two can need quotes; the others are numbers.
  const head = csv([scenario, pattern], []).trimEnd();
  const rows: string[] = [];
  for (let run = 0; run < columns[0]!.length; run++) {
    let row = `${head},${first + run}`;
    for (const column of columns) {
      const value = column[run]!;
      row += Number.isFinite(value) ? `,${value}` : ',';
    }
    rows.push(`${row}\n`);
  }
  return rows.join('');
}

/** Rows as the bytes of a file. */
export function rowsBytes(rows: readonly RunsRows[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(rows.map((one) => rowsText(one)).join(''));
}

export const writeRowsHere: RowWriter = { threads: 1, write: async (rows) => rowsBytes(rows) };

/** What runs.csv is made of: no more than replications gave. */
export type RunsTable = Pick<Comparison, 'scenario' | 'patterns' | 'measures'>;

/** One row per pattern and replication, one column per measure; empty where a measure is undefined. */
export function runsCsv(comparison: Comparison): string {
  return [runsHeader(comparison), ...runsRows(comparison).map((one) => rowsText(one))].join('');
}

/** The same, with somebody else to write the rows; in pieces where it is large. */
export async function runsCsvBy(comparison: RunsTable, rowWriter: RowWriter): Promise<Uint8Array | FilePieces> {
  const { patterns, measures } = comparison;
  const runs = patterns[0] === undefined ? 0 : (lengthOfColumn(patterns[0].columns, measures[0]!.id) ?? 0);
  if (isLarge(runs * patterns.length * measures.length)) return { pieces: () => runsPieces(comparison, runs) };
  const rows = runsRows(comparison);
  const each = Math.ceil(rows.length / rowWriter.threads);
  // One share a thread, handed out at once: whoever asked may be busy with something else until they are done.
  const shares = Array.from({ length: rowWriter.threads }, (_, i) =>
    rowWriter.write(rows.slice(i * each, (i + 1) * each)),
  );
  return joinedPieces([new TextEncoder().encode(runsHeader(comparison)), ...(await Promise.all(shares))]);
}

/** Replications of one pattern that are written at once. */
const ROWS = 4096;

function* runsPieces(comparison: RunsTable, runs: number): Generator<Uint8Array> {
  const { scenario, patterns, measures } = comparison;
  const encoder = new TextEncoder();
  yield encoder.encode(runsHeader(comparison));
  for (const { name, columns } of patterns) {
    for (let from = 0; from < runs; from += ROWS) {
      const to = Math.min(runs, from + ROWS);
      const some = measures.map(({ id }) => partOfColumn(columns, id, from, to));
      yield encoder.encode(rowsText({ scenario: scenario.name, pattern: name, columns: some }, from));
    }
  }
}

function runsHeader({ measures }: RunsTable): string {
  return csv(['scenario', 'pattern', 'replication', ...measures.map(({ id }) => id)], []);
}

function runsRows({ scenario, patterns, measures }: RunsTable): RunsRows[] {
  return patterns.map(({ name, columns }) => ({
    scenario: scenario.name,
    pattern: name,
    columns: measures.map(({ id }) => columns.get(id)!),
  }));
}

/** One row per pattern, size and measure. */
export function growthCsv(comparison: Comparison): string {
  const rows = comparison.growth.map((row) => [
    ...[comparison.scenario.name, row.pattern, row.size, row.measure, row.n, row.mean, row.low, row.high],
  ]);
  return csv(['scenario', 'pattern', 'size', 'measure', 'n', 'mean', 'low', 'high'], rows);
}

/**
 * One row per quantity and part, and one for the whole (`total`); for outcomes, one row per outcome. Parts add up to their total, but for
 * those whose row is about a portion of it (`portion`).
 */
export function explanationCsv({ scenario, names, accounts, ends, cost }: Explanation): string {
  const header = ['scenario', 'a', 'b', 'quantity', 'part', 'kind', 'unit', 'n', 'mean_a', 'mean_b'];
  const row = (quantity: string, kind: string, { measure, means, difference }: AccountLine): CsvCell[] => [
    ...[scenario.name, names[0], names[1], quantity, kind === 'total' ? 'total' : measure.id, kind, measure.unit],
    ...[difference.n, means[0].mean, means[1].mean, difference.mean, difference.low, difference.high],
  ];
  const rows = [
    ...accounts.flatMap(({ whole, parts, beside }) => [
      ...parts.map((part) => row(whole.measure.id, 'part', part)),
      row(whole.measure.id, 'total', whole),
      ...beside.map((portion) => row(whole.measure.id, 'portion', portion)),
    ]),
    ...ends.map((end) => row('outcome', 'part', end)),
    row('cost', 'total', cost),
  ];
  return csv([...header, 'difference', 'low', 'high'], rows);
}

/** One row for each size at which two patterns change their order on a measure. */
export function crossoversCsv(comparison: Comparison): string {
  const rows = comparison.crossovers.map(({ measure, below, above, at, low, high }) => [
    ...[comparison.scenario.name, measure, below, above, at, low, high],
  ]);
  return csv(['scenario', 'measure', 'ahead_below', 'ahead_above', 'at', 'low', 'high'], rows);
}

/** Mean, low and high of a difference; empty where there is none. */
export function intervalCells(interval: Interval | null): CsvCell[] {
  return interval === null ? [null, null] : [interval.low, interval.high];
}

export function cells(difference: PairedDifference | null): CsvCell[] {
  return difference === null ? [null, null, null] : [difference.mean, difference.low, difference.high];
}
