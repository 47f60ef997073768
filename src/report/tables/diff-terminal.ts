import { createColors } from 'picocolors';
import type { MeasureChange } from '../../difference/difference.js';
import type { ChangeLimitResult, ChangeLimitVerdict } from '../../difference/limits.js';
import type { RunFolder } from '../folders/recorded-study.js';
import {
  allowance,
  byMeasure,
  changesOf,
  diffSummary,
  type FolderDiff,
  limitSentence,
  noiseLines,
  onlyInLines,
  sameLines,
  writtenValue,
} from '../words/differences.js';
import { told } from '../words/explanation.js';
import { columnDecimals, counted, decimalsFor, fixed, listed, replications, scaled } from '../words/format.js';
import { wrap } from '../words/wrap.js';
import { range, type TableColumn, withSign } from './columns.js';
import { type Colours, draw, GAP, hang, notShown, pack, type TableOptions, widthOf } from './terminal.js';

/** Scenario values printed before the rest is only counted. */
const VALUES = 20;

const NOTE =
  "B minus A with its 95 % interval, without one if it is the same in every replication. A row counts as changed after Holm's correction over all rows.";

/** What a person sees after `diff`: the sentences, what differs by intent, what changed, what did not, and the limits. */
export function diffTable(diff: FolderDiff, { width, colour }: TableOptions): string {
  const colours = createColors(colour);
  const changed = byMeasure(changesOf(diff.found, 'changed'));
  return [
    ...wrap(`What changed from ${diff.folders[0].dir} to ${diff.folders[1].dir}?`, width).map(colours.bold),
    ...diff.folders.flatMap((folder, side) =>
      wrap(`${side === 0 ? 'A' : 'B'}: ${factsOf(folder)}`, width).map(colours.dim),
    ),
    '',
    ...diffSummary(diff).flatMap((sentence) => wrap(sentence, width)),
    ...section('How the two studies differ', [...setupLines(diff), ...valueLines(diff)], width, colours),
    ...changed.flatMap((rows) => ['', ...measureLines(rows, width, colours)]),
    ...(changed.length === 0 ? [] : ['', ...wrap(NOTE, width).map(colours.dim)]),
    ...section('Within noise', noiseLines(diff), width, colours),
    ...section('The same in every replication', isAllSame(diff) ? [] : sameLines(diff), width, colours),
    ...section('Not compared', onlyInLines(diff), width, colours),
    ...limitLines(diff.found.limits, width, colours),
    '',
  ].join('\n');
}

/** Then the first sentence has said it. */
function isAllSame({ found }: FolderDiff): boolean {
  return found.rows.every(({ verdict }) => verdict === 'same');
}

function factsOf({ dir, name, version, study, requested }: RunFolder): string {
  const made = replications({ runs: study.runs, requested });
  return [dir, name, `version ${version}`, `seed ${study.seed}`, made].join(' · ');
}

function section(title: string, lines: readonly string[], width: number, colours: Colours): string[] {
  return lines.length === 0 ? [] : ['', colours.bold(title), ...lines.flatMap((line) => hang('  ', 4, line, width))];
}

/** Version, seed and replications, where they are not the same. */
function setupLines({ folders: [a, b] }: FolderDiff): string[] {
  const facts = [
    ['version', a.version, b.version],
    ['seed', a.study.seed, b.study.seed],
    ['replications', fixed(a.study.runs, 0), fixed(b.study.runs, 0)],
  ] as const;
  return facts
    .filter(([, before, after]) => before !== after)
    .map(([what, before, after]) => `${what}: ${before} → ${after}`);
}

/** The scenario's values that were edited. */
function valueLines({ values }: FolderDiff): string[] {
  const shown = values.length > VALUES ? values.slice(0, VALUES - 1) : values;
  const lines = shown.map(({ path, before, after }) => `${path}: ${writtenValue(before)} → ${writtenValue(after)}`);
  const more = values.length - shown.length;
  return more === 0 ? lines : [...lines, `and ${counted(more, 'other')}; --json lists them all`];
}

/** A table of the patterns under which one measure changed. */
function measureLines(rows: readonly MeasureChange[], width: number, colours: Colours): string[] {
  const { measure } = rows[0]!;
  const names = rows.map(({ pattern }) => pattern);
  const corner: TableColumn = {
    heading: [withSign(measure.label, measure.unit)],
    align: 'left',
    cells: new Map(names.map((name) => [name, name])),
  };
  const room = width - widthOf(corner);
  const columns = changeColumns(rows);
  const fitting = columns.filter((column) => widthOf(column) + GAP <= room);
  return [
    ...pack(fitting, room, 0).flatMap((fold) => draw([corner, ...fold], names, colours)),
    ...notShown(columns, fitting, width),
  ];
}

