import { beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { comparisonFolder } from '../../src/report/folders/run-folder.js';
import { comparisonTable } from '../../src/report/tables/compare-terminal.js';
import { meanInterval, pairedDifference, quantile, quantileInterval } from '../../src/statistics/estimates.js';
import { holmIntervals, tested } from '../../src/statistics/together.js';
import { builtin } from '../sim/helper.js';
import { recordsOf } from './csv-records.js';
import { textsOf } from './folder-texts.js';
import { compared, under } from './specs.js';

/** A mean with its interval, as a file has it. */
type Triple = readonly [mean: number, low: number, high: number];
type Row = Readonly<Record<string, string>>;

const NAMES = ['pipeline', 'choreography', 'debate', 'supervisor'];
const RUNS = 80;

let found: Comparison;
let files: ReadonlyMap<string, string>;
/** By pattern: every estimate that summary.csv has of it, and what runs.csv adds up to. */
const ofPattern = new Map<string, Triple[]>();
/** Every estimate and every paired difference of any two patterns, worked out again from runs.csv. */
const all: Triple[] = [];
let columns: (pattern: string, measure: string) => Float64Array;

beforeAll(async () => {
  found = await compared(NAMES, RUNS);
  const input = { version: '1', scenarioText: builtin('article'), command: 'rehearse compare article' };
  files = await textsOf(comparisonFolder(found, input));
  const summary = rowsOf('summary.csv');
  const runs = rowsOf('runs.csv');
  columns = (pattern, measure) =>
    Float64Array.from(
      runs.filter((row) => row.pattern === pattern),
      (row) => numberOf(row[measure]),
    );
  for (const row of summary) {
    const triple = (prefix: string): Triple =>
      prefix === ''
        ? [numberOf(row.mean), numberOf(row.low), numberOf(row.high)]
        : [numberOf(row[prefix]), numberOf(row[`${prefix}_low`]), numberOf(row[`${prefix}_high`])];
    const mine = ofPattern.get(row.pattern!) ?? [];
    const judged = (to: string): Triple => [
      numberOf(row[to]),
      numberOf(row[`${to}_holm_low`]),
      numberOf(row[`${to}_holm_high`]),
    ];
    mine.push(triple(''), judged('vs_single'), judged('vs_best'), triple('p95'));
    ofPattern.set(row.pattern!, mine);
  }
  for (const row of rowsOf('spread.csv')) ofPattern.get(row.pattern!)!.push(...spreadOf(row));
  for (const [name, mine] of ofPattern) {
    const input = columns(name, 'inputTokens');
    const tokens = meanInterval(input.map((value, i) => value + columns(name, 'outputTokens')[i]!));
    mine.push([tokens.mean, tokens.low, tokens.high]);
    all.push(...mine);
    all.push(madeUnder(name));
    const slow = quantileInterval(columns(name, 'latency'), 0.95);
    if (slow !== null) all.push([quantile(columns(name, 'latency'), 0.95), slow.low, slow.high]);
  }
  for (const measure of new Set(summary.map((row) => row.measure!))) {
    const names = [...ofPattern.keys()];
    const pairs = names.flatMap((a, i) =>
      names.slice(i + 1).map((b) => pairedDifference(columns(a, measure), columns(b, measure))),
    );
    for (const [i, { low, high }] of holmIntervals(pairs.map(tested)).entries()) all.push([pairs[i]!.mean, low, high]);
  }
});

/** What spread.csv says of one measure of a pattern. */
function spreadOf(row: Row): Triple[] {
  return ['cv', 'p95', 'p99', 'cvar95'].map(
    (name): Triple => [numberOf(row[name]), numberOf(row[`${name}_low`]), numberOf(row[`${name}_high`])],
  );
}

/** False claims that came into being: parts that the charts take apart, and no file has. */
function madeUnder(name: string): Triple {
  const parts = found.patterns.find((one) => one.name === name)!.columns;
  const origins = ['claimsSeeded', 'claimsHallucinated', 'claimsGuessed', 'claimsDerived'].map((id) => parts.get(id)!);
  const { mean, low, high } = meanInterval(
    origins[0]!.map((_, run) => origins.reduce((sum, one) => sum + one[run]!, 0)),
  );
  return [mean, low, high];
}

function rowsOf(file: string): Row[] {
  const [header, ...records] = recordsOf(files.get(file)!).map(({ cells }) => cells);
  return records.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i]!])));
}

