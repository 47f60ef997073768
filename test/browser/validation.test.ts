import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validationDocument } from '../../src/report/documents/validation.js';
import { renderHtml } from '../../src/report/html/render.js';
import { form, lacking, news, rows } from '../validation/sample-rows.js';
import { launch, overflow, violations, visit } from './browser.js';

/** Values that a sorting by letters would put into another order. */
const all = [...rows, news, form(1200, 1200), form(90, 90)];
const folder = mkdtempSync(join(tmpdir(), 'validation-'));
const FILE = join(folder, 'report.html');
let browser: Browser;

beforeAll(async () => {
  const found = { rows: all, notCovered: [], notExpressible: ['a fault that no scenario has'] };
  const page = validationDocument(found, { version: '0.1.0', command: 'rehearse validate' });
  writeFileSync(FILE, await renderHtml(page));
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const SHAPES = [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })));

describe.each(SHAPES)('the page of the validation at $width px, $scheme', (visiting) => {
  it('fits, says nothing to the console, and breaks no rule of accessibility, folded or not', async () => {
    const { page, complaints, requests, close } = await visit(browser, FILE, visiting);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect([...complaints, ...requests]).toEqual([]);
    await close();
  });
});

it('names each row that does not agree, tells of it where the pointer is on its diamond, and sorts every row', async () => {
  const { page, close } = await visit(browser, FILE);
  const failing = page.locator('#disagreements tbody tr');
  expect(await failing.count()).toBe(2);
  expect(await failing.first().textContent()).toContain('a judge');
  await page.locator('[data-chart=misses] path[data-tip]').first().hover();
  expect(await page.locator('#tooltip').textContent()).toContain(lacking.name);
  await page.locator('#rest details > summary').first().click();
  const table = page.locator('#rest table').first();
  expect(await table.locator('tbody tr').count()).toBe(all.length);
  const gotColumn = 3;
  const shown = (): Promise<number[]> =>
    table
      .locator(`tbody tr > :nth-child(${gotColumn + 1})`)
      .evaluateAll((cells) => cells.map((cell) => Number((cell.textContent ?? '').replaceAll(',', ''))));
  await table.locator('thead th button').nth(gotColumn).click();
  const found = await shown();
  const up = [...found].sort((a, b) => a - b);
  expect([up, [...up].reverse()]).toContainEqual(found);
  await close();
});
