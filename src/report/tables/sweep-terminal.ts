import { createColors } from 'picocolors';
import { judgedDifference, type SummaryRow } from '../../study/summary-row.js';
import type { SweepCell } from '../../sweep/cells.js';
import type { Sweep } from '../../sweep/sweep.js';
import { columnDecimals, counted, fixed, headingUnit, inSentence, scaled, UNDEFINED } from '../words/format.js';
import { sweepAnswer } from '../words/sweep-answer.js';
import {
  isWon,
  marginText,
  parameterTitle,
  rowsAt,
  runnerUp,
  valueText,
  verdictWord,
  winners,
} from '../words/sweep-values.js';
import { wrap } from '../words/wrap.js';
import { range, type TableColumn, withSign } from './columns.js';
import { curveTable } from './sweep-curves.js';
import {
  type Colours,
  closing,
  draw,
  GAP,
  hang,
  leftmost,
  notShown,
  pack,
  paragraphs,
  type TerminalView,
  warningLines,
  widthOf,
} from './terminal.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What a person sees after `sweep`: who wins where as a table or a map, the answer, warnings, and who was left out. */
export function sweepTable(sweep: Sweep, view: TerminalView): string {
  const { width, colour } = view;
  const colours = createColors(colour);
  const { scenario, axes, runs, seed, patterns, leftOut, warnings } = sweep;
  const paths = axes.map(({ parameter }) => parameter.path).join(' and ');
  const facts = [scenario.name, counted(patterns.length, 'pattern'), counted(sweep.cells.length, 'cell')];
  const [names, columns] = axes.length === 1 ? curveColumns(sweep) : mapColumns(sweep);
  return paragraphs([
    ...wrap(`${scenario.question} Along ${paths}.`, width).map(colours.bold),
    ...wrap([...facts, effortText(runs, sweep.mostRuns), `seed ${seed}`].join(' · '), width).map(colours.dim),
    '',
    ...(axes.length === 1 ? [...curves(sweep, width, colours), ''] : []),
    ...(axes.length === 1 ? [] : wrap(`Across: ${axes[0]!.parameter.path}. Up: ${axes[1]!.parameter.path}.`, width)),
    ...(axes.length === 1 ? draw(leftmost(columns, width), names, colours) : folded(columns, names, width, colours)),
    ...sweepNotes(sweep).flatMap((note) => wrap(note, width).map(colours.dim)),
    ...(leftOut.length === 0 ? [] : ['', colours.bold('Left out')]),
    ...leftOut.flatMap(({ pattern, why }) => hang('  ', 2, `${pattern}: ${why}`, width)),
    ...warningLines(warnings, width, colours),
    '',
    ...sweepAnswer(sweep).flatMap((sentence) => wrap(sentence, width)),
    ...closing(view, [], [], colours),
  ]);
}

/** "200 replications each", "200 to 1,600 replications each". */
export function effortText(runs: number, most: number): string {
  return most > runs
    ? `${fixed(runs, 0)} to ${counted(most, 'replication')} each`
    : `${counted(runs, 'replication')} each`;
}

/** Drawn where there are several values; the rightmost columns are left out where they do not fit. */
function curves(sweep: Sweep, width: number, colours: Colours): string[] {
  const { names, columns } = curveTable(sweep);
  return draw(leftmost(columns, width), names, colours);
}

/** Columns that do not fit beside the first ones stand under them, the values repeated. */
function folded(
  [values, ...columns]: readonly TableColumn[],
  names: readonly string[],
  width: number,
  colours: Colours,
): string[] {
  const room = width - widthOf(values!);
  const fitting = columns.filter((column) => widthOf(column) + GAP <= room);
  const blocks = pack(fitting, room, 0).map((block) => draw([values!, ...block], names, colours));
  return [...blocks.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines])), ...notShown(columns, fitting, width)];
}

/** What the columns or the letters mean. */
export function sweepNotes(sweep: Sweep): string[] {
  const { measure, patterns } = sweep;
  const pairs = (patterns.length * (patterns.length - 1)) / 2;
  const looks = sweep.mostRuns > sweep.runs ? ' and all looks' : '';
  const test = `after Holm's correction over all ${counted(pairs, 'pair')} of a cell${looks}`;
  if (sweep.axes.length === 1) {
    return [
      `Best and second-best mean of ${inSentence(measure.label)}, 95 % intervals; behind: paired difference of the second from the best, its interval ${test}: shown where it does not reach zero. Tie: no difference shown; perhaps: shown alone, but not after the correction; ties: number of patterns tied with the best; equal: shown to be ${marginText(sweep)}.${effortNote(sweep)}`,
    ];
  }
  const legend = [...lettersOf(sweep)].map(([name, letter]) => `${letter} ${name}`).join(', ');
  return [
    `${legend}. Small letter: best mean, but no difference from some other pattern is shown, ${test}.${effortNote(sweep)}`,
  ];
}

/** A letter for every pattern that is best somewhere, those that are most often so first. */
export function lettersOf(sweep: Sweep): Map<string, string> {
  return new Map(winners(sweep).map(({ name }, i) => [name, LETTERS[i] ?? '*']));
}

