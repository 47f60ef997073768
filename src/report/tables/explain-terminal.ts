import { createColors } from 'picocolors';
import { type AccountLine, isShown, isTakenOut } from '../../explain/account.js';
import type { Explanation } from '../../explain/explain.js';
import { whoChecks } from '../words/conditions.js';
import { explanation, told } from '../words/explanation.js';
import { columnDecimals, counted, decimalsFor, fixed, replications, scaled } from '../words/format.js';
import { wrap } from '../words/wrap.js';
import { range, type TableColumn, withSign } from './columns.js';
import {
  type Colours,
  closing,
  draw,
  GAP,
  notShown,
  pack,
  paragraphs,
  type TerminalView,
  warningLines,
  widthOf,
} from './terminal.js';

/** Lines under both patterns: a part each, and what they add up to last. */
export interface AccountBlock {
  readonly title: string;
  readonly unit: string;
  /** Those that are zero in every run are left out. */
  readonly lines: readonly AccountLine[];
  readonly names: readonly string[];
}

/** The row of the whole, in every table and chart. */
export const TOTAL = 'total';

const BAR = { least: 9, most: 25 };

/** Seconds, tokens and false claims taken apart, as far as there are any; then how tasks end, and what they cost. */
export function blocksOf({ accounts, ends, cost }: Explanation): AccountBlock[] {
  const parts = accounts
    .filter(({ whole }) => whole.difference.n > 0)
    .map(({ whole, parts, beside }) => {
      const [before, after] = [parts.filter(isThere), beside.filter(isThere)];
      const names = [...before.map(labelOf), TOTAL, ...after.map(labelOf)];
      return block(whole.measure.label, [...before, whole, ...after], names);
    });
  const shares = ends.filter(isThere);
  return [...parts, block('how tasks end', shares, shares.map(labelOf)), block('cost', [cost], ['per task'])];
}

/** Both patterns and the difference between them, as the terminal and the Markdown report print them. */
export function blockColumns({ lines, names, unit }: AccountBlock, patterns: Explanation['names']): TableColumn[] {
  const decimals = decimalsOf(lines, unit);
  const number = (value: number): string => fixed(scaled(unit, value), decimals);
  const cells = (of: (line: AccountLine) => string): TableColumn['cells'] =>
    new Map(names.map((name, i) => [name, of(lines[i]!)]));
  return [
    ...patterns.map(
      (pattern, side): TableColumn => ({
        heading: broken(pattern),
        align: 'right',
        cells: cells(({ means }) => number(means[side]!.mean)),
      }),
    ),
    {
      heading: ['difference', '95 % interval'],
      align: 'right',
      cells: cells(({ difference }) => {
        const mean = number(difference.mean);
        const interval = told(difference);
        return Number.isNaN(interval.low) ? mean : `${mean} (${range(interval, decimals, number)})`;
      }),
    },
  ];
}

/** Digits by the intervals of the differences; where all of them are the same in every replication, by the numbers. */
function decimalsOf(lines: readonly AccountLine[], unit: string): number {
  const spread = lines.map(({ difference }) => told(difference)).filter(({ low }) => !Number.isNaN(low));
  if (spread.length > 0) return columnDecimals(unit, spread);
  const numbers = lines.flatMap(({ means, difference }) => [...means, difference].map(({ mean }) => mean));
  return Math.max(0, ...numbers.map((number) => decimalsFor(scaled(unit, number), null)));
}

/** What the columns mean. */
export function explainNote({ names: [a, b], runs, tasks, delivered }: Explanation): string {
  const some = delivered.both > 0 && delivered.both < tasks;
  const both = some ? ` Latency and false claims: of the ${fixed(delivered.both, 0)} tasks delivered under both.` : '';
  return `Means of ${counted(runs, 'replication')}. Differences: ${b} minus ${a}, paired by replication, each with its 95 % interval (Student's t), without one if it is the same in all replications.${both} Rows that are zero under both are left out.`;
}

