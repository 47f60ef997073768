import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import { comparisonFolder } from '../../src/report/folders/run-folder.js';
import { listBuiltins } from '../../src/scenario/file.js';
import { parseScenario } from '../../src/scenario/load.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { NOBODY } from '../explain/explanations.js';
import { builtin } from '../sim/helper.js';
import { launch, overflow, visit } from './browser.js';
import { coloursOf, faintTexts, placesOf, printedPages } from './pages.js';

/** Every report of a built-in question keeps the rules for what a reader sees, in numbers. */

const SCREEN = { width: 1280, height: 900 };
const RULES = { words: 20, screens: 6, colours: 8, contrast: 4.5, pages: 8, bytes: 1_000_000 };
/** Of a printed page; a heading alone draws about 500. */
const LEAST_DRAWN = 1500;
/** Many patterns are needed for what many patterns do to a page, once; elsewhere few are quicker. */
const FEW = ['pipeline', 'workflow', 'supervisor', 'choreography', 'maker-checker', 'debate', 'mesh'];
const ALL = 'article';

const folder = mkdtempSync(join(tmpdir(), 'acceptance-'));
let browser: Browser;

beforeAll(async () => {
  for (const name of listBuiltins()) writeFileSync(join(folder, `${name}.html`), await reportOf(name));
  browser = await launch();
}, 900_000);

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function reportOf(name: string): Promise<string> {
  const parsed = parseScenario(builtin(name), `${name}.yaml`, []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  const { scenario, document } = parsed;
  const isLong = scenario.workload.tasks > 1 || scenario.growth !== null;
  const known = [...FEW, ...scenario.teams.map((team) => team.name)];
  const own = scenario.patterns.only?.filter((pattern) => known.includes(pattern)) ?? known;
  const only = name === ALL ? null : [...own, ...scenario.asks.patterns];
  const effort = { seed: 'rehearsal', runs: isLong ? 3 : 40, precision: null, only };
  const found = await compare(scenario, effort, new LocalExecutor(NOBODY));
  const made = { version: '1', scenarioText: document, command: `rehearse compare ${name}` };
  return String((await comparisonFolder(found, made)).get('report.html'));
}

async function reading(
  name: string,
  visiting: Parameters<typeof visit>[2],
  then: (page: Page) => Promise<void>,
): Promise<void> {
  const visited = await visit(browser, join(folder, `${name}.html`), visiting);
  try {
    await visited.page.waitForSelector('html[data-page=ready]');
    await then(visited.page);
    expect(visited.complaints).toEqual([]);
    expect(visited.requests).toEqual([]);
  } finally {
    await visited.close();
  }
}

describe.each(listBuiltins())('the report of %s', (name) => {
  it('answers on the first screen, has few colours, can be read, and is printed on few sheets', async () => {
    await reading(name, SCREEN, async (page) => {
      const verdict = (await page.locator('.verdict').textContent()) ?? '';
      expect.soft(verdict.trim().split(/\s+/).length, verdict).toBeLessThanOrEqual(RULES.words);
      const { height, verdictEnds, chartEnds } = await placesOf(page);
      expect.soft(verdictEnds, 'end of the verdict').toBeLessThan(SCREEN.height / 3);
      expect.soft(chartEnds ?? 0, 'end of the first chart').toBeLessThanOrEqual(SCREEN.height);
      expect.soft(height / SCREEN.height, 'screens').toBeLessThanOrEqual(RULES.screens);
      const all = await coloursOf(page);
      expect.soft(all.length).toBeGreaterThan(0);
      expect.soft(all.filter(({ colours }) => colours.length > RULES.colours)).toEqual([]);
      expect.soft(await faintTexts(page, RULES.contrast)).toEqual([]);
      const drawn = await printedPages(page);
      expect.soft(drawn.length, 'printed pages').toBeGreaterThan(1);
      expect.soft(drawn.length, 'printed pages').toBeLessThanOrEqual(RULES.pages);
      expect.soft(Math.min(...drawn), `a page with a heading alone: ${drawn}`).toBeGreaterThan(LEAST_DRAWN);
    });
  });

  it('can be read in the dark, and does not scroll sideways at 390 pixels', async () => {
    await reading(name, { width: 390, scheme: 'dark' }, async (page) => {
      expect.soft(await faintTexts(page, RULES.contrast)).toEqual([]);
      expect.soft(await overflow(page)).toBe(0);
    });
  });
});

it('is small enough to be sent, for every pattern there is', async () => {
  await reading(ALL, SCREEN, async (page) => {
    expect(await page.evaluate(() => document.documentElement.outerHTML.length)).toBeLessThan(RULES.bytes);
  });
});
