import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** Opens a report, waits until its script is done, and closes it whatever happens. */
async function reading(file: string, visiting: Visit, then: (visited: Visited) => Promise<void>): Promise<void> {
  const visited = await visit(browser, file, visiting);
  try {
    if (visiting.scripts !== false) await visited.page.waitForSelector('html[data-page=ready]');
    await then(visited);
  } finally {
    await visited.close();
  }
}

const on = (page: Page, selector: string): Promise<number> => page.locator(selector).count();

/** Whether all marks of a pattern are as they were drawn, and how opaque the strongest of all others is. */
async function opacities(page: Page, pattern: string): Promise<{ isWhole: boolean; others: number }> {
  await page.waitForTimeout(250);
  return page.evaluate((name) => {
    const marks = [...document.querySelectorAll('.plot [data-pattern]')].filter(
      (mark) => mark.closest('details:not([open]), [hidden]') === null,
    );
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
  ])('%s: has its charts, fits, says nothing to the console and fetches nothing', async (_, file, count) => {
    await reading(file, { width, scheme }, async ({ page, complaints, requests }) => {
      expect(await on(page, 'figure .plot > svg')).toBe(count);
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
      const seen = await page.locator('figure .plot > svg:visible').all();
      expect(seen.length).toBeGreaterThan(4);
      for (const picture of seen) {
        const box = (await picture.boundingBox())!;
        expect(Math.min(box.width, box.height)).toBeGreaterThan(70);
      }
      // Nothing is offered that only a script can do.
      expect(await on(page, 'button, input')).toBe(0);
      expect(await page.locator('nav a').first().isVisible()).toBe(true);
      expect([...complaints, ...requests]).toEqual([]);
    });
  });
});

describe('a pattern', () => {
  it('is highlighted everywhere where the pointer is on its mark or its row', async () => {
    await reading(COMPARE, {}, async ({ page }) => {
      const name = found.ranking[1]!;
      await page.locator(`tr[data-pattern="${name}"]`).first().hover();
      expect(await opacities(page, name)).toEqual({ isWhole: true, others: 0.14 });
      expect(await on(page, 'tr.on')).toBe(await on(page, `tr[data-pattern="${name}"]`));
      await page.locator('h1').hover();
      expect((await opacities(page, name)).others).toBe(1);
      await page.locator(`section:first-child figure path[data-pattern="${name}"][data-tip]`).first().hover();
      expect((await opacities(page, name)).others).toBe(0.14);
    });
  });

  it('is highlighted by the keyboard alone, one stop a list and the arrows within', async () => {
    await reading(COMPARE, {}, async ({ page }) => {
      const rows = page.locator('table[data-ticked] tbody tr');
      const [first, second] = [
        await rows.nth(0).getAttribute('data-pattern'),
        await rows.nth(1).getAttribute('data-pattern'),
      ];
      const focused = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement?.getAttribute('data-pattern') ?? null);
      for (let presses = 0; (await focused()) === null && presses < 60; presses++) await page.keyboard.press('Tab');
      expect(await focused()).toBe(first);
      expect((await opacities(page, first!)).others).toBe(0.14);
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe(second);
      expect((await opacities(page, second!)).others).toBe(0.14);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Shift+Tab');
      expect((await opacities(page, second!)).others).toBe(0.14);
      await page.keyboard.press('Escape');
      expect((await opacities(page, second!)).others).toBe(1);
    });
  });
});