/** What a person sees after `explain`: a table a quantity with a bar a difference, then the sentences and the warnings. */
export function explainTable(found: Explanation, view: TerminalView): string {
  const { width, colour } = view;
  const colours = createColors(colour);
  const { scenario, names, seed } = found;
  const [answer = '', ...more] = explanation(found);
  const facts = `${scenario.name} · ${names[0]} and ${names[1]} · ${replications(found)} · seed ${seed}`;
  return paragraphs([
    ...wrap(`Why does ${names[1]} differ from ${names[0]}?`, width).map(colours.bold),
    ...wrap(facts, width).map(colours.dim),
    '',
    ...blocksOf(found).flatMap((block) => [...blockLines(block, found, width, colours), '']),
    ...wrap(`${explainNote(found)} █ difference shown, ░ not shown.`, width).map(colours.dim),
    '',
    ...warningLines(found.warnings, width, colours),
    '',
    ...wrap(answer, width).map(colours.bold),
    ...[...more, ...whoChecks(found.scenario, found.names)].flatMap((sentence) => wrap(sentence, width)),
    ...closing(view, [], [], colours),
  ]);
}

/** Columns that do not fit side by side are folded, names repeated; there is a bar where there is room for one. */
function blockLines(block: AccountBlock, { names }: Explanation, width: number, colours: Colours): string[] {
  const corner: TableColumn = {
    heading: [withSign(block.title, block.unit)],
    align: 'left',
    cells: new Map(block.names.map((name) => [name, name])),
  };
  const room = width - widthOf(corner);
  const columns = blockColumns(block, names);
  const fitting = columns.filter((column) => widthOf(column) + GAP <= room);
  const folds = pack(fitting, room, 0);
  const rest = room - GAP - folds.at(-1)!.reduce((sum, column) => sum + widthOf(column) + GAP, 0);
  const bar = folds.length === 1 && rest >= BAR.least ? [barColumn(block, Math.min(rest, BAR.most), colours)] : [];
  return [
    ...folds.flatMap((fold) => draw([corner, ...fold, ...bar], block.names, colours)),
    ...notShown(columns, fitting, width),
  ];
}

/** Bars to both sides of zero; the longest takes all of its side, and a small difference that is shown a thin line. */
function barColumn({ lines, names }: AccountBlock, width: number, colours: Colours): TableColumn {
  const side = Math.floor((width - 1) / 2);
  const most = Math.max(...lines.map(({ difference }) => Math.abs(difference.mean)));
  const cells = lines.map((line, i): [string, string] => {
    const { mean } = line.difference;
    const length = most > 0 ? Math.round((Math.abs(mean) / most) * side) : 0;
    const thin = isShown(line.difference) ? (mean < 0 ? '▕' : '▏') : '';
    const marks = length === 0 ? thin : (isShown(line.difference) ? '█' : '░').repeat(length);
    const bar = paintOf(line, colours)(marks);
    return [names[i]!, mean < 0 ? `${' '.repeat(side - marks.length)}${bar}│` : `${' '.repeat(side)}│${bar}`];
  });
  return { heading: [], align: 'left', cells: new Map(cells) };
}

function paintOf({ measure, difference }: AccountLine, colours: Colours): (text: string) => string {
  if (!isShown(difference)) return colours.dim;
  return difference.mean > 0 === (measure.better === 'higher') ? colours.green : colours.red;
}

function block(title: string, lines: readonly AccountLine[], names: readonly string[]): AccountBlock {
  return { title, unit: lines[0]?.measure.unit ?? '1', lines, names };
}

function isThere({ means }: AccountLine): boolean {
  return means.some(({ mean }) => mean !== 0);
}

/** What is taken out stands with a minus. */
function labelOf(line: AccountLine): string {
  return isTakenOut(line) ? `− ${line.measure.label}` : line.measure.label;
}

/** A long name in lines, broken after its hyphens. */
function broken(name: string): string[] {
  const lines: string[] = [''];
  for (const word of name.split(/(?<=-)/)) {
    if (lines.at(-1) !== '' && lines.at(-1)!.length + word.length > 12) lines.push('');
    lines[lines.length - 1] += word;
  }
  return lines;
}