const numberOf = (text: string | undefined): number =>
  text === undefined || text === '' ? Number.NaN : Number(text.replace(/[$,]/g, ''));

/** "62.0 % (56.4 to 67.3)", "$0.0319 ($0.0314 to $0.0324)", "62.0 (56.4–67.3)". */
const ESTIMATE =
  /(-?\$?[\d,]+(?:\.\d+)?)(?: ?(?:%|points?|s|tokens|[a-z]+))? \((-?\$?[\d,.]*\d)(?: to |–)(-?\$?[\d,.]*\d)\)/g;

const estimatesIn = (text: string): string[][] => [...text.matchAll(ESTIMATE)].map(([, ...three]) => three as string[]);

/** Whether a printed number is the value, rounded as it is printed; shares are printed in percent. */
function isRounded(printed: string, value: number): boolean {
  const digits = printed.split('.')[1]?.length ?? 0;
  const unit = 10 ** -digits;
  return [1, 100].some((factor) => Math.abs(numberOf(printed) - factor * value) <= unit * 0.5000001);
}

/** Differences are told without their sign where words say which way they point. */
function isOneOf(printed: readonly string[], triples: readonly Triple[]): boolean {
  const fits = (triple: readonly number[]): boolean => printed.every((text, i) => isRounded(text, triple[i]!));
  return triples.some(([mean, low, high]) => fits([mean, low, high]) || fits([-mean, -high, -low]));
}

/** Rows of Markdown tables whose first cell is a pattern. */
const tableRows = (markdown: string): string[][] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '))
    .filter(([name]) => ofPattern.has(name!));

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(lt|gt|amp|quot|#39|nbsp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', amp: '&', nbsp: ' ' })[name] ?? '"',
    )
    .replace(/\s+/g, ' ')
    .trim();

