import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Of all workers of one run of the tests: the first that needs the page builds it, the others wait for it. */
const SHARED = join(tmpdir(), `playground-${process.ppid}`);

/** The page as it is shipped, but with the lessons of these tests. */
export async function builtWithFixtures(): Promise<string> {
  const page = join(SHARED, 'index.html');
  try {
    mkdirSync(SHARED);
  } catch {
    while (!existsSync(page)) await sleep(50);
    return page;
  }
  const outDir = mkdtempSync(join(tmpdir(), 'playground-'));
  await build({
    configFile: at('../../vite.playground.config.ts'),
    build: { outDir, minify: false },
    plugins: [
      {
        name: 'lessons of the tests',
        enforce: 'pre',
        resolveId: (source) => {
          if (source.endsWith('lessons/index.js')) return at('fixture-lessons.ts');
          return source.endsWith('lessons/quiz.js') ? at('fixture-quiz.ts') : null;
        },
      },
    ],
  });
  // Renamed, so that it is never seen half.
  renameSync(join(outDir, 'index.html'), page);
  return page;
}

export interface PlayVisit {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly isStill?: boolean;
}

export interface Playing {
  readonly page: Page;
  /** Whatever its console said, and exceptions that nobody caught. */
  readonly said: string[];
  /** Addresses that it asked for beside its own. */
  readonly requests: string[];
  /** The browser's own dialogs, such as an alert. */
  readonly dialogs: string[];
}

/** Opens the page at a hash, lets it be used, and closes it whatever happens. */
export async function playing(
  browser: Browser,
  page: string,
  hash: string,
  visit: PlayVisit,
  use: (playing: Playing) => Promise<void>,
): Promise<void> {
  const { width = 1280, height = 800, scheme = 'light', isStill = false } = visit;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: isStill ? 'reduce' : 'no-preference',
  });
  const opened = await context.newPage();
  const own = page.startsWith('http') ? page : pathToFileURL(page).href;
  const found: Playing = { page: opened, said: [], requests: [], dialogs: [] };
  opened.on('console', (message) => void found.said.push(message.text()));
  opened.on('pageerror', (error) => void found.said.push(String(error)));
  opened.on('request', (request) => {
    const url = request.url();
    if (!/^(blob|data):/.test(url) && url.split('#')[0] !== own) found.requests.push(url);
  });
  opened.on('dialog', (dialog) => {
    found.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  try {
    await opened.goto(own + hash);
    await use(found);
  } finally {
    await context.close();
  }
}

/** Until the stage shows two runs and the study is over. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.panels .panel:not(.empty)');
  await page.waitForSelector('.results[aria-busy=false] .outcome-row');
}
