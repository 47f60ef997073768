/** What every table and text of the terminal is made with: columns in blocks, hanging lines, warnings, the width. */
import Table from 'cli-table3';
import { createColors } from 'picocolors';
import stringWidth from 'string-width';
import type { StudyWarning } from '../../study/warning.js';
import { wrap } from '../words/wrap.js';
import type { TableColumn } from './columns.js';

export interface TableOptions {
  /** Columns of the terminal; no line is longer. */
  readonly width: number;
  readonly colour: boolean;
}

/** A terminal that is told of a run folder. */
export interface TerminalView extends TableOptions {
  /** Null where none was written. */
  readonly folder: string | null;
  /** The scenario as one would type it again. */
  readonly given: string;
}

export type Colours = ReturnType<typeof createColors>;
export type Paint = (text: string) => string;

/** Characters between two columns. */
export const GAP = 2;

/** Each warning with its next step, after an empty line. */
export function warningLines(warnings: readonly StudyWarning[], width: number, colours: Colours): string[] {
  return warnings.flatMap(({ message, next }) => [
    '',
    ...hang(`${colours.yellow('!')} `, 2, message, width),
    ...hang(`  ${colours.cyan('→')} `, 4, next, width),
  ]);
}

/** The columns that even alone are too wide. */
export function notShown(columns: readonly TableColumn[], fitting: readonly TableColumn[], width: number): string[] {
  const dropped = columns.filter((column) => !fitting.includes(column)).map((column) => column.heading.join(' '));
  return dropped.length === 0 ? [] : wrap(`Not shown at this width: ${dropped.join('; ')}.`, width);
}

/** Fills blocks from the left, in order; the first one has `reserved` less room. There is always a first block. */
export function pack(columns: readonly TableColumn[], room: number, reserved: number): TableColumn[][] {
  const blocks: TableColumn[][] = [[]];
  let left = room - reserved;
  for (const column of columns) {
    const needed = widthOf(column) + GAP;
    if (needed > left) {
      blocks.push([]);
      left = room;
    }
    blocks.at(-1)!.push(column);
    left -= needed;
  }
  return blocks;
}

/** The lines of a text, with no two empty ones in a row. */
export function paragraphs(lines: readonly string[]): string {
  return lines.filter((line, i) => line !== '' || lines[i - 1] !== '').join('\n');
}

/** As many columns as fit, from the left. */
export function leftmost(columns: readonly TableColumn[], width: number): TableColumn[] {
  const shown = [...columns];
  while (shown.length > 1 && shown.reduce((sum, column) => sum + widthOf(column) + GAP, -GAP) > width) shown.pop();
  return shown;
}

