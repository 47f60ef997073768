import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { type Chart, wordsOf } from '../charts/theme.js';
import { piecesOf, plainText } from '../documents/contents.js';
import type { ReportBlock, ReportSection, RichText, RichTextPart, TableBlock } from '../documents/document.js';
import { boardElement } from './board.js';
import { raw } from './escape.js';
import { symbolOf } from './symbols.js';

/** What the blocks of a document are rendered with. */
export interface PageParts {
  /** By chart name: the static picture. */
  readonly svgs: ReadonlyMap<string, string>;
  /** Those that are highlighted. */
  readonly patterns: ReadonlySet<string>;
}

/** What the names of charts of a single pattern begin with. */
const OF_PATTERN = 'graph-';

export function sectionElement(section: ReportSection, parts: PageParts): Element {
  const { id, title, blocks, folded } = section;
  if (folded !== undefined) {
    return h('details.folded', [
      h('summary', [h('h2', title), h('span.line-of', folded)]),
      h('div', { id }, ['\n', ...blockElements(blocks, title, parts)]),
    ]);
  }
  return h('section', { id, ariaLabelledBy: [`${id}-title`] }, [
    '\n',
    h('h2', { id: `${id}-title` }, title),
    '\n',
    ...blockElements(blocks, title, parts),
  ]);
}

/** Charts that follow each other stand side by side where there is room. */
function blockElements(blocks: readonly ReportBlock[], title: string, parts: PageParts): ElementContent[] {
  const elements: ElementContent[] = [];
  let charts: Element[] = [];
  const flush = (): void => {
    if (charts.length > 0) elements.push(h('div.charts', ['\n', ...apart(charts)]), newline());
    charts = [];
  };
  for (const block of blocks) {
    if (block.kind === 'chart') {
      charts.push(chartElement(block.chart, parts));
      continue;
    }
    flush();
    const element = blockElement(block, title, parts);
    if (element !== null) elements.push(element, newline());
  }
  flush();
  return elements;
}

/** A line each, so that the page's source can be read. */
const apart = (elements: readonly Element[]): ElementContent[] => elements.flatMap((one) => [one, newline()]);

const newline = (): ElementContent => ({ type: 'text', value: '\n' });

function blockElement(block: Exclude<ReportBlock, { kind: 'chart' }>, title: string, parts: PageParts): Element | null {
  switch (block.kind) {
    case 'text':
      return h('p', textOf(block.text));
    case 'list':
      return h('ul', ['\n', ...apart(block.items.map((item) => h('li', textOf(item))))]);
    case 'table':
      return tableElement(block, title);
    case 'board':
      return boardElement(block);
    case 'code':
      // Only a code host draws it; the page tells the same as text.
      if (block.language === 'mermaid') return null;
      return scrolling(`${title}: code`, [h('pre', h('code', { dataLanguage: block.language }, block.text))]);
    case 'details':
      return h('details', [
        '\n',
        h('summary', block.summary),
        '\n',
        ...blockElements(block.blocks, block.summary, parts),
      ]);
  }
}

/** What may be wider than the page scrolls in a box of its own, by keyboard too. */
function scrolling(label: string, children: ElementContent[]): Element {
  return h('div.scroll', { tabIndex: 0, role: 'group', ariaLabel: label }, children);
}

function chartElement(chart: Chart, { svgs, patterns }: PageParts): Element {
  const { name } = chart;
  const { title, subtitle, description } = wordsOf(chart);
  // A picture of one pattern is highlighted as a whole.
  const own = [...patterns].find((pattern) => name === `${OF_PATTERN}${pattern}`);
  const picture = svgs.get(name) ?? '';
  const width = /^<svg [^>]*?width="(\d+)/.exec(picture)?.[1] ?? '600';
  return h('figure', { dataChart: name, dataPattern: own, style: `--w: ${width}` }, [
    '\n',
    h('figcaption', [h('strong', title), ` ${subtitle.join(' ')}`]),
    '\n',
    scrolling(`Chart: ${title}`, [
      newline(),
      h('div.plot', { role: 'img', ariaLabel: description }, [raw(embedded(name, picture))]),
      newline(),
    ]),
    '\n',
  ]);
}

/**
 * The picture inside of a page: the element around it says what it shows, so what Vega says of each mark is left out; and
 * what its definitions are called is told apart from those of other charts, and of the interactive one. A hundredth of a
 * pixel is exact enough. Names of charts are letters, digits and hyphens.
 */
function embedded(name: string, svg: string): string {
  return svg
    .trim()
    .replace(/ (?:aria-[a-z]+|role)="[^"]*"/g, '')
    .replace('<svg ', '<svg aria-hidden="true" ')
    .replace(/(\d\.\d\d)\d+(?=[^<>]*>)/g, '$1')
    .replace(/ id="([^"]*)"/g, (_, id: string) => ` id="${name}-${id}"`)
    .replace(/url\(#([^)]*)\)/g, (_, id: string) => `url(#${name}-${id})`);
}

function tableElement({ columns, rows, ofPatterns }: TableBlock, title: string): Element {
  const side = (column: number): { className?: string[] } =>
    columns[column]?.align === 'right' ? { className: ['number'] } : {};
  const head = columns.map(({ heading }, column) =>
    h('th', { scope: 'col', ...side(column) }, headingContent(heading)),
  );
  const body = rows.map(([name = '', ...cells]) => {
    const text = plainText(name);
    const symbol = ofPatterns ? [raw(symbolOf(text))] : [];
    return h('tr', ofPatterns ? { dataPattern: text } : {}, [
      h('th', { scope: 'row' }, [...symbol, ...textOf(name)]),
      ...cells.map((cell, i) => h('td', side(i + 1), textOf(cell))),
    ]);
  });
  return scrolling(`Table: ${title}`, [
    newline(),
    h('table', { ariaLabel: title }, ['\n', h('thead', h('tr', head)), '\n', h('tbody', ['\n', ...apart(body)]), '\n']),
    newline(),
  ]);
}

/** An empty heading still names its column to those who cannot see it. */
function headingContent(lines: readonly string[]): ElementContent[] {
  if (lines.every((line) => line === '')) return [h('span.unseen', 'Name')];
  return lines.flatMap((value, i): ElementContent[] => [...(i === 0 ? [] : [h('br')]), { type: 'text', value }]);
}

function textOf(prose: RichText): ElementContent[] {
  return piecesOf(prose).map(pieceOf);
}

function pieceOf(piece: string | RichTextPart): ElementContent {
  if (typeof piece === 'string') return { type: 'text', value: piece };
  if ('code' in piece) return h('code', piece.code);
  if ('strong' in piece) return h('strong', piece.strong);
  return h('a', { href: safe(piece.href) }, piece.link);
}

/** Text from a scenario may become an address, but none that runs code. */
function safe(href: string): string {
  // Browsers leave out blanks and control characters, so they must not hide a scheme.
  const bare = [...href].filter((character) => character > ' ').join('');
  const scheme = /^([^/?#]*?):/.exec(bare)?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto'].includes(scheme) ? href : '#';
}
