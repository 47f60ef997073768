/** What can be told of a page in numbers: how long it is, how many colours its charts have, whether its text can be read. */
import { constants, inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** Pixels from the top of the page. */
export interface Places {
  readonly height: number;
  readonly verdictEnds: number;
  readonly chartEnds: number | null;
}

export function placesOf(page: Page): Promise<Places> {
  return page.evaluate(() => {
    const end = (selector: string): number | null =>
      document.querySelector(selector)?.getBoundingClientRect().bottom ?? null;
    return {
      height: document.documentElement.scrollHeight,
      verdictEnds: end('.verdict') ?? Number.POSITIVE_INFINITY,
      chartEnds: end('section:first-child figure'),
    };
  });
}

/** By chart that has too many: the colours of its marks that are no grey. */
export function coloursOf(page: Page): Promise<{ chart: string; colours: string[] }[]> {
  return page.evaluate(() => {
    const isGrey = (colour: string): boolean => {
      const parts = (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number);
      return parts.length < 3 || Math.max(...parts) - Math.min(...parts) < 26;
    };
    return [...document.querySelectorAll<HTMLElement>('figure[data-chart]')].map((figure) => {
      const colours = new Set<string>();
      for (const mark of figure.querySelectorAll('.plot :is(path, rect, circle, line)')) {
        const style = getComputedStyle(mark);
        for (const colour of [style.fill, style.stroke]) if (!isGrey(colour)) colours.add(colour);
      }
      return { chart: figure.dataset.chart ?? '', colours: [...colours] };
    });
  });
}

export interface Faint {
  readonly chart: string;
  readonly text: string;
  readonly ratio: number;
}

/** Text of charts that stands out too little from what it lies on: a mark below its middle, or the page. */
export function faintTexts(page: Page, least: number): Promise<Faint[]> {
  return page.evaluate((wanted) => {
    const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: readonly number[]): number => {
      const [r, g, b] = colour.slice(0, 3).map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const ratio = (a: readonly number[], b: readonly number[]): number => {
      const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (light! + 0.05) / (dark! + 0.05);
    };
    const mixed = (over: readonly number[], under: readonly number[], part: number): number[] =>
      under.slice(0, 3).map((value, i) => value + (over[i]! - value) * part);
    // What is folded is laid out only while it is seen.
    const folded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const details of folded) details.open = true;
    const found: { chart: string; text: string; ratio: number }[] = [];
    for (const figure of document.querySelectorAll<HTMLElement>('figure[data-chart]')) {
      const panel = channels(getComputedStyle(figure).backgroundColor);
      const marks = [...figure.querySelectorAll<SVGGeometryElement>('.plot :is(path, rect, circle)')]
        .map((mark) => ({ style: getComputedStyle(mark), box: mark.getBoundingClientRect() }))
        .filter(({ style, box }) => style.fill !== 'none' && box.width > 0 && box.height > 6);
      for (const text of figure.querySelectorAll<SVGTextElement>('.plot text')) {
        const box = text.getBoundingClientRect();
        const style = getComputedStyle(text);
        // Labels that would overlap are kept with no opacity.
        if (box.width === 0 || (text.textContent ?? '').trim() === '' || Number(style.opacity) === 0) continue;
        // Only keeps what lies below off the letters that are written over it.
        if (style.fill === style.stroke) continue;
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        let below = panel;
        // A halo keeps what lies below off the letters.
        const hasHalo = style.stroke !== 'none' && Number.parseFloat(style.strokeWidth) >= 2;
        for (const { style: mark, box: around } of hasHalo ? [] : marks) {
          if (x < around.left || x > around.right || y < around.top || y > around.bottom) continue;
          below = mixed(channels(mark.fill), below, Number(mark.opacity) * Number(mark.fillOpacity));
        }
        const own = mixed(channels(style.fill), below, Number(style.opacity) * Number(style.fillOpacity));
        const seen = ratio(own, below);
        if (seen < wanted - 0.02)
          found.push({
            chart: figure.dataset.chart ?? '',
            text: `${text.textContent} (${own.map(Math.round)} on ${below.map(Math.round)})`,
            ratio: Math.round(seen * 10) / 10,
          });
      }
    }
    for (const details of folded) details.open = false;
    return found;
  }, least);
}

/**
 * Of each printed page, how many bytes its drawing takes: a page with a heading alone takes a few hundred. Chromium writes one
 * compressed stream of drawing a page, in their order.
 */
export async function printedPages(page: Page): Promise<number[]> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const text = pdf.toString('latin1');
  const pages = [...text.matchAll(/\/Type\s*\/Page\b(?!s)[\s\S]*?\/Contents\s+(\d+)\s+0\s+R/g)].map(
    (found) => found[1]!,
  );
  return pages.map((id) => {
    const at = text.indexOf(`\n${id} 0 obj`);
    const begin = text.indexOf('stream', at);
    const from = text.indexOf('\n', begin) + 1;
    const stream = pdf.subarray(from, text.indexOf('endstream', from));
    return inflateSync(stream, { finishFlush: constants.Z_SYNC_FLUSH }).length;
  });
}
