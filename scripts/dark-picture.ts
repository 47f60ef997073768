import { DARK_PANEL, inTheDark, strokeInTheDark } from '../src/report/html/colours.js';

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
  return svg.replace(
    /(<svg [^>]*>(?:<title>[^<]*<\/title>)?)<rect width="[\d.]+" height="[\d.]+" fill="white" ?(?:\/>|><\/rect>)/g,
    '$1',
  );
}

/** Wider by a seventh, unseen on any ground: where its font is not at hand, others need more room. */
export function withRoom(svg: string): string {
  return svg.replace(/width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2"/, (_, width: string, height: string) => {
    const wider = Math.ceil(Number(width) * 1.15);
    return `width="${wider}" height="${height}" viewBox="0 0 ${wider} ${height}"`;
  });
}

function darkColour(colour: string, tag: string, kind: string): string {
  // White is the paper, and what keeps marks apart; as the fill of text it stands on a coloured mark.
  if (colour === 'white') return tag === 'text' && kind === 'fill' ? colour : DARK_PANEL;
  const hex = (NAMED[colour] ?? colour).toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(hex)) return colour;
  if (tag === 'text') return inTheDark(hex, TEXT_CONTRAST);
  return kind === 'stroke' ? strokeInTheDark(hex) : inTheDark(hex);
}
