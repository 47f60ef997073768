import { fileURLToPath } from 'node:url';

/** Pixels a unit of the SVG: sharp on screens of twice the density, and in print. */
const SCALE = 2;
/** Metric-compatible with what text widths are reckoned by, so that labels stand where they were placed. */
const FAMILY = 'Liberation Sans';
const FONTS = ['LiberationSans-Regular.ttf', 'LiberationSans-Bold.ttf'].map((name) =>
  fileURLToPath(new URL(`../../../assets/fonts/${name}`, import.meta.url)),
);

/**
 * A chart's SVG as PNG, twice as many pixels wide and high. All text is set in the fonts that this package carries, so the
 * same SVG gives the same bytes on every machine, whatever fonts it has.
 * @throws Error where the text is not SVG.
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  // Native code, loaded only by a command that asks for pictures of this kind.
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY };
  const picture = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } });
  return new Uint8Array(picture.render().asPng());
}

/** The same files, with a PNG beside each SVG. */
export async function withPng<F>(files: ReadonlyMap<string, F>): Promise<Map<string, F | Uint8Array>> {
  const all = new Map<string, F | Uint8Array>();
  for (const [name, content] of files) {
    all.set(name, content);
    if (name.endsWith('.svg') && typeof content === 'string')
      all.set(name.replace(/svg$/, 'png'), await renderPng(content));
  }
  return all;
}