describe('the shortlist', () => {
  const order = (page: Page): Promise<(string | null)[]> =>
    page
      .locator('table[data-ticked] tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-pattern')));
  const seen = (page: Page): Promise<(string | undefined)[]> =>
    page.locator('.of:not([hidden])').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.of));

  it('is sorted by any column, either way, and the address keeps it', async () => {
    await reading(COMPARE, {}, async ({ page }) => {
      const before = await order(page);
      const head = page.locator('table[data-ticked] thead th', { hasText: 'cost' });
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      const down = await order(page);
      const costs = await page.locator('table[data-ticked] tbody td:nth-child(3)').allTextContents();
      expect(costs.map(Number)).toEqual(costs.map(Number).sort((a, b) => b - a));
      await head.getByRole('button').click();
      expect(await order(page)).not.toEqual(down);
      await page.reload();
      await page.waitForSelector('html[data-page=ready]');
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      expect([...(await order(page))].sort()).toEqual([...before].sort());
    });
  });

  it('has two rows ticked; what is below is about these, and the address keeps it', async () => {
    await reading(COMPARE, {}, async ({ page }) => {
      const at = page.locator('table[data-ticked]');
      const ticked = ((await at.getAttribute('data-ticked')) ?? '').split(' ');
      const other = (await order(page)).find((name) => !ticked.includes(name!))!;
      await page.getByRole('checkbox', { name: `Compare ${other} below` }).check();
      const now = [ticked[1]!, other];
      for (const of of await seen(page)) for (const name of of!.split(' ')) expect(now).toContain(name);
      expect((await seen(page)).length).toBeGreaterThan(0);
      expect(await on(page, 'input.tick:checked')).toBe(2);
      await page.reload();
      await page.waitForSelector('html[data-page=ready]');
      for (const of of await seen(page)) for (const name of of!.split(' ')) expect(now).toContain(name);
    });
  });
});

it('everything can be looked for: a pattern by its row, a measure by its column', async () => {
  await reading(COMPARE, {}, async ({ page }) => {
    await page.locator('#everything summary').first().click();
    const rows = page.locator('#everything table[data-filters] tbody tr:visible');
    const all = await rows.count();
    const field = page.getByRole('searchbox');
    await field.fill(found.ranking[0]!);
    expect(await rows.count()).toBe(1);
    await field.fill('latency');
    expect(await rows.count()).toBe(all);
    const heads = await page
      .locator('#everything table[data-filters] thead tr:last-child th:visible')
      .allTextContents();
    expect(heads.length).toBeGreaterThan(1);
    for (const head of heads.slice(1)) expect(head).toContain('latency');
  });
});

it('a chart is saved as SVG and PNG under its title, a table as CSV', async () => {
  await reading(COMPARE, {}, async ({ page }) => {
    const figure = page.locator('section:first-child figure');
    const saved = async (name: RegExp, within = figure): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        within.getByRole('button', { name }).first().click(),
      ]);
      return readFileSync((await download.path())!);
    };
    const svg = String(await saved(/SVG/));
    expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
    expect(svg.replace(/<\/text><text[^>]*>/g, ' ')).toContain(
      ((await figure.locator('strong').textContent()) ?? '').slice(0, 20),
    );
    expect((await saved(/PNG/)).subarray(1, 4).toString()).toBe('PNG');
    const csv = String(await saved(/CSV/, page.locator('section:first-child')));
    expect(csv.split('\n')[0]).toMatch(/^Pattern,/);
    expect(csv.trim().split('\n')).toHaveLength(1 + (await on(page, 'table[data-ticked] tbody tr')));
  });
});

it('a mark tells its numbers where the pointer is on it, inside of the window', async () => {
  await reading(COMPARE, { width: 390 }, async ({ page }) => {
    const tooltip = page.locator('#tooltip');
    expect(await tooltip.isVisible()).toBe(false);
    await page.locator('section:first-child figure path[data-pattern][data-tip]').first().hover();
    expect(await tooltip.isVisible()).toBe(true);
    expect(await tooltip.textContent()).toMatch(/\d/);
    const box = (await tooltip.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await page.locator('#assumptions h2').hover();
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

it('on paper the page is light, and shows neither what is only for the screen nor what the reader left folded', async () => {
  await reading(COMPARE, { width: 718, scheme: 'dark', media: 'print' }, async ({ page }) => {
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    for (const only of ['nav', 'button', 'input', '#everything details'])
      expect(await page.locator(only).first().isVisible(), only).toBe(false);
    await page.evaluate(() => document.querySelector('#everything details')!.setAttribute('open', ''));
    expect(await page.locator('#everything table').first().isVisible()).toBe(true);
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
