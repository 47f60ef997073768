import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { ReportBlock, ReportSection } from '../documents/document.js';
import { boardElement } from './board.js';
import { chartElement, type PageParts } from './figures.js';
import { tableElement } from './tables.js';
import { apart, newline, scrolling, textOf } from './text.js';

export function sectionElement(section: ReportSection, parts: PageParts): Element {
  const { id, title, blocks, isUntitled, folded } = section;
  if (folded !== undefined) {
    return h('details.folded', [
      h('summary', [h('h2', title), h('span.line-of', folded)]),
      h('div', { id }, ['\n', ...blockElements(blocks, title, parts)]),
    ]);
  }
  return h('section', { id, ariaLabelledBy: [`${id}-title`] }, [
    '\n',
    h(isUntitled === true ? 'h2.unseen' : 'h2', { id: `${id}-title` }, title),
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
    const inRow = inRowOf(block, title, parts);
    if (inRow !== null) {
      charts.push(inRow);
      continue;
    }
    flush();
    const element = blockElement(block, title, parts);
    if (element !== null) elements.push(element, newline());
  }
  flush();
  return elements;
}

/** Charts, and charts that a reader may tick. */
function inRowOf(block: ReportBlock, title: string, parts: PageParts): Element | null {
  if (block.kind === 'chart') return chartElement(block.chart, parts);
  return block.kind === 'ticked' && block.blocks.every(({ kind }) => kind === 'chart')
    ? tickedElement(block, title, parts)
    : null;
}

function tickedElement(block: Extract<ReportBlock, { kind: 'ticked' }>, title: string, parts: PageParts): Element {
  const { patterns, isTicked, blocks } = block;
  const inner = blocks.every(({ kind }) => kind === 'chart')
    ? apart(blocks.flatMap((one) => (one.kind === 'chart' ? [chartElement(one.chart, parts)] : [])))
    : blockElements(blocks, title, parts);
  return h('div.of', { dataOf: patterns.join(' '), hidden: !isTicked }, ['\n', ...inner]);
}

function blockElement(block: ReportBlock, title: string, parts: PageParts): Element | null {
  switch (block.kind) {
    case 'chart':
      return chartElement(block.chart, parts);
    case 'text':
      return h('p', textOf(block.text));
    case 'list':
      return h('ul', ['\n', ...apart(block.items.map((item) => h('li', textOf(item))))]);
    case 'table':
      return tableElement(block, title);
    case 'board':
      return boardElement(block);
    case 'code':
      // Only a code host draws it; the page tells the same as a picture.
      if (block.language === 'mermaid') return null;
      return scrolling(`${title}: code`, [h('pre', h('code', { dataLanguage: block.language }, block.text))]);
    case 'details':
      return h('details', [
        '\n',
        h('summary', block.summary),
        '\n',
        ...blockElements(block.blocks, block.summary, parts),
      ]);
    case 'beside':
      return h('div.beside', [
        '\n',
        ...apart(block.sides.map((side) => h('div', ['\n', ...blockElements(side, title, parts)]))),
      ]);
    case 'ticked':
      return tickedElement(block, title, parts);
  }
}
