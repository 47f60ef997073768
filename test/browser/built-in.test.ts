import { statSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { path } from '../../scripts/generated.js';
import { listBuiltins } from '../../src/scenario/file.js';
import { launch, overflow, violations, visit } from './browser.js';

/** What is committed, as whoever is sent it opens it. */
const PAGES = ['index.html', 'claims/report.html', ...listBuiltins().map((name) => `${name}/report.html`)];
const MOST_BYTES = 2.5e6;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(PAGES)('%s', (page) => {
  const file = path(`reports/built-in/${page}`);

  it('is small enough to be sent', () => {
    expect(statSync(file).size).toBeLessThan(MOST_BYTES);
  });

  it.each([
    { width: 1280, scheme: 'light' },
    { width: 390, scheme: 'dark' },
  ] as const)(
    'fits $width pixels, $scheme; fetches nothing, complains of nothing, breaks no rule of accessibility',
    async (visiting) => {
      const visited = await visit(browser, file, visiting);
      try {
        if ((await visited.page.locator('figure').count()) > 0) {
          await visited.page.waitForSelector('html[data-charts=drawn]');
        }
        expect(await overflow(visited.page)).toBe(0);
        expect(await violations(visited.page)).toEqual([]);
        expect(visited.complaints).toEqual([]);
        expect(visited.requests).toEqual([]);
      } finally {
        await visited.close();
      }
    },
  );
});
