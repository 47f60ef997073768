import Table from 'cli-table3';
import { createColors } from 'picocolors';
import stringWidth from 'string-width';
import type { Comparison } from '../../compare/comparison.js';
import { OUTCOME_LABELS, type TaskOutcome } from '../../compare/summary-rows.js';
import type { StudyWarning } from '../../study/warning.js';
import { answer } from '../words/compare-answer.js';
import { comparisonConditions } from '../words/conditions.js';
import { counted, replications } from '../words/format.js';
import { kindSentences } from '../words/kinds.js';
import { loadSentences } from '../words/offered-load.js';
import { publishedSentences } from '../words/published.js';
import { wrap } from '../words/wrap.js';
import { comparisonColumns, type TableColumn, tableNote } from './columns.js';
import { measuredOutcomes, OUTCOME_MARKS, outcomeBar } from './outcome-bar.js';

export { wrap };

export interface TableOptions {
  /** Columns of the terminal; no line is longer. */
  readonly width: number;
  readonly colour: boolean;
}

type Paint = (text: string) => string;
export type Colours = ReturnType<typeof createColors>;

/** Characters between two columns. */
export const GAP = 2;
/** Characters of the outcome bar: `folded` where the table breaks into blocks anyway. */
const BAR = { least: 10, folded: 20, most: 24 };
/**
 * What a person sees after `compare`: the table sorted by the first objective, the answer in three sentences, the
 * warnings each with its next step, and the patterns left out with the reason.
 */
export function comparisonTable(comparison: Comparison, { width, colour }: TableOptions): string {
  const colours = createColors(colour);
  const { scenario, seed } = comparison;
  const facts = [counted(comparison.patterns.length, 'pattern'), replications(comparison), `seed ${seed}`].join(' · ');
  const answered = answer(comparison);
  return [
    ...wrap(scenario.question, width).map(colours.bold),
    ...wrap(`${scenario.name} · ${facts}`, width).map(colours.dim),
    '',
    ...tables(comparison, width, colours),
    ...wrap(tableNote(comparison), width).map(colours.dim),
    '',
    ...answered.flatMap((sentence) => wrap(sentence, width)),
    ...loadSentences(comparison, answered).flatMap((sentence) => wrap(sentence, width)),
    ...kindSentences(comparison).flatMap((sentence) => wrap(sentence, width)),
    ...publishedSentences(comparison).flatMap((sentence) => wrap(sentence, width)),
    ...comparisonConditions(comparison).flatMap((sentence) => wrap(sentence, width)),
    ...warningLines(comparison.warnings, width, colours),
    ...(comparison.leftOut.length === 0 ? [] : ['', colours.bold('Left out')]),
    ...comparison.leftOut.flatMap(({ pattern, why }) => hang('  ', 2, `${pattern}: ${why}`, width)),
    '',
  ].join('\n');
}

/** Each warning with its next step, after an empty line. */
export function warningLines(warnings: readonly StudyWarning[], width: number, colours: Colours): string[] {
  return warnings.flatMap(({ message, next }) => [
    '',
    ...hang(`${colours.yellow('!')} `, 2, message, width),
    ...hang(`  ${colours.cyan('→')} `, 4, next, width),
  ]);
}

/** A table a block of columns: those that do not fit beside the first ones are folded under them, names repeated. */
function tables(comparison: Comparison, width: number, colours: Colours): string[] {
  const { ranking } = comparison;
  const names: TableColumn = {
    heading: ['pattern'],
    align: 'left',
    cells: new Map(ranking.map((name) => [name, name])),
  };
  const room = width - widthOf(names);
  const columns = comparisonColumns(comparison);
  const fitting = columns.filter((column) => widthOf(column) + GAP <= room);
  const bars = measuredOutcomes(comparison).length > 0 && room >= BAR.least + GAP;
  const whole = pack(fitting, room, bars ? BAR.least + GAP : 0);
  const blocks = whole.length === 1 || !bars ? whole : pack(fitting, room, Math.min(BAR.folded + GAP, room));
  const lines: string[] = [];
  blocks.forEach((block, index) => {
    const withBar = bars && index === 0;
    const used = block.reduce((sum, column) => sum + widthOf(column) + GAP, widthOf(names) + GAP);
    const bar = withBar ? [barColumn(comparison, Math.min(BAR.most, width - used), colours)] : [];
    lines.push(...draw([names, ...bar, ...block], comparison.ranking, colours));
    if (withBar) lines.push(...legend(comparison, width, colours));
    lines.push('');
  });
  return [...lines, ...notShown(columns, fitting, width)];
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

function barColumn(comparison: Comparison, width: number, colours: Colours): TableColumn {
  const bars = comparison.ranking.map((name) => {
    const segments = outcomeBar(comparison, name, width);
    return [
      name,
      segments.map(({ outcome, length }) => paintOf(outcome, colours)(OUTCOME_MARKS[outcome].repeat(length))).join(''),
    ] as const;
  });
  return { heading: ['how tasks end'.slice(0, width)], align: 'left', cells: new Map(bars) };
}

function legend(comparison: Comparison, width: number, colours: Colours): string[] {
  const entries = measuredOutcomes(comparison).map((outcome) => ({ outcome, text: OUTCOME_LABELS[outcome] }));
  const lines: string[][] = [[]];
  let length = 0;
  for (const { outcome, text } of entries) {
    const needed = text.length + 2 + 3;
    if (length > 0 && length + needed - 3 > width) {
      lines.push([]);
      length = 0;
    }
    lines.at(-1)!.push(`${paintOf(outcome, colours)(OUTCOME_MARKS[outcome])} ${text}`);
    length += needed;
  }
  return lines.map((entries) => entries.join('   '));
}

function paintOf(outcome: TaskOutcome, colours: Colours): Paint {
  return {
    correct: colours.green,
    late: colours.yellow,
    wrong: colours.red,
    failed: colours.magenta,
    stalled: colours.cyan,
  }[outcome];
}

export function widthOf(column: TableColumn): number {
  return Math.max(...[...column.heading, ...column.cells.values()].map((text) => stringWidth(text)));
}

/** Text after a mark, its further lines indented to stand under the first. */
export function hang(mark: string, indent: number, text: string, width: number): string[] {
  return wrap(text, width - indent).map((line, index) => (index === 0 ? mark : ' '.repeat(indent)) + line);
}
