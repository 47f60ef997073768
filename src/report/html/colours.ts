import { FAINT, INK, ON_LIGHT } from '../charts/theme.js';

/** The charts in the dark: their colours are attributes of the SVG, so that a stylesheet can put others in their place. */

/** What charts lie on, in the dark; the page's stylesheet has the same. */
export const DARK_PANEL = '#1a1d21';

const WHITE = '#ffffff';

/** Text and lines, and not data. */
const NEUTRAL: ReadonlyMap<string, string> = new Map([
  [INK, '#e4e6e9'],
  [FAINT, '#a3abb4'],
  [ON_LIGHT, ON_LIGHT],
]);

/** Vega's own text, where a chart says nothing of its colour. */
const BLACKS = ['#000', 'black'];

/** WCAG 2.2 asks for 3 of what is needed to understand a graphic; thin lines need a little more. */
const CONTRAST = 3.5;
/** And this of text. */
const TEXT_CONTRAST = 4.5;

/** The most that the channels of a grey differ by, of 255. */
const GREY = 24;

/** Rules that give each colour of these SVG texts, light by default, one that can be told from a dark page. */
export function darkRules(svgs: Iterable<string>): string {
  const found = new Set<string>();
  for (const svg of svgs) {
    for (const [, colour] of svg.matchAll(/ (?:fill|stroke)="(#[0-9a-f]{6})"/gi)) found.add(colour!.toLowerCase());
  }
  const black = BLACKS.flatMap((name) => ruleFor(`text[fill="${name}"]`, 'fill', name, inTheDark(INK)));
  const rules = [...found]
    .sort()
    .flatMap((colour) => [
      ...ruleFor(`[fill="${colour}" i]`, 'fill', colour, inTheDark(colour)),
      ...ruleFor(`[stroke="${colour}" i]`, 'stroke', colour, strokeInTheDark(colour)),
      ...ruleFor(`text[fill="${colour}" i]`, 'fill', colour, inTheDark(colour, TEXT_CONTRAST)),
    ]);
  return [...black, ...rules].join('\n');
}

function ruleFor(selector: string, property: string, colour: string, dark: string): string[] {
  return colour === dark ? [] : [`svg ${selector} { ${property}: ${dark}; }`];
}

/** The colour that stands for `colour` (#rrggbb, lower case) in the dark: itself where it can be seen. */
export function inTheDark(colour: string, least = CONTRAST): string {
  const neutral = NEUTRAL.get(colour);
  if (neutral !== undefined) return neutral;
  let lighter = colour;
  // A little of the way to white at a time: the hue stays, and no more is taken from the colour than it needs.
  for (let part = 1; contrast(lighter, DARK_PANEL) < least; part++) lighter = towardsWhite(colour, part / 100);
  return lighter;
}

/** The same for a line, which may step back behind others. */
export function strokeInTheDark(colour: string): string {
  return isFaint(colour) ? asFaint(colour) : inTheDark(colour);
}

/** Grids and lines that step back behind others: grey, and hardly darker than the paper. */
function isFaint(colour: string): boolean {
  const [least, , most] = channels(colour).sort((a, b) => a - b);
  return most! - least! <= GREY && contrast(colour, WHITE) < CONTRAST;
}

/** A grey that steps back on the dark page as `colour` does on white paper. */
function asFaint(colour: string): string {
  const wanted = contrast(colour, WHITE);
  let lighter = DARK_PANEL;
  for (let part = 1; contrast(lighter, DARK_PANEL) < wanted; part++) lighter = towardsWhite(DARK_PANEL, part / 50);
  return lighter;
}

/** As WCAG 2.2 defines it: 1 (none) to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function towardsWhite(colour: string, part: number): string {
  const mixed = channels(colour).map((value) => Math.round(value + (255 - value) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
