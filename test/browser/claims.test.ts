import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claims } from '../../src/claims/index.js';
import { claimsDocument } from '../../src/report/documents/claims.js';
import { renderHtml } from '../../src/report/html/render.js';
import { standIns } from '../claims/stand-ins.js';
import { launch, overflow, type Visit, violations, visit } from './browser.js';
import { printedPages } from './pages.js';

const all = standIns();
const folder = mkdtempSync(join(tmpdir(), 'claims-'));
const FILE = join(folder, 'report.html');
let browser: Browser;

beforeAll(async () => {
  const made = { seed: 'rehearsal', runs: 40, command: 'rehearse claims', hasFolders: true };
  writeFileSync(FILE, await renderHtml(claimsDocument(all, made)));
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function reading(visiting: Visit, then: (page: Page) => Promise<void>): Promise<void> {
  const { page, complaints, requests, close } = await visit(browser, FILE, visiting);
  try {
    await then(page);
    expect([...complaints, ...requests]).toEqual([]);
  } finally {
    await close();
  }
}

const shown = (page: Page): Promise<number> => page.locator('.tiles > li:visible').count();

/** Tabs on until the focus is on what is looked for. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

const SHAPES = [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

describe.each(SHAPES)('the board at $width px, $scheme', (visiting) => {
  it('fits, and breaks no rule of accessibility, folded or not', async () => {
    await reading(visiting, async (page) => {
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
    });
  });
});

it('is read within six screens, folded', async () => {
  await reading({ width: 1280, height: 900 }, async (page) => {
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(6 * 900);
    expect(await shown(page)).toBe(claims.length);
  });
});

it('is printed on few sheets, none with a heading alone', async () => {
  await reading({}, async (page) => {
    const drawn = await printedPages(page);
    expect(drawn.length).toBeLessThanOrEqual(8);
    expect(Math.min(...drawn)).toBeGreaterThan(1500);
  });
});

it('is filtered by the keyboard alone, and shown whole again', async () => {
  await reading({}, async (page) => {
    const wanted = all.filter(({ verdict }) => verdict.word === 'does not hold').map(({ claim }) => claim.id);
    await tabTo(page, 'select[name=verdict]');
    await page.keyboard.type('does');
    expect(await shown(page)).toBe(wanted.length);
    expect(await page.locator('output').textContent()).toBe(`${wanted.length} of ${claims.length} claims`);
    expect(await page.locator('details.folded:visible').count()).toBe(wanted.length);
    await tabTo(page, 'button[type=reset]');
    await page.keyboard.press('Enter');
    await expect.poll(() => shown(page)).toBe(claims.length);
  });
});

it('two filters leave the tiles that pass both', async () => {
  await reading({}, async (page) => {
    await page.selectOption('select[name=evidence]', 'measured');
    await page.selectOption('select[name=pattern]', 'mesh');
    const passing = all.filter(({ claim }) => {
      const used = [...claim.settings, ...claim.sweeps].flatMap(({ patterns }) => patterns);
      return claim.type.includes('E') && used.includes('mesh');
    });
    expect(passing.length).toBeGreaterThan(0);
    expect(await shown(page)).toBe(passing.length);
  });
});

it.each([true, false])('a tile leads to its details, which unfold (scripts: %s)', async (scripts) => {
  await reading({ scripts }, async (page) => {
    const details = page.locator('details.folded:has(#token-tax)');
    expect(await page.locator('#token-tax').isVisible()).toBe(false);
    await page.locator('a.tile[href="#token-tax"]').click();
    await expect.poll(() => page.locator('#token-tax').isVisible()).toBe(true);
    expect(await details.locator('table').count()).toBeGreaterThan(0);
    expect(await page.locator('.filters').isVisible()).toBe(scripts);
  });
});