/** Columns side by side, a line a name. */
export function draw(columns: readonly TableColumn[], names: readonly string[], colours: Colours): string[] {
  const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
  const corners = { 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', right: '', 'right-mid': '' };
  const table = new Table({
    head: columns.map((column) => column.heading.map(colours.bold).join('\n')),
    colAligns: columns.map((column) => column.align),
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    chars: { ...none, ...corners, middle: ' '.repeat(GAP), mid: '─', 'mid-mid': '─'.repeat(GAP) },
  });
  for (const name of names) table.push(columns.map((column) => painted(column.cells.get(name) ?? '', colours)));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function painted(cell: string, colours: Colours): string {
  const paints: Readonly<Record<string, Paint>> = {
    best: colours.green,
    better: colours.green,
    worse: colours.red,
    tie: colours.yellow,
  };
  return paints[cell]?.(cell) ?? cell;
}

export function widthOf(column: TableColumn): number {
  return Math.max(...[...column.heading, ...column.cells.values()].map((text) => stringWidth(text)));
}

/** Text after a mark, its further lines indented to stand under the first. */
export function hang(mark: string, indent: number, text: string, width: number): string[] {
  return wrap(text, width - indent).map((line, index) => (index === 0 ? mark : ' '.repeat(indent)) + line);
}

/** Some lines, and when they are left out: 0 never; of the others the highest goes first. */
export interface Block {
  readonly lines: readonly string[];
  readonly rank: number;
}

/** As many blocks as fit into some lines, in their order. */
export function fitted(blocks: readonly Block[], most: number): string[] {
  const lines = blocks.reduce((sum, block) => sum + block.lines.length, 0);
  const last = Math.max(0, ...blocks.map(({ rank }) => rank));
  if (lines <= most || last === 0) return blocks.flatMap((block) => block.lines);
  const dropped = blocks.findLastIndex(({ rank }) => rank === last);
  return fitted(
    blocks.filter((_, i) => i !== dropped),
    most,
  );
}

/** A text in some lines at most; what is cut off is told by an ellipsis. */
export function shortened(text: string, width: number, most: number): string[] {
  const lines = wrap(text, width);
  if (lines.length <= most) return lines;
  const [last = ''] = wrap(lines.slice(most - 1).join(' '), width - 2);
  return [...lines.slice(0, most - 1), `${last} …`];
}

/** Warnings that a short text tells. */
const WARNINGS = 2;

/** The first sentences of two warnings, those about the patterns of the answer first; how many more notes there are. */
export function warningsInBrief(
  warnings: readonly StudyWarning[],
  { about, more }: { readonly about: readonly string[]; readonly more: number },
  width: number,
  colours: Colours,
): Block[] {
  const names = ({ message }: StudyWarning): boolean => about.some((name) => message.includes(name));
  const ordered = [...warnings.filter(names), ...warnings.filter((warning) => !names(warning))];
  const told = ordered.slice(0, WARNINGS);
  const counted = ordered.length - told.length + more;
  const lines = told.map(({ message }) =>
    shortened(message, width - 2, 2).map((line, i) => `${i === 0 ? colours.yellow('!') : ' '} ${line}`),
  );
  const notes = counted === 0 ? [] : [colours.dim(`${counted} ${counted === 1 ? 'note' : 'notes'} more: --all`)];
  return [...lines.map((some, i) => ({ lines: some, rank: i + 2 })), { lines: notes, rank: 0 }];
}

/** The last lines of every study: where its report lies and other files worth reading, and what to type next. */
export function closing(
  { folder, width }: Pick<TerminalView, 'folder' | 'width'>,
  next: readonly string[],
  files: readonly string[],
  colours: Colours,
): string[] {
  const paths = folder === null ? [] : ['report.html', ...files].map((file) => `${folder}/${file}`);
  return [
    ...wrap(paths.join(' · '), width).map(colours.dim),
    ...next.flatMap((command) => hang('  ', 4, command, width)).map(colours.cyan),
  ];
}

/** What a study with one table prints. */
export interface StudyText {
  readonly question: string;
  readonly facts: readonly string[];
  /** The first column heads the rows of every block. */
  readonly columns: readonly TableColumn[];
  readonly names: readonly string[];
  /** Lines between the table and the warnings. */
  readonly between: (colours: Colours) => readonly string[];
  readonly warnings: readonly StudyWarning[];
  /** The answer, then what is behind it. */
  readonly sentences: readonly string[];
}

/** The question, the facts, the table in as many blocks as it needs, the warnings, and last the answer with its report. */
export function studyText(study: StudyText, view: TerminalView): string {
  const { question, facts, names, between, warnings } = study;
  const { width, colour } = view;
  const colours = createColors(colour);
  const [first, ...others] = study.columns;
  const [answer, ...more] = study.sentences;
  const room = width - widthOf(first!);
  const fitting = others.filter((column) => widthOf(column) + GAP <= room);
  return paragraphs([
    ...wrap(question, width).map(colours.bold),
    ...wrap(facts.join(' · '), width).map(colours.dim),
    '',
    ...pack(fitting, room, 0).flatMap((block) => [...draw([first!, ...block], names, colours), '']),
    ...notShown(others, fitting, width),
    ...between(colours),
    ...warningLines(warnings, width, colours),
    '',
    ...wrap(answer!, width).map(colours.bold),
    ...more.flatMap((sentence) => wrap(sentence, width)),
    ...closing(view, [], [], colours),
  ]);
}
