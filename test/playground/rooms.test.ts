import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { path } from '../../scripts/generated.js';
import { evidenceSentences } from '../../src/advise/evidence.js';
import { answeredWith } from '../../src/advise/questions.js';
import { heldAgainst, recommend } from '../../src/advise/recommend.js';
import { templateSettings, withSideStep } from '../../src/advise/settings.js';
import { toldVerdicts } from '../../src/cli/evidence.js';
import { figureText, valueText } from '../../src/playground/lessons/lesson.js';
import { parseScenario } from '../../src/scenario/load.js';
import { launch, overflow, violations } from '../browser/browser.js';
import { lessons } from './fixture-lessons.js';
import { quiz } from './fixture-quiz.js';
import { builtWithFixtures, type Playing, playing, settled } from './page.js';
import { answer, finish, stateOf, tabTo, told } from './walk.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  [browser, file] = await Promise.all([launch(), builtWithFixtures()]);
});
afterAll(() => browser.close());

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
      await finish(page);
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

  it('advise breaks none, from the first question to the last answer', async () => {
    await playing(browser, file, '#/advise', look, async (visited) => {
      await visited.page.locator('.ask button').first().click();
      await check(visited);
      while ((await visited.page.locator('.ask button').count()) > 0)
        await visited.page.locator('.ask button').first().click();
      await visited.page.getByText('Recommended: ').waitFor();
      await check(visited);
    });
  });

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

it('advise asks and says what the command does, by the keyboard alone, and its scenario can be rehearsed', async () => {
  const keys = ['chain', 'no', 'some', 'yes', 'yes', 'yes', 'no', 'wrong'];
  await playing(browser, file, '#/advise', {}, async ({ page, said }) => {
    for (const { question, answer: given } of answeredWith(keys)) {
      expect(await page.locator('.ask h2').innerText()).toBe(question.text);
      await tabTo(page, '.ask button');
      const place = question.answers.indexOf(given);
      for (let press = 0; press < place; press++) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const text = await page.locator('.asked li').last().innerText();
      for (const sentence of evidenceSentences(toldVerdicts(), given.evidence)) expect(text).toContain(sentence);
    }
    const answers = Object.fromEntries(answeredWith(keys).map((one, i) => [one.question.id, keys[i]!]));
    const found = recommend(answers);
    const text = await page.locator('.advise').innerText();
    for (const part of [`Recommended: ${found.pattern}.`, ...found.reasons, heldAgainst(found)])
      expect(text).toContain(part);
    expect(text).toContain(`rehearse advise --answers ${keys.join(',')}`);
    const [saving] = await Promise.all([page.waitForEvent('download'), page.getByText('Save the scenario').click()]);
    const template = readFileSync(path('assets/init.yaml'), 'utf8');
    const parsed = parseScenario(withSideStep(template, answers), 'advised.yaml', templateSettings(answers));
    expect(readFileSync(await saving.path(), 'utf8')).toBe(parsed.ok && parsed.document);
    await page.goBack();
    expect(await page.locator('.ask h2').innerText()).toBe('What is worse?');
    await page.goForward();
    await page.getByText('Rehearse it: ').click();
    await settled(page);
    expect(await page.locator('.panel').first().getAttribute('aria-label')).toBe(found.pattern);
    expect(said).toEqual([]);
  });
});
