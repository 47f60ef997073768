import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { piecesOf } from '../documents/contents.js';
import type { RichText, RichTextPart } from '../documents/document.js';

/** A line each, so that the page's source can be read. */
export const apart = (elements: readonly Element[]): ElementContent[] => elements.flatMap((one) => [one, newline()]);

export const newline = (): ElementContent => ({ type: 'text', value: '\n' });

/** What may be wider than the page scrolls in a box of its own, by keyboard too. */
export function scrolling(label: string, children: ElementContent[]): Element {
  return h('div.scroll', { tabIndex: 0, role: 'group', ariaLabel: label }, children);
}

export function textOf(prose: RichText): ElementContent[] {
  return piecesOf(prose).map(pieceOf);
}

function pieceOf(piece: string | RichTextPart): ElementContent {
  if (typeof piece === 'string') return { type: 'text', value: piece };
  if ('code' in piece) return h('code', piece.code);
  if ('aside' in piece) return h('small', piece.aside);
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