/** Before, after, the difference with its interval, how much that is of what it was, and whether it is better. */
function changeColumns(rows: readonly MeasureChange[]): TableColumn[] {
  const { unit } = rows[0]!.measure;
  const differences = rows.map(({ difference }) => told(difference));
  const spread = differences.filter(({ low }) => !Number.isNaN(low));
  const exact = rows.flatMap(({ means }) => means.map((mean) => decimalsFor(scaled(unit, mean), null)));
  const decimals = spread.length > 0 ? columnDecimals(unit, spread) : Math.max(...exact);
  const number = (value: number, digits = decimals): string => fixed(scaled(unit, value), digits);
  const column = (
    heading: readonly string[],
    align: TableColumn['align'],
    cell: (row: MeasureChange, i: number) => string,
  ): TableColumn => ({
    heading,
    align,
    cells: new Map(rows.map((row, i) => [row.pattern, cell(row, i)])),
  });
  return [
    column(['A'], 'right', ({ means }) => number(means[0])),
    column(['B'], 'right', ({ means }) => number(means[1])),
    column([unit === 'share' ? 'B − A in points' : 'B − A', '95 % interval'], 'right', (_, i) => {
      const { mean, low, high } = differences[i]!;
      const signed = `${mean > 0 ? '+' : ''}${number(mean)}`;
      return Number.isNaN(low) ? signed : `${signed} (${range({ low, high }, decimals, number)})`;
    }),
    column(['trend'], 'left', ({ trend }) => trend),
    ...(unit === 'share' ? [] : [column(['of A'], 'right', ({ means }) => relative(means))]),
  ];
}

/** "+4.1 %": of what it was; nothing where it was zero. */
function relative([before, after]: readonly [number, number]): string {
  if (before === 0) return '';
  const share = (after - before) / Math.abs(before);
  return `${share > 0 ? '+' : ''}${fixed(100 * share, 1)} %`;
}

const MARKS: Readonly<Record<ChangeLimitVerdict, string>> = { held: '✓', broken: '✗', 'cannot tell': '?' };

/** What broke a limit, one by one; what cannot be told, a line a limit; what held is counted. */
function limitLines(limits: readonly ChangeLimitResult[], width: number, colours: Colours): string[] {
  if (limits.length === 0) return [];
  const paints = { held: colours.green, broken: colours.red, 'cannot tell': colours.yellow };
  const of = (verdict: ChangeLimitVerdict): ChangeLimitResult[] =>
    limits.filter((result) => result.verdict === verdict);
  const line = (verdict: ChangeLimitVerdict, text: string): string[] =>
    hang(`  ${paints[verdict](MARKS[verdict])} `, 4, text, width).map((one) => one.trimEnd());
  const [held, unclear] = [of('held').length, of('cannot tell')];
  const next = 'Compare both again with more --runs; --json lists every row.';
  return [
    '',
    colours.bold('Limits'),
    ...of('broken').flatMap((one) => line('broken', `${limitSentence(one)}; the limit is ${allowance(one)}.`)),
    ...[...new Set(unclear.map(({ limit }) => limit))].flatMap((limit) =>
      line('cannot tell', unclearSentence(unclear.filter((one) => one.limit === limit))),
    ),
    ...(unclear.length === 0 ? [] : hang('    ', 4, next, width).map(colours.dim)),
    ...(held === 0 ? [] : line('held', `${counted(held, 'row')} of ${fixed(limits.length, 0)} within the limit.`)),
  ];
}

/** The pattern that is worst off, and the others by name. */
function unclearSentence(results: readonly ChangeLimitResult[]): string {
  const worst = results.reduce((most, one) => (one.excess.mean > most.excess.mean ? one : most));
  const others = results.filter((one) => one !== worst).map(({ pattern }) => pattern);
  const alone = worst.excess.low > 0 ? ', which exceeds it alone, but not after the correction for all rows' : '';
  const rest = others.length === 0 ? '' : ` The same holds for ${listed(others)}.`;
  return `Not decided whether the limit holds: ${limitSentence(worst)}${alone}; the limit is ${allowance(worst)}.${rest}`;
}
