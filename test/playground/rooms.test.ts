import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figureText, valueText } from '../../src/playground/lessons/lesson.js';
import { launch, overflow, violations } from '../browser/browser.js';
import { lessons } from './fixture-lessons.js';
import { quiz } from './fixture-quiz.js';
import { builtWithFixtures, type Playing, playing } from './page.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launch(), builtWithFixtures()]);
});
afterAll(() => browser.close());

/** All that the page tells at this moment: its document, title, address and what assistive technology is told. */
async function told(page: Page): Promise<string> {
  const document = await page.evaluate(() => {
    const copy = globalThis.document.documentElement.cloneNode(true) as Element;
    // Code is no part of what is told, the worker's text included.
    for (const code of copy.querySelectorAll('script, style')) code.remove();
    return copy.outerHTML;
  });
  const values = await page.evaluate(() =>
    [...globalThis.document.querySelectorAll('input')].map((input) => input.value),
  );
  return [document, ...values, await page.title(), page.url(), await page.locator('body').ariaSnapshot()].join('\n');
}

const stateOf = (page: Page): Promise<string | null> => page.locator('.lesson').getAttribute('data-state');

/** Moves the focus to a control by Tab alone. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached by Tab.`);
}

/** Gives some answer by the keyboard alone. */
async function answer(page: Page, kind: string): Promise<void> {
  if (kind === 'number' || kind === 'curve') {
    await tabTo(page, 'input[type=range]');
    await page.keyboard.press('ArrowRight');
  } else if (kind === 'order') {
    await tabTo(page, '.order button:not(:disabled)');
    await page.keyboard.press('Enter');
  } else {
    await tabTo(page, 'input[type=radio]');
    await page.keyboard.press('Space');
  }
  await tabTo(page, 'button[type=submit]:not(:disabled)');
  await page.keyboard.press('Enter');
}

const kinds = lessons.map((lesson) => [lesson.predict.kind, lesson] as const);

describe.each(kinds)('a lesson that asks for a %s', (kind, lesson) => {
  const hash = `#/lesson/${lesson.id}`;

  it('tells nothing of the answer before the learner commits', async () => {
    await playing(browser, file, hash, {}, async ({ page }) => {
      await page.waitForSelector('.predict');
      const before = await told(page);
      for (const figure of lesson.figures) {
        for (const text of [valueText(figure.value, figure.digits), figureText(figure)])
          expect(before).not.toContain(text);
        expect(before).not.toContain(figure.label);
      }
      for (const text of [lesson.why.slice(0, 12), lesson.myth, lesson.tryThis.ask, 'choreography-fits']) {
        expect(before).not.toContain(text);
      }
      for (const outcome of ['correct<', 'wrong<', 'under way', 'data-panel']) expect(before).not.toContain(outcome);
      // After the commitment and one step more, what was hidden is there: the test sees what it looks for.
      await answer(page, kind);
      expect(await stateOf(page)).toBe('committed');
      await page.getByRole('button', { name: 'Show what was measured' }).click();
      if (kind !== 'finger') expect(await told(page)).toContain(String(lesson.figures[0]!.value));
    });
  });

  it('is finished by the keyboard alone, without motion', async () => {
    await playing(browser, file, hash, { isStill: true }, async ({ page, said }) => {
      await page.waitForSelector('.predict');
      await answer(page, kind);
      for (const state of ['committed', 'revealed', 'playing', 'explained', 'trying']) {
        expect(await stateOf(page)).toBe(state);
        if (state === 'playing') {
          await page.waitForSelector('.panel:not(.empty)');
          await page.keyboard.press('End');
        }
        await tabTo(page, '.lesson > .actions > button.primary');
        await page.keyboard.press('Enter');
      }
      expect(await stateOf(page)).toBe('done');
      expect(await page.locator('.lesson').innerText()).toContain('since nobody waits');
      expect(said).toEqual([]);
    });
  });
});

describe.each([
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
] as const)('at $width px, $scheme', (look) => {
  const check = async ({ page, said, requests }: Playing): Promise<void> => {
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect([...said, ...requests]).toEqual([]);
  };

  it('contents and quiz break no rule of accessibility', async () => {
    await playing(browser, file, '#/', look, async (visited) => {
      expect(await visited.page.locator('.lesson-list li').count()).toBe(lessons.length);
      await check(visited);
      await visited.page.getByText(`Quiz: ${quiz.length} questions`).click();
      await visited.page.getByText('Question 1 of 2').waitFor();
      await answer(visited.page, quiz[0]!.predict.kind);
      await visited.page.getByText('Show me').waitFor();
      await check(visited);
    });
  });

  it.each(kinds)('a lesson that asks for a %s breaks none in any state', async (kind, lesson) => {
    await playing(browser, file, `#/lesson/${lesson.id}`, { ...look, isStill: true }, async (visited) => {
      const { page } = visited;
      await page.waitForSelector('.predict');
      await check(visited);
      await answer(page, kind);
      await page.locator('.lesson > .actions > button.primary').click();
      await check(visited);
      if (kind !== 'number') return;
      for (let step = 0; step < 4; step++) await page.locator('.lesson > .actions > button.primary').click();
      await page.waitForSelector('.panel:not(.empty)');
      await check(visited);
    });
  });
});

it('keeps answers in this browser, and lists them as text', async () => {
  await playing(browser, file, `#/lesson/${lessons[1]!.id}`, {}, async ({ page }) => {
    await page.getByLabel('half').check();
    await page.getByRole('button', { name: 'Commit to this answer' }).click();
    await page.getByRole('link', { name: 'All lessons' }).click();
    await page.reload();
    expect(await page.locator('.lesson-list').innerText()).toContain('You said: half');
    await page.getByText('My answers, as text').click();
    expect(await page.getByLabel('My answers').inputValue()).toBe('a-choice: half');
  });
});
