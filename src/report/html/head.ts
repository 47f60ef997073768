import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { ReportDocument, ReportHead } from '../documents/document.js';
import { apart, newline, textOf } from './text.js';

/** The question, the answer with its figures, and the ways from there. */
export function headElement(document: ReportDocument): Element {
  const { title, subtitle, head, sections } = document;
  return h('header', [
    '\n',
    h('div.facts', ['\n', h('p.subtitle', subtitle), '\n', contents(sections), '\n']),
    '\n',
    h('h1', title),
    '\n',
    ...(head === undefined ? [] : answer(head)),
  ]);
}

function contents(sections: ReportDocument['sections']): Element {
  const items = sections
    .filter(({ isUntitled, folded }) => isUntitled !== true && folded === undefined)
    .map(({ id, title }) => h('li', h('a', { href: `#${id}` }, shortened(title))));
  return h('nav', { ariaLabel: 'Contents' }, ['\n', h('ul', ['\n', ...apart(items)]), '\n']);
}

/** Up to its colon: what stands behind it is the finding. */
const shortened = (title: string): string => title.split(':')[0]!;

function answer({ verdict, tiles, links, commands }: ReportHead): ElementContent[] {
  const figures = tiles.map(({ label, value, note }) =>
    h('div.fact', [h('dt', label), h('dd', [h('strong', unbroken(value)), h('span', unbroken(note))])]),
  );
  const ways: Element[] = [
    ...links.map((link) => h('li', textOf([link]))),
    ...commands.map(({ label, command }) =>
      h('li', { dataCopy: command }, [h('span', `${label}: `), h('code', command)]),
    ),
  ];
  return [
    h('p.verdict', unbroken(verdict)),
    newline(),
    ...(figures.length === 0 ? [] : [h('dl.figures', ['\n', ...apart(figures)]), newline()]),
    h('ul.ways', { ariaLabel: 'Files and commands' }, ['\n', ...apart(ways)]),
    newline(),
  ];
}

/** No line ends between a number and its unit. */
function unbroken(text: string): string {
  return text.replace(/(\d) (?=%|(?:s|h|ms|min|points?)(?![\w-]))/g, '$1\u00a0');
}
