import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differencesChart } from '../../src/report/charts/differences.js';
import { allCharts } from '../../src/report/charts/index.js';
import { compareDocument } from '../../src/report/documents/compare.js';
import { chartsOf } from '../../src/report/documents/contents.js';
import { explainDocument } from '../../src/report/documents/explain.js';
import { renderHtml } from '../../src/report/html/render.js';
import { article, explained } from '../explain/explanations.js';
import { comparison } from '../report/fixture.js';
import { documentOf, INPUT, NASTY } from '../report/sample.js';
import { builtin } from '../sim/helper.js';
import { launch, overflow, type Visit, type Visited, violations, visit } from './browser.js';

const found = comparison({ runs: 60 });
const input = { ...INPUT, scenarioText: builtin('article') };
const report = compareDocument(found, allCharts(found), input);
const charts = chartsOf(report).length;

const folder = mkdtempSync(join(tmpdir(), 'report-'));
const COMPARE = join(folder, 'compare.html');
const EXPLAIN = join(folder, 'explain.html');
const ODD = join(folder, 'odd.html');
let browser: Browser;

beforeAll(async () => {
  const why = await explained(article(), 'pipeline', 'supervisor', 20);
  const differences = [{ name: 'differences', spec: differencesChart(why) }];
  writeFileSync(COMPARE, await renderHtml(report));
  writeFileSync(EXPLAIN, await renderHtml(explainDocument(why, differences, input)));
  writeFileSync(ODD, await renderHtml(documentOf([{ kind: 'text', text: NASTY }], NASTY)));
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens a report, waits until its charts are drawn, and closes it whatever happens. */
async function reading(file: string, visiting: Visit, then: (visited: Visited) => Promise<void>): Promise<void> {
  const visited = await visit(browser, file, visiting);
  try {
    if (visiting.scripts !== false) await visited.page.waitForSelector('html[data-charts=drawn]');
    await then(visited);
  } finally {
    await visited.close();
  }
}

const on = (page: Page, selector: string): Promise<number> => page.locator(selector).count();

/** Whether all marks of a pattern are as they were drawn, and how opaque the strongest of all others is. */
async function opacities(page: Page, pattern: string): Promise<{ isWhole: boolean; others: number }> {
  // A highlight fades in.
  await page.waitForTimeout(250);
  return page.evaluate((name) => {
    const marks = [...document.querySelectorAll('.plot [data-pattern]')];
    const opacity = (mark: Element): number => Number(getComputedStyle(mark).opacity);
    const is = (mark: Element): boolean => mark.getAttribute('data-pattern') === name;
    return {
      isWhole: marks.filter(is).every((mark) => opacity(mark) === Number(mark.getAttribute('opacity') ?? '1')),
      others: Math.max(...marks.filter((mark) => !is(mark)).map(opacity)),
    };
  }, pattern);
}

const SHAPES = [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => [width, scheme] as const));

describe.each(SHAPES)('a report at %i px, %s', (width, scheme) => {
  it.each([
    ['compare', COMPARE, charts],
    ['explain', EXPLAIN, 1],
  ])('%s: draws its charts, fits, says nothing to the console and fetches nothing', async (_, file, count) => {
    await reading(file, { width, scheme }, async ({ page, complaints, requests }) => {
      expect(await on(page, 'figure[data-drawn=interactive] .plot svg')).toBe(count);
      expect(await overflow(page)).toBe(0);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await overflow(page)).toBe(0);
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
    });
  });

  it('clips nothing: what is wider than its box can be scrolled to, by the keyboard too', async () => {
    await reading(COMPARE, { width, scheme }, async ({ page }) => {
      const boxes = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.scroll')].map((box) => ({
          wider: box.scrollWidth > box.clientWidth + 1,
          scrolls: getComputedStyle(box).overflowX === 'auto',
          isStop: box.tabIndex === 0,
        })),
      );
      for (const { wider, scrolls, isStop } of boxes) {
        expect(scrolls).toBe(true);
        expect(isStop).toBe(wider);
      }
      // On a phone the widest tables and charts do not fit; if all did, this would test nothing.
      if (width === 390) expect(boxes.some(({ wider }) => wider)).toBe(true);
    });
  });

  it('breaks no rule of accessibility, folded or not', async () => {
    await reading(COMPARE, { width, scheme }, async ({ page }) => {
      expect(await violations(page)).toEqual([]);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await violations(page)).toEqual([]);
    });
    await reading(EXPLAIN, { width, scheme }, async ({ page }) => expect(await violations(page)).toEqual([]));
  });

  it('shows its pictures and its contents where no script runs', async () => {
    await reading(COMPARE, { width, scheme, scripts: false }, async ({ page, complaints, requests }) => {
      expect(await on(page, 'figure .plot > svg')).toBe(charts);
      for (const picture of await page.locator('figure .plot > svg').all()) {
        const box = (await picture.boundingBox())!;
        expect(Math.min(box.width, box.height)).toBeGreaterThan(150);
      }
      expect(await page.locator('nav a').first().isVisible()).toBe(true);
      expect([...complaints, ...requests]).toEqual([]);
    });
  });
});