describe('the same numbers', () => {
  it('stand in runs.csv and summary.csv: every mean of the one is worked out from the other', () => {
    for (const row of rowsOf('summary.csv')) {
      const values = columns(row.pattern!, row.measure!).filter((value) => !Number.isNaN(value));
      expect(values.length).toBe(Number(row.n));
      if (values.length === 0) continue;
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(Number(row.mean), 9);
    }
  });

  it('stand in the tables of report.md, each in the row of its pattern', () => {
    let seen = 0;
    for (const [name, ...cells] of tableRows(files.get('report.md')!)) {
      for (const printed of cells.flatMap(estimatesIn)) {
        expect(isOneOf(printed, ofPattern.get(name!)!), `${name}: ${printed.join(' ')}`).toBe(true);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(50);
  });

  it('stand in its sentences, and in what is read out in place of the charts', () => {
    const words = files
      .get('report.md')!
      .split('\n')
      .filter((line) => !line.startsWith('| '))
      .join('\n')
      .replace(/\\/g, '');
    const estimates = estimatesIn(words);
    expect(estimates.length).toBeGreaterThan(20);
    for (const printed of estimates) expect(isOneOf(printed, all), printed.join(' ')).toBe(true);
  });

  it('stand in the tables of report.html, cell by cell', () => {
    const html = files.get('report.html')!;
    const rows = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)]
      .map(([, row]) => [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => plain(cell!)))
      .filter(([name]) => ofPattern.has(name!));
    const clean = (cell: string): string => plain(cell.replace(/\\/g, '').replace(/`|\*\*/g, ''));
    // Markdown has a table a group of measures where the page has one.
    const byName = (all: readonly string[][]): Map<string, string[]> =>
      new Map(
        [...ofPattern.keys()].map((name) => [
          name,
          all
            .filter(([one]) => one === name)
            .flatMap(([, ...cells]) => cells)
            .sort(),
        ]),
      );
    const told = byName(rows);
    for (const cells of told.values()) expect(cells.length).toBeGreaterThan(20);
    expect(told).toEqual(byName(tableRows(files.get('report.md')!).map((cells) => cells.map(clean))));
  });

  it('stand in the sentences of the page', () => {
    const answer = plain(files.get('report.html')!.split('id="first"')[1]!.split('</section>')[0]!);
    const told = estimatesIn(answer);
    expect(told.length).toBeGreaterThan(1);
    for (const printed of told) expect(isOneOf(printed, all), printed.join(' ')).toBe(true);
  });

  it('are drawn: every bound of an interval is one of the files, to the last digit', () => {
    const drawn = ['correct-cost', 'time', 'tokens', 'differences', 'dependability'];
    for (const name of drawn) {
      const spec: unknown = JSON.parse(files.get(`charts/${name}.vl.json`)!);
      const data = (under(spec, 'values') as Readonly<Record<string, unknown>>[][]).flat();
      let seen = 0;
      for (const datum of data) {
        if (typeof datum?.pattern !== 'string') continue;
        const exact = ofPattern.get(datum.pattern)!.flat();
        // Bounds of intervals that reach beyond an axis that ends at 0 are drawn up to it; differences of shares in points.
        const isThere = (value: number): boolean =>
          value === 0 ||
          exact.some(
            (one) =>
              Math.abs(one - value) <= 1e-9 * Math.abs(one) || Math.abs(100 * one - value) <= 1e-9 * Math.abs(value),
          );
        for (const key of [
          'mean',
          'low',
          'high',
          'latencyLow',
          'latencyHigh',
          'costLow',
          'costHigh',
          'cost',
          'latency',
          'difference',
        ]) {
          const value = datum[key];
          if (typeof value !== 'number' || Number.isNaN(value)) continue;
          expect(isThere(value), `${name}: ${datum.pattern} ${key} ${value}`).toBe(true);
          seen++;
        }
      }
      expect(seen, name).toBeGreaterThan(7);
    }
  });

  it('are told by the tooltips of charts', () => {
    for (const name of ['outcomes', 'correct-cost', 'differences', 'dependability']) {
      const spec: unknown = JSON.parse(files.get(`charts/${name}.vl.json`)!);
      const data = (under(spec, 'values') as Readonly<Record<string, unknown>>[][]).flat();
      const told = data.flatMap((datum) =>
        Object.values(datum ?? {}).flatMap((value) =>
          typeof value === 'string'
            ? estimatesIn(value).map((printed) => ({ printed, pattern: String(datum.pattern) }))
            : [],
        ),
      );
      expect(told.length, name).toBeGreaterThan(4);
      for (const { printed, pattern } of told) {
        expect(isOneOf(printed, ofPattern.get(pattern)!), `${name}: ${pattern} ${printed.join(' ')}`).toBe(true);
      }
    }
  });

  it('are printed on the terminal', () => {
    const printed = comparisonTable(found, { width: 120, colour: false });
    const rows = printed
      .split('\n')
      .filter((line) => [...ofPattern.keys()].some((name) => line.startsWith(`${name}  `)));
    const estimates = rows.flatMap((line) => estimatesIn(line).map((one) => [line.split(' ')[0]!, one] as const));
    // The first objective, and the 95th percentile of latency.
    expect(estimates.length).toBe(2 * ofPattern.size);
    for (const [name, one] of estimates)
      expect(isOneOf(one, ofPattern.get(name)!), `${name} ${one.join(' ')}`).toBe(true);
  });
});
