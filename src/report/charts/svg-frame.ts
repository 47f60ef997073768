import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { s } from 'hastscript';
import { FONT } from './theme.js';

/** A drawing alone: what stands over it is said by whoever shows it. */
export function svgOf(width: number, height: number, drawn: readonly ElementContent[], fontSize = 12): string {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const picture = s(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${w} ${h}`, width: w, height: h },
      ...{ 'font-family': FONT, 'font-size': fontSize },
    },
    ...drawn,
  );
  return toHtml(picture, { space: 'svg', closeEmptyElements: true });
}

/** What a mark is of, and what is told where the reader points at it: a line a fact. */
export function told(pattern: string, ...facts: readonly string[]): { 'data-pattern': string; 'data-tip': string } {
  return { 'data-pattern': pattern, 'data-tip': facts.join('\n') };
}