describe('a pattern', () => {
  it('is highlighted everywhere where the pointer is on its mark, its row or its entry', async () => {
    await reading(COMPARE, {}, async ({ page }) => {
      const name = found.ranking[2]!;
      for (const place of [`.legend [data-pattern="${name}"]`, `tr[data-pattern="${name}"]`]) {
        await page.locator(place).first().hover();
        expect(await opacities(page, name)).toEqual({ isWhole: true, others: 0.14 });
        expect(await on(page, 'tr.on')).toBe(await on(page, `tr[data-pattern="${name}"]`));
        await page.locator('h1').hover();
        expect((await opacities(page, name)).others).toBe(1);
      }
      const mark = page.locator(`figure[data-chart=outcomes] path[data-pattern="${name}"]`).first();
      await mark.hover();
      expect((await opacities(page, name)).others).toBe(0.14);
      expect(await on(page, `.legend .on[data-pattern="${name}"]`)).toBe(1);
    });
  });

  it('is highlighted by the keyboard alone, one stop a list and the arrows within', async () => {
    await reading(COMPARE, {}, async ({ page }) => {
      const [first, second] = found.ranking;
      const focused = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement?.getAttribute('data-pattern') ?? null);
      for (let presses = 0; (await focused()) === null && presses < 40; presses++) await page.keyboard.press('Tab');
      expect(await focused()).toBe(first);
      expect((await opacities(page, first!)).others).toBe(0.14);
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe(second);
      expect((await opacities(page, second!)).others).toBe(0.14);
      await page.keyboard.press('Enter');
      expect(await page.locator(`.legend [data-pattern="${second}"]`).getAttribute('aria-pressed')).toBe('true');
      await page.keyboard.press('Tab');
      expect((await opacities(page, second!)).others).toBe(0.14);
      await page.keyboard.press('Escape');
      expect((await opacities(page, second!)).others).toBe(1);
    });
  });

  it('is marked in every chart that draws it', async () => {
    await reading(COMPARE, {}, async ({ page }) => {
      for (const { name } of chartsOf(report)) {
        const marked = await page.evaluate(
          (chart) => [
            ...new Set(
              [...document.querySelectorAll(`figure[data-chart="${chart}"] .plot [data-pattern]`)].map((mark) =>
                mark.getAttribute('data-pattern'),
              ),
            ),
          ],
          name,
        );
        expect(marked.sort()).toEqual([...found.ranking].sort());
      }
    });
  });
});

it('a mark tells its numbers where the pointer is on it, inside of the window', async () => {
  await reading(COMPARE, { width: 390 }, async ({ page }) => {
    const tooltip = page.locator('#tooltip');
    expect(await tooltip.isVisible()).toBe(false);
    await page.locator('figure[data-chart=cost-latency] .mark-symbol path[data-pattern]').first().hover();
    expect(await tooltip.isVisible()).toBe(true);
    expect(await tooltip.textContent()).toMatch(/\d/);
    const box = (await tooltip.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await page.locator('h2').first().hover();
    expect(await tooltip.isVisible()).toBe(false);
  });
});

it('the first stop of the keyboard leads past the contents', async () => {
  await reading(COMPARE, {}, async ({ page }) => {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

/** The width of a sheet between its margins, in pixels of a 96th of an inch. */
const A4 = 718;

it('on paper the page is light, and shows what is folded but not what is only for the screen', async () => {
  await reading(COMPARE, { width: A4, scheme: 'dark', media: 'print' }, async ({ page }) => {
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('nav').isVisible()).toBe(false);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await on(page, 'details:not([open])')).toBe(0);
    expect(await overflow(page)).toBe(0);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
});

it('runs nothing that a scenario smuggles in', async () => {
  await reading(ODD, {}, async ({ page, complaints }) => {
    expect(await page.locator('h1').textContent()).toBe(NASTY);
    expect(await on(page, 'b, img, iframe')).toBe(0);
    expect(complaints).toEqual([]);
  });
});
