import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { glyphOf } from '../charts/glyphs.js';
import { isBar, proseOf, rowNames } from '../documents/contents.js';
import type { TableBlock, TableCell, TableHeading } from '../documents/document.js';
import { raw } from './escape.js';
import { symbolOf } from './symbols.js';
import { apart, newline, scrolling, textOf } from './text.js';

/** A table in its box; the page's script lets its rows be sorted, looked for and ticked where it says so. */
export function tableElement(table: TableBlock, title: string): Element {
  const { columns, rows, ofPatterns, sorts, filters, ticked } = table;
  const side = (column: number): { className?: string[] } =>
    columns[column]?.align === 'right' ? { className: ['number'] } : {};
  const names = ofPatterns ? rowNames(table) : [];
  const head = columns.map((column, i) =>
    h('th', { scope: 'col', title: column.means, ...side(i) }, headingContent(column)),
  );
  const body = rows.map(([name = '', ...cells], row) => {
    const glyph = ticked === undefined ? '' : glyphOf(names[row]!);
    const symbol = ofPatterns ? [raw(`${symbolOf(names[row]!)}${glyph}`)] : [];
    return h('tr', ofPatterns ? { dataPattern: names[row] } : {}, [
      h('th', { scope: 'row' }, [...symbol, ...textOf(proseOf(name))]),
      ...cells.map((cell, i) => h('td', side(i + 1), cellContent(cell))),
    ]);
  });
  const properties = {
    ariaLabel: title,
    dataSorts: sorts === true ? '' : undefined,
    dataFilters: filters === true ? '' : undefined,
    dataTicked: ticked?.join(' '),
  };
  return scrolling(`Table: ${title}`, [
    newline(),
    h('table', properties, [
      '\n',
      ...groupsOf(columns),
      h('thead', [...groupRow(columns), h('tr', head)]),
      '\n',
      h('tbody', ['\n', ...apart(body)]),
      '\n',
    ]),
    newline(),
  ]);
}

function cellContent(cell: TableCell): ElementContent[] {
  if (!isBar(cell)) return textOf(cell);
  return [h('span.bar', { style: `--s: ${Number(cell.share.toFixed(3))}` }), ...textOf(cell.text)];
}

interface Group {
  readonly name: string;
  readonly span: number;
}

function groupsFound(columns: readonly TableHeading[]): Group[] {
  const groups: { name: string; span: number }[] = [];
  for (const { group = '' } of columns) {
    const last = groups.at(-1);
    if (last?.name === group) last.span++;
    else groups.push({ name: group, span: 1 });
  }
  return groups;
}

const hasGroups = (columns: readonly TableHeading[]): boolean => columns.some(({ group }) => group !== undefined);

function groupsOf(columns: readonly TableHeading[]): ElementContent[] {
  if (!hasGroups(columns)) return [];
  return [...apart(groupsFound(columns).map(({ span }) => h('colgroup', { span })))];
}

function groupRow(columns: readonly TableHeading[]): Element[] {
  if (!hasGroups(columns)) return [];
  const cells = groupsFound(columns).map(({ name, span }) =>
    name === '' ? h('td', { colSpan: span }) : h('th.group', { scope: 'colgroup', colSpan: span }, name),
  );
  return [h('tr.groups', cells)];
}

/** An empty heading still names its column to those who cannot see it. */
function headingContent({ heading }: TableHeading): ElementContent[] {
  if (heading.every((line) => line === '')) return [h('span.unseen', 'Name')];
  return heading.flatMap((value, i): ElementContent[] => [...(i === 0 ? [] : [h('br')]), { type: 'text', value }]);
}
