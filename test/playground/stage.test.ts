import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../../src/playground/engine/session.js';
import { texts } from '../../src/playground/engine/texts.js';
import { pack } from '../../src/playground/packing.js';
import { jsonTrace } from '../../src/report/exporters/traces/json.js';
import { launch, overflow, violations } from '../browser/browser.js';
import { builtWithFixtures, type PlayVisit, playing, settled } from './page.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launch(), builtWithFixtures()]);
});
afterAll(() => browser.close());

const LOOKS: readonly PlayVisit[] = [
  { width: 1280, height: 800, scheme: 'light' },
  { width: 390, height: 844, scheme: 'dark' },
];
const ARTICLE = '#/stage?s=article&a=pipeline&b=choreography&r=12';
const figures = (page: Page): Promise<string[]> => page.locator('.panel .figures').allInnerTexts();

describe.each(LOOKS)('at $width px, $scheme', (look) => {
  it('the stage fits, breaks no rule of accessibility, asks for nothing and says nothing to the console', async () => {
    await playing(browser, file, ARTICLE, look, async ({ page, said, requests }) => {
      await settled(page);
      expect(await overflow(page)).toBe(0);
      if (look.width === 1280) {
        expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(800);
      }
      await page.keyboard.press('End');
      await page.locator('.panel .outcome:not(.open)').first().waitFor();
      for (const label of ['tell it in sentences', 'show the whole diagram']) await page.getByText(label).click();
      for (const table of await page.locator('summary').all()) await table.click();
      await page.locator('.node:visible').first().click();
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect([...said, ...requests]).toEqual([]);
    });
  });

  it('shows one panel on a phone, with the outcome of the other in sight', async () => {
    await playing(browser, file, ARTICLE, look, async ({ page }) => {
      await settled(page);
      const panels = page.locator('.panel:visible');
      expect(await panels.count()).toBe(look.width === 390 ? 1 : 2);
      if (look.width !== 390) return;
      await page.locator('.panel-tabs button').nth(1).click();
      expect(await panels.getAttribute('aria-label')).toBe('choreography');
      expect(await page.locator('.panel-tabs button').first().innerText()).toContain('under way');
    });
  });
});

