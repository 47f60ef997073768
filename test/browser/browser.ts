/** Opening pages in a real browser, for tests of everything that is looked at there. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';

export interface Visit {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly scripts?: boolean;
  readonly media?: 'screen' | 'print';
}

/** A page that was opened, with everything that it should not have said or asked for. */
export interface Visited {
  readonly page: Page;
  /** Errors and warnings of its console, and exceptions that nobody caught. */
  readonly complaints: string[];
  /** Addresses that it asked for, its own file and data apart. */
  readonly requests: string[];
  readonly close: () => Promise<void>;
}

/** A rule of accessibility that the page breaks, and where. */
export interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly targets: readonly string[];
}

/** The browser, for all tests of a file; close it after them. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
}

/** Opens a file as somebody does who was sent it. */
export async function visit(browser: Browser, file: string, visiting: Visit = {}): Promise<Visited> {
  const { width = 1280, height = 900, scheme = 'light', scripts = true, media = 'screen' } = visiting;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    // What the page may run is part of what is tested, so the tests' own tools do not go round it.
    bypassCSP: false,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => void complaints.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('data:') && url !== pathToFileURL(file).href) requests.push(url);
  });
  await page.emulateMedia({ media, colorScheme: scheme });
  await page.goto(pathToFileURL(file).href);
  return { page, complaints, requests, close: () => context.close() };
}

/** How far the page is wider than its window, in pixels: 0 where nobody has to scroll sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds. */
export async function violations(page: Page): Promise<Violation[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  return found.violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact,
    help,
    targets: nodes.map(({ target }) => target.join(' ')),
  }));
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
