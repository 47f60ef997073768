import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { allCharts } from '../../src/report/charts/index.js';
import { renderPng, withPng } from '../../src/report/charts/png.js';
import { renderSvg } from '../../src/report/charts/render.js';
import { OTHER_GLYPHS } from '../../src/report/charts/text-width.js';
import { comparison } from './fixture.js';

const svg = await renderSvg(allCharts(comparison({ runs: 40 }))[0]!);
const png = await renderPng(svg);
const word = (text: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="white"/><text x="10" y="30" font-family="Helvetica, Arial" font-size="24">${text}</text></svg>`;

describe('a PNG', () => {
  it('is one, twice as many pixels wide and high as the chart', () => {
    expect([...png.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const [width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.slice(1).map(Number);
    const header = new DataView(png.buffer, png.byteOffset);
    expect([header.getUint32(16), header.getUint32(20)]).toEqual([2 * width!, 2 * height!]);
  });

  it('is the same bytes for the same chart', async () => {
    expect(Buffer.compare(await renderPng(svg), png)).toBe(0);
  });

  it('holds the text, of which nothing would be seen without fonts', async () => {
    const bare = new Resvg(word('Hamburg'), { font: { loadSystemFonts: false }, fitTo: { mode: 'zoom', value: 2 } });
    const blank = new Resvg(word(''), { font: { loadSystemFonts: false }, fitTo: { mode: 'zoom', value: 2 } });
    expect(Buffer.compare(bare.render().asPng(), blank.render().asPng())).toBe(0);
    const [set, other] = [await renderPng(word('Hamburg')), await renderPng(word('Hamburger'))];
    expect(Buffer.compare(set, await renderPng(word('')))).not.toBe(0);
    expect(Buffer.compare(set, other)).not.toBe(0);
  });

  it('stands beside each SVG, and leaves the other files alone', async () => {
    const files = new Map<string, string | Uint8Array>([
      ['report.md', '# x\n'],
      ['charts/a.svg', svg],
      ['data.parquet', new Uint8Array([1])],
    ]);
    const all = await withPng(files);
    expect([...all.keys()]).toEqual(['report.md', 'charts/a.svg', 'charts/a.png', 'data.parquet']);
    expect(Buffer.compare(all.get('charts/a.png') as Uint8Array, png)).toBe(0);
    expect([...files].every(([name, content]) => all.get(name) === content)).toBe(true);
  });
});

describe('the fonts', () => {
  it.each(['Regular', 'Bold'])('%s has every glyph that charts are set in', (weight) => {
    const font = readFileSync(new URL(`../../assets/fonts/LiberationSans-${weight}.ttf`, import.meta.url));
    const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
    const has = glyphsOf(font);
    for (const glyph of [...ascii, ...OTHER_GLYPHS]) expect(has(glyph.codePointAt(0)!), glyph).toBe(true);
    // A test that cannot fail tests nothing: no font for Latin has this one.
    expect(has('漢'.codePointAt(0)!)).toBe(false);
  });
});

/** Which characters a font has: the format 4 subtable of its `cmap` (OpenType 1.9). */
function glyphsOf(font: Buffer): (code: number) => boolean {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  const cmap = font.readUInt32BE(tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap')! + 8);
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, i) => cmap + 4 + 8 * i);
  const at = subtables.map((one) => cmap + font.readUInt32BE(one + 4)).find((one) => font.readUInt16BE(one) === 4)!;
  const count = font.readUInt16BE(at + 6) / 2;
  const segments = Array.from({ length: count }, (_, i) => [
    font.readUInt16BE(at + 16 + 2 * count + 2 * i),
    font.readUInt16BE(at + 14 + 2 * i),
  ]);
  return (code) => segments.some(([from, to]) => code >= from! && code <= to! && to !== 0xffff);
}
