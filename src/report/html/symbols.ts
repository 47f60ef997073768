import type { PatternLook } from '../../patterns/pattern.js';
import { lookOf } from '../charts/theme.js';

/** Vega's point shapes in a square of 12 around the origin. */
const SHAPES: Readonly<Record<PatternLook['shape'], string>> = {
  circle: 'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z',
  square: 'M-4,-4h8v8h-8Z',
  diamond: 'M0,-5.5L5,0L0,5.5L-5,0Z',
  cross: 'M-5,-1.7h3.3v-3.3h3.4v3.3h3.3v3.4h-3.3v3.3h-3.4v-3.3h-3.3Z',
  'triangle-up': 'M0,-5L5,4.5H-5Z',
  'triangle-down': 'M0,5L5,-4.5H-5Z',
  'triangle-left': 'M-5,0L4.5,-5V5Z',
  'triangle-right': 'M5,0L-4.5,-5V5Z',
};

/** The mark of a pattern as the charts draw it, for a legend or a row; whoever reads the page hears the name instead. */
export function symbolOf(pattern: string): string {
  const { colour, shape } = lookOf(pattern);
  return `<svg class="symbol" viewBox="-6 -6 12 12" aria-hidden="true"><path d="${SHAPES[shape]}" fill="${colour}"/></svg>`;
}
