import { DARK_PANEL, inTheDark } from '../src/report/html/colours.js';

/** Text needs more contrast than marks (WCAG 2.2). */
const TEXT_CONTRAST = 4.5;
const NAMED: Readonly<Record<string, string>> = { black: '#222222', '#000': '#222222' };

/**
 * A chart as it stands on a dark page. The colours are written into the picture, since a page that chooses between two
 * files by theme gives a stylesheet inside of them nothing to go by.
 */
export function darkPicture(svg: string): string {
  return svg.replace(/<(\w+)([^>]*)>/g, (_, tag: string, attributes: string) => {
    const repainted = attributes.replace(/ (fill|stroke)="([^"]*)"/g, (_match, kind: string, colour: string) => {
      return ` ${kind}="${darkColour(colour, tag, kind)}"`;
    });
    return `<${tag}${repainted}>`;
  });
}

/** A picture that lies on whatever page shows it: the white paper below everything else is left out. */
export function withoutGround(svg: string): string {
  return svg.replace(/<rect width="[\d.]+" height="[\d.]+" fill="white" ?(?:\/>|><\/rect>)/, '');
}

function darkColour(colour: string, tag: string, kind: string): string {
  // White is the paper, and what keeps marks apart; as the fill of text it stands on a coloured mark.
  if (colour === 'white') return tag === 'text' && kind === 'fill' ? colour : DARK_PANEL;
  const hex = (NAMED[colour] ?? colour).toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(hex)) return colour;
  return tag === 'text' ? inTheDark(hex, TEXT_CONTRAST) : inTheDark(hex);
}
