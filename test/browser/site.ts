import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, overflow, violations, visit } from './browser.js';

const MOST_BYTES = 1.2e6;
const SHAPES = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const;

/** Tests of built pages, each opened as a reader does who was sent the file. */
export function describePages(folder: string, pages: readonly string[]): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  describe.each(pages)('%s', (page) => {
    const file = join(folder, page);

    it('is small enough to be sent', () => {
      expect(statSync(file).size).toBeLessThan(MOST_BYTES);
    });

    it.each(SHAPES)(
      'fits $width pixels, $scheme; fetches nothing, complains of nothing, breaks no rule of accessibility',
      async (visiting) => {
        const visited = await visit(browser, file, visiting);
        try {
          await visited.page.waitForSelector('html[data-page=ready]');
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
}

/** Tests of pages of the site that are no report: they have no script, and share a style. */
export function describeSitePages(folder: string, pages: readonly string[]): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each(pages.flatMap((page) => SHAPES.map((shape) => ({ page, ...shape }))))(
    '$page fits $width pixels, $scheme; fetches nothing else, complains of nothing, breaks no rule of accessibility',
    async ({ page, ...visiting }) => {
      const visited = await visit(browser, join(folder, page), visiting);
      try {
        expect(await overflow(visited.page)).toBe(0);
        expect(visited.complaints).toEqual([]);
        // Its style and its pictures lie in the site.
        const own = pathToFileURL(folder).href;
        expect(visited.requests.filter((url) => !url.startsWith(own))).toEqual([]);
        expect(visited.requests.filter((url) => url.endsWith('/style.css')).length).toBe(1);
        // Last: the tool asks for styles itself, which the page does not let it.
        expect(await violations(visited.page)).toEqual([]);
      } finally {
        await visited.close();
      }
    },
  );
}