/** Its winner's letter; small where no difference to some other one is shown; a dash where no pattern has a value. */
export function letterOf(cell: SweepCell, letters: ReadonlyMap<string, string>): string {
  const letter = cell.winner === null ? UNDEFINED : letters.get(cell.winner)!;
  return isWon(cell) ? letter : letter.toLowerCase();
}

/** A line a value: the best, the second, and how far it is behind. The names are the values. */
export function curveColumns(sweep: Sweep): [names: string[], columns: TableColumn[]] {
  const { axes, cells, measure } = sweep;
  const { parameter } = axes[0]!;
  const names = cells.map(({ values }) => valueText(parameter, values[0]!));
  const best = cells.map((cell) => rowsAt(cell, measure.id).find(({ pattern }) => pattern === cell.winner) ?? null);
  const second = cells.map((cell) => runnerUp(sweep, cell));
  const decimals = columnDecimals(
    measure.unit,
    [...best, ...second].filter((row) => row !== null),
  );
  const number = (value: number, digits: number): string => fixed(scaled(measure.unit, value), digits);
  const estimate = (row: SummaryRow | null): string => (row === null ? UNDEFINED : withInterval(row, decimals, number));
  const behind = (row: SummaryRow | null): string => {
    const judged = row === null ? null : judgedDifference(row.vsBest, row.shown);
    return judged === null ? UNDEFINED : withInterval(signedBehind(judged, measure.better), decimals, number);
  };
  const column = (
    heading: readonly string[],
    align: TableColumn['align'],
    text: (i: number) => string,
  ): TableColumn => {
    return { heading, align, cells: new Map(names.map((name, i) => [name, text(i)])) };
  };
  const unit = headingUnit(measure.unit);
  const columns = [
    column(headingOf(parameterTitle(parameter)), 'right', (i) => names[i]!),
    column(['best'], 'left', (i) => best[i]?.pattern ?? UNDEFINED),
    column([withSign(inSentence(measure.label), measure.unit), '95 % interval'], 'right', (i) => estimate(best[i]!)),
    column(['second'], 'left', (i) => second[i]?.pattern ?? UNDEFINED),
    column([unit === '' ? 'behind' : `behind, ${unit}`, 'interval'], 'right', (i) => behind(second[i]!)),
    column(['verdict'], 'left', (i) => (second[i] === null ? '' : verdictWord(second[i]!, cells[i]!))),
    column(['ties'], 'right', (i) => String(cells[i]!.tied.length)),
    ...(hasMore(sweep) ? [column(['repli-', 'cations'], 'right', (i) => fixed(cells[i]!.replications, 0))] : []),
  ];
  return [names, columns];
}

/** Some cells have more replications than all have. */
const hasMore = ({ cells, runs }: Sweep): boolean => cells.some(({ replications }) => replications > runs);

/** How many cells have how many replications. */
function effortNote(sweep: Sweep): string {
  if (!hasMore(sweep)) return '';
  const { cells } = sweep;
  const all = [...new Set(cells.map(({ replications }) => replications))].sort((a, b) => a - b);
  const told = all.map((n) => `${fixed(n, 0)} at ${cells.filter(({ replications }) => replications === n).length}`);
  return ` Replications: ${told.join(', ')} of ${counted(cells.length, 'cell')}; those beyond the first ${fixed(sweep.runs, 0)} under the patterns that may be the best only.`;
}

/** A path may be long: broken behind its dots. */
function headingOf(title: string): string[] {
  return title.split(/(?<=\.)(?=[a-z])/i);
}

/** How much worse, whichever direction that is. */
function signedBehind(difference: { mean: number; low: number; high: number }, better: string): typeof difference {
  if (better !== 'higher') return difference;
  return { mean: -difference.mean, low: -difference.high, high: -difference.low };
}

function withInterval(
  { mean, low, high }: { readonly mean: number; readonly low: number; readonly high: number },
  decimals: number,
  number: (value: number, decimals: number) => string,
): string {
  const text = number(mean, decimals);
  return Number.isNaN(low) ? text : `${text} (${range({ low, high }, decimals, number)})`;
}

/** A line a value of the second parameter, highest first; a column a value of the first one. */
export function mapColumns(sweep: Sweep): [names: string[], columns: TableColumn[]] {
  const { axes, cells } = sweep;
  const [across, up] = [axes[0]!, axes[1]!];
  const letters = lettersOf(sweep);
  const names = up.values.map((value) => valueText(up.parameter, value)).reverse();
  const column = (value: number): TableColumn => {
    const mine = cells.filter(({ values }) => values[0] === value);
    const entries = mine.map((cell) => [valueText(up.parameter, cell.values[1]!), letterOf(cell, letters)] as const);
    const text = valueText(across.parameter, value);
    return { heading: [text], align: 'left', cells: new Map(entries) };
  };
  const corner: TableColumn = {
    heading: [''],
    align: 'right',
    cells: new Map(names.map((name) => [name, name])),
  };
  return [names, [corner, ...across.values.map((value) => column(value))]];
}