describe('the stage', () => {
  it('steps on and back to the same picture, and keeps its place in the address', async () => {
    await playing(browser, file, ARTICLE, { isStill: true }, async ({ page }) => {
      await settled(page);
      const seen: string[] = [];
      for (let step = 0; step < 4; step++) {
        await page.keyboard.press('ArrowRight');
        seen.push(`${await page.locator('.panels').innerText()} ${page.url()}`);
      }
      expect(new Set(seen).size).toBe(4);
      for (const before of seen.slice(0, 3).reverse()) {
        await page.keyboard.press('ArrowLeft');
        expect(`${await page.locator('.panels').innerText()} ${page.url()}`).toBe(before);
      }
      await page.keyboard.press('ArrowRight');
      const here = await figures(page);
      await page.reload();
      await settled(page);
      expect(await figures(page)).toEqual(here);
    });
  });

  it('plays to the end by itself, with and without motion', async () => {
    for (const isStill of [false, true]) {
      await playing(browser, file, '#/stage?s=announce', { isStill }, async ({ page }) => {
        await settled(page);
        await page.getByLabel('Speed').selectOption('4');
        await page.keyboard.press('Space');
        await page.getByRole('button', { name: 'Pause' }).waitFor();
        await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
        expect(await page.locator('.panel .outcome.open').count()).toBe(0);
      });
    }
  });

  it('turns a knob: the figures change, the address says so, and Back goes back', async () => {
    await playing(browser, file, ARTICLE, {}, async ({ page }) => {
      await settled(page);
      const before = await page.locator('.stack').first().innerText();
      const knob = page.getByLabel(/summariser: hallucination/);
      await knob.focus();
      for (let press = 0; press < 15; press++) await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.locator('.stack').first().innerText()).not.toBe(before);
      expect(decodeURIComponent(page.url())).toContain('set=agents.summariser.hallucination:0.');
      await page.getByLabel('Second pattern').selectOption('supervisor');
      await expect.poll(() => page.url()).toContain('b=supervisor');
      await page.goBack();
      await expect.poll(() => page.locator('.panel').nth(1).getAttribute('aria-label')).toBe('choreography');
    });
  });

  it('finds luck with which the two end differently', async () => {
    await playing(browser, file, '#/stage?s=article&a=pipeline&b=choreography', {}, async ({ page }) => {
      await settled(page);
      await page.getByText('find luck where they differ').click();
      await page.getByText(/In replication \d+ the two end differently/).waitFor();
      // The runs are told after they were found: until then there is no end to go to.
      const ends = async (): Promise<readonly string[]> => {
        await page.keyboard.press('End');
        return page.locator('.panels .outcome').allInnerTexts();
      };
      await expect.poll(async () => new Set(await ends()).size, { timeout: 10_000 }).toBe(2);
    });
  });

  it('greys knobs that change nothing, and hides what a teacher hides', async () => {
    const hash = `${ARTICLE}&set=agents.fact-checker.detection:0.4&hide=agents.fact-checker.detection`;
    await playing(browser, file, hash, {}, async ({ page }) => {
      await settled(page);
      await page.getByText('changes nothing here').first().waitFor();
      expect(await page.locator('.knobs').innerText()).not.toContain('detection');
      expect(await page.locator('.knobs').innerText()).toContain('A value is hidden');
    });
  });

  it('shows thirty specialists who all talk as a matrix, and folds them into one node', async () => {
    const hash =
      '#/stage?s=growth&a=mesh&b=supervisor&set=task.steps.specialise.replicas:30&set=agents.specialist.instances:30';
    await playing(browser, file, hash, {}, async ({ page }) => {
      await page.waitForSelector('.panel:not(.empty)');
      await page.keyboard.press('End');
      const mesh = page.locator('.panel').first();
      expect(await mesh.locator('.matrix').innerText()).toMatch(/specialist ×30[\s\S]*465 of 465 pairs/);
      expect(await page.locator('.panel').last().locator('.node').first().innerText()).toContain('×30');
      await page.getByLabel('who talks to whom').selectOption('as a ring, roles folded');
      expect(await mesh.locator('.node').count()).toBeLessThan(4);
      expect(await mesh.locator('.node').first().innerText()).toMatch(/×30[\s\S]*435 pairs talk/);
      await mesh.locator('.node').first().click();
      expect(await page.locator('.note .instances').first().locator('li').count()).toBe(30);
      await page.getByText('Unfold: who talks to whom').click();
      expect(await page.locator('.panel .matrix').count()).toBe(2);
      expect(await violations(page)).toEqual([]);
    });
  });

  it('says what a letter carries: on its way, and in the diagram', async () => {
    await playing(browser, file, `${ARTICLE}&t=0.3`, { isStill: true }, async ({ page, said }) => {
      await settled(page);
      await page.locator('.letter').first().focus();
      await page.keyboard.press('Enter');
      const note = page.getByLabel('What is sent');
      expect(await note.innerText()).toMatch(/to[\s\S]*\d+ claims?.* tokens; .*sent \d/);
      await page.keyboard.press('Enter');
      expect(await note.count()).toBe(0);
      await page.keyboard.press('End');
      await page.locator('.panel .arrow.false:visible').first().dispatchEvent('click');
      expect(await note.innerText()).toMatch(/\(\d+ false\)[\s\S]*: .* by /);
      expect(said).toEqual([]);
    });
  });

  it('opens a scenario of one’s own from the link; what is written in it stays text', async () => {
    const nasty = texts.article!.replace(/^question: .*$/m, 'question: "<img src=x onerror=alert(1)> & <b>why</b>?"');
    const hash = `#/stage?y=${await pack(nasty)}&a=pipeline&b=mesh`;
    await playing(browser, file, hash, {}, async ({ page, dialogs, said }) => {
      await settled(page);
      expect(await page.locator('h1').innerText()).toBe('<img src=x onerror=alert(1)> & <b>why</b>?');
      expect(await page.locator('h1 *').count()).toBe(0);
      expect([...dialogs, ...said]).toEqual([]);
    });
  });

  it('says what is wrong with a scenario, and where; and with an address', async () => {
    await playing(browser, file, '#/stage?s=article&r=x', {}, async ({ page }) => {
      await settled(page);
      expect(await page.locator('[role=alert]').innerText()).toContain("Part 'r' of the address");
      await page.getByRole('button', { name: 'your own' }).click();
      await page.getByLabel('Scenario', { exact: true }).last().fill('scenario: mine\ntask:\n  steps: {}\n');
      await page.getByText('Play this scenario').click();
      await expect.poll(() => page.locator('[role=alert]').innerText()).toMatch(/line \d+, column \d+/);
    });
  });

  it('opens runs from a file', async () => {
    const session = new Session(texts);
    const luck = { seed: 'file', replication: 4, task: 0 };
    const story = session.story({ source: { builtIn: 'payments' }, set: [] }, 'choreography', luck);
    const saved = join(mkdtempSync(join(tmpdir(), 'story-')), 'run.json');
    writeFileSync(saved, jsonTrace(story));
    await playing(browser, file, '#/stage?s=article', {}, async ({ page, said }) => {
      await settled(page);
      await page.getByRole('button', { name: 'your own' }).click();
      await page.locator('input[type=file]').setInputFiles(saved);
      await page.getByText('A recorded run of payments').waitFor();
      expect(await page.locator('.panel').count()).toBe(1);
      await page.keyboard.press('End');
      await page.locator(`.panels .outcome.${story.outcome}`).waitFor();
      // What the page saves is the run that it was given.
      const [saving] = await Promise.all([page.waitForEvent('download'), page.getByText('save this run').click()]);
      expect(saving.suggestedFilename()).toBe('payments-choreography.json');
      expect(JSON.parse(readFileSync(await saving.path(), 'utf8'))).toEqual([JSON.parse(jsonTrace(story))]);
      expect(said).toEqual([]);
    });
  });
});
