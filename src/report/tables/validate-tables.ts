/** Everything that the simulator was held against, row by row. */
import Table from 'cli-table3';
import { createColors } from 'picocolors';
import { isFailure, isNews, isPublished, type PublishedRow } from '../../validation/published-row.js';
import type { Row } from '../../validation/row.js';
import { counted } from '../words/format.js';
import type { ValidationFound } from '../words/validation.js';
import { wrap } from '../words/wrap.js';
import type { Colours, TableOptions } from './terminal.js';

/** How the tables are drawn. */
interface View {
  readonly width: number;
  readonly c: Colours;
}

/** A table a kind of evidence, and the counts. */
export function validationTables(found: ValidationFound, { width, colour }: TableOptions): string {
  const view = { width, c: createColors(colour) };
  return [...tablesOf(found.rows, view), ending(found, view)].join('\n\n');
}

/** A table of each kind of evidence that there is. */
function tablesOf(rows: readonly Row[], view: View): string[] {
  const of = (kind: Row['kind']): Row[] => rows.filter((row) => row.kind === kind);
  const tables: [readonly Row[], () => string][] = [
    [of('law'), () => everyRow('law', of('law'), view)],
    [of('closed form'), () => everyRow('closed form', of('closed form'), view)],
    [of('recorded run'), () => everyRow('recorded run', of('recorded run'), view)],
    [of('recorded fault'), () => everyRow('recorded fault', of('recorded fault'), view)],
    [rows.filter(isPublished), () => publishedResults(rows.filter(isPublished), view)],
  ];
  return tables.filter(([shown]) => shown.length > 0).map(([, table]) => table());
}

/** Every row: what, expected, got, error, allowed. */
function everyRow(kind: Row['kind'], rows: readonly Row[], { width, c }: View): string {
  const numbers = 4 * 11 + 3;
  const room = Math.max(24, width - numbers - 6);
  const table = plainTable(['', kind, 'expected', 'got', 'error', 'allowed'], room);
  for (const row of rows) {
    const text = wrap(`${row.name}: ${row.what}, ${row.unit}`, room);
    const note = row.ok || row.note === undefined ? [] : wrap(row.note, room);
    const cells = [row.expected, row.got, row.error, row.allowed].map(short);
    table.push([mark(row.ok, c), [...text, ...note, ...wrap(row.source, room).map(c.dim)].join('\n'), ...cells]);
  }
  return table.toString();
}

const MARKS = { agrees: '✓', lacks: '✗', fails: '✗', sets: '·' } as const;

/** By source: each figure, whether it sets or is checked, with what, and why it does not agree. */
function publishedResults(rows: readonly PublishedRow[], { width, c }: View): string {
  const paints = { agrees: c.green, lacks: c.red, fails: c.red, sets: c.dim };
  const columns = ['', 'published result', 'figure', 'published', 'got', 'error', 'allowed'];
  const room = Math.max(24, width - (7 + 9 + 3 * 10) - columns.length);
  const table = plainTable(columns, room);
  for (const source of new Set(rows.map((row) => row.source))) {
    table.push(['', { content: ['', ...wrap(source, room).map(c.bold)].join('\n'), colSpan: columns.length - 1 }]);
    for (const row of rows.filter((candidate) => candidate.source === source)) {
      const text = wrap(`${row.name}: ${row.what}, ${row.unit}`, room);
      const note = row.note === undefined ? [] : wrap(row.note, room);
      const cells = [row.expected, row.got, row.error, row.allowed].map(roundedNumber);
      const lines = [...text, ...note, ...wrap(row.basis, room).map(c.dim)];
      table.push([paints[row.verdict](MARKS[row.verdict]), lines.join('\n'), row.role, ...cells]);
    }
  }
  const legend = [
    `${c.green(MARKS.agrees)} agrees`,
    `${c.red(MARKS.fails)} does not: a mechanism is missing, if named`,
    `${c.dim(MARKS.sets)} sets a parameter, and proves nothing`,
  ];
  return `${table.toString()}\n\n${legend.join(width < 100 ? '\n' : '   ')}`;
}

function ending({ rows, notCovered, notExpressible }: ValidationFound, { width, c }: View): string {
  const failed = rows.filter(isFailure);
  const kinds = (['law', 'closed form', 'recorded run', 'recorded fault'] as const).flatMap((kind) => {
    const of = rows.filter((row) => row.kind === kind);
    const agreeing = of.filter((row) => row.ok).length;
    if (of.length === 0) return [];
    return [
      kind === 'law'
        ? `${agreeing} of ${of.length} rows of laws hold`
        : `${agreeing} of ${of.length} rows of ${kind}s agree`,
    ];
  });
  const checked = rows.filter(isPublished).filter(({ role }) => role === 'checked');
  const agree = checked.filter(({ verdict }) => verdict === 'agrees').length;
  const lacking = checked.filter(({ verdict }) => verdict === 'lacks').length;
  if (checked.length > 0)
    kinds.push(
      `${agree} of ${checked.length} published figures that are checked agree, ${lacking} fail because a mechanism is missing that is named`,
    );
  const lines = wrap(`${kinds.join(', ')}.`, width);
  const news = failed.filter(isNews).length;
  const unknown = news === failed.length ? '' : `, ${news} of them for a reason that is not known`;
  if (failed.length > 0) lines.push(c.red(`${counted(failed.length, 'row')} failed${unknown}.`));
  if (notExpressible.length > 0) lines.push('', 'Recorded faults that cannot be staged:');
  for (const why of notExpressible) lines.push(...wrap(`${why}.`, width).map(c.dim));
  if (notCovered.length > 0) {
    const runs = notCovered.reduce((sum, entry) => sum + entry.runs, 0);
    lines.push('', `${counted(runs, 'recorded run')} had nothing to be held against:`);
    for (const why of new Set(notCovered.map((entry) => entry.why))) {
      const of = notCovered.filter((entry) => entry.why === why);
      const list = of.map((entry) => `${entry.framework} ${entry.variant} (${entry.runs})`).join(', ');
      lines.push(...wrap(`${why}: ${list}`, width).map(c.dim));
    }
  }
  return lines.join('\n');
}

function plainTable(head: string[], textWidth: number): InstanceType<typeof Table> {
  const none = Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
    ].map((key) => [key, '']),
  );
  return new Table({
    head,
    chars: { ...none, middle: ' ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [1, textWidth],
    colAligns: ['left', 'left', ...head.slice(2).map(() => 'right' as const)],
  });
}

function mark(ok: boolean, c: Colours): string {
  return ok ? c.green('✓') : c.red('✗');
}

/** Whole numbers as they are, others with five significant digits. */
function short(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return Math.abs(value) < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(5)));
}

/** Published figures have three digits. */
export const roundedNumber = (value: number): string => short(Number(value.toPrecision(3)));
