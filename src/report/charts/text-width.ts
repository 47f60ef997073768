/**
 * Widths of text without a canvas: the advance widths of Helvetica (Arial and Liberation Sans have the same), in
 * thousandths of the font size, for the printable ASCII characters from the space on. Vega itself would count 0.8 of
 * the size for every glyph, which leaves room for half as much text again.
 */
const ADVANCES = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const OTHERS: ReadonlyMap<string, number> = new Map([
  ['–', 556],
  ['—', 1000],
  ['…', 1000],
  ['·', 278],
  ['\u00a0', 278],
  ['−', 584],
  ['×', 584],
]);

/** Glyphs beyond ASCII that charts are set in; the fonts that PNGs are drawn with have them. */
export const OTHER_GLYPHS: readonly string[] = [...OTHERS.keys()];

/** Bold glyphs are wider by about this much on average. */
const BOLD = 1.07;

/** Width in pixels of one line of text. An unknown character counts as a wide letter: too much room beats too little. */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let sum = 0;
  for (const glyph of text) sum += ADVANCES[glyph.charCodeAt(0) - 32] ?? OTHERS.get(glyph) ?? 722;
  return (sum / 1000) * fontSize * (bold ? BOLD : 1);
}
