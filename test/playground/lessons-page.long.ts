import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { path } from '../../scripts/generated.js';
import { lessons } from '../../src/playground/lessons/index.js';
import { figureText, filledIn, type LessonFigure } from '../../src/playground/lessons/lesson.js';
import { quiz } from '../../src/playground/lessons/quiz.js';
import { launch } from '../browser/browser.js';
import { playing } from './page.js';
import { answer, finish, told } from './walk.js';

let browser: Browser;
let file: string;

beforeAll(async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'playground-'));
  await build({ configFile: path('vite.playground.config.ts'), build: { outDir } });
  file = join(outDir, 'index.html');
  browser = await launch();
});
afterAll(() => browser.close());

/** Figures of which the page tells the label, or the number with its unit. */
const toldOf = (text: string, figures: readonly LessonFigure[]): string[] =>
  figures
    .filter((figure) => text.includes(figure.label) || (figure.unit !== '' && text.includes(figureText(figure))))
    .map(({ id }) => id);

it.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  '%s tells its answer after the learner commits',
  async (id, lesson) => {
    await playing(browser, file, `#/lesson/${id}`, { isStill: true }, async ({ page, said, requests }) => {
      await page.waitForSelector('.predict');
      const before = await told(page);
      expect(toldOf(before, lesson.figures)).toEqual([]);
      const why = filledIn(lesson.why, lesson.figures);
      for (const text of [why.slice(0, 40), lesson.myth, lesson.tryThis.ask]) expect(before).not.toContain(text);
      await page.getByRole('button', { name: 'Not sure' }).click();
      for (const state of ['committed', 'revealed', 'playing', 'explained']) {
        expect(await page.locator('.lesson').getAttribute('data-state')).toBe(state);
        if (state === 'playing') await page.waitForSelector('.panel:not(.empty)');
        await page.locator('.lesson > .actions > button.primary').click();
      }
      const text = await page.locator('.lesson').innerText();
      expect(text).toContain(why);
      expect(text).toContain(lesson.run.watch);
      expect(text).toContain(filledIn(lesson.tryThis.ask, lesson.figures));
      expect([...said, ...requests]).toEqual([]);
    });
  },
);

it.each(quiz.map((question) => [question.id, question] as const))(
  'the question %s hides its answer',
  async (id, question) => {
    await playing(browser, file, `#/quiz/${id}`, { isStill: true }, async ({ page }) => {
      await page.waitForSelector('.predict');
      const before = await told(page);
      expect(before).toContain(question.question);
      // Options name numbers, so only what is measured with them would tell.
      for (const { label } of question.figures) expect(before).not.toContain(label);
      expect(before).not.toContain(filledIn(question.why, question.figures).slice(0, 30));
      await page.getByRole('button', { name: 'Not sure' }).click();
      expect(await told(page)).toContain(question.figures[0]!.label);
    });
  },
);

/** The first lesson, or question of the quiz, of each kind. */
const KINDS = [...new Set(lessons.map(({ predict }) => predict.kind))].map(
  (kind) => lessons.find(({ predict }) => predict.kind === kind)!,
);

it.each(KINDS.flatMap((lesson) => [false, true].map((isStill) => [lesson.predict.kind, lesson.id, isStill] as const)))(
  'a lesson that asks for a %s, %s, is finished by the keyboard alone (without motion: %s)',
  async (kind, id, isStill) => {
    await playing(browser, file, `#/lesson/${id}`, { isStill }, async ({ page, said }) => {
      await page.waitForSelector('.predict');
      await answer(page, kind);
      await finish(page);
      expect(said).toEqual([]);
    });
  },
);
