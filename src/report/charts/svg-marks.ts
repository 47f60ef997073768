import type { ElementContent } from 'hast';
import { s } from 'hastscript';
import { INK } from './theme.js';

/** Text and signs of the pictures that are drawn by hand. */

interface Style {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  readonly size?: number;
  readonly bold?: boolean;
  /** Nothing lies below that has to be kept off the letters. */
  readonly plain?: boolean;
}

export function words(
  x: number,
  y: number,
  text: string,
  { anchor = 'start', colour = INK, size, bold, plain }: Style,
): ElementContent {
  return s(
    'text',
    {
      ...{ x: rounded(x), y: rounded(y), fill: colour, 'text-anchor': anchor },
      ...(plain === true ? {} : { stroke: 'white', 'stroke-width': 5, 'paint-order': 'stroke' }),
      ...(size === undefined ? {} : { 'font-size': size }),
      ...(bold === true ? { 'font-weight': 'bold' } : {}),
    },
    text,
  );
}

export const rounded = (pixels: number): number => Math.round(pixels * 100) / 100;

/** Strokes of the two signs, around a middle: no font has to have them. */
const STROKES = { cross: 'M-3 -3L3 3M-3 3L3 -3', tick: 'M-3.5 0L-1 3L3.5 -3' } as const;

/** A cross for what is false or lost, a tick for what was caught. */
export function sign(x: number, y: number, kind: keyof typeof STROKES, colour: string): ElementContent {
  return s('path', {
    d: STROKES[kind],
    transform: `translate(${rounded(x)} ${rounded(y)})`,
    stroke: colour,
    'stroke-width': 2,
    fill: 'none',
  });
}

/** A sign in a circle. */
export function badge(x: number, y: number, kind: keyof typeof STROKES, colour: string): ElementContent {
  return s('g', [
    s('circle', { cx: rounded(x), cy: rounded(y), r: 6.5, fill: 'white', stroke: colour, 'stroke-width': 1.6 }),
    sign(x, y, kind, colour),
  ]);
}
