import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { path } from '../../scripts/generated.js';
import { lessons } from '../../src/playground/lessons/index.js';
import { quiz } from '../../src/playground/lessons/quiz.js';
import { launch, overflow, violations } from '../browser/browser.js';
import { type Playing, playing, settled } from './page.js';
import { answer, finish } from './walk.js';

/** Every room in every state, in each look: what `npm test` looks at in two. */
let browser: Browser;
let file: string;

beforeAll(async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'playground-'));
  await build({ configFile: path('vite.playground.config.ts'), build: { outDir } });
  file = join(outDir, 'index.html');
  browser = await launch();
});
afterAll(() => browser.close());

const LOOKS = ([1280, 390] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme, isStill: true })),
);
const LESSONS = [...new Set(lessons.map(({ predict }) => predict.kind))].map(
  (kind) => lessons.find(({ predict }) => predict.kind === kind)!,
);
const QUESTIONS = [...new Set(quiz.map(({ predict }) => predict.kind))].map(
  (kind) => quiz.find(({ predict }) => predict.kind === kind)!,
);
const MANY = '&set=task.steps.specialise.replicas:30&set=agents.specialist.instances:30';
const STAGES = [
  '#/stage?s=article&a=choreography&b=pipeline&r=18',
  `#/stage?s=growth&a=mesh&b=supervisor&r=1&n=60${MANY}`,
  '#/stage?s=payments&a=workflow&b=choreography&set=faults.messages.loss:0.3&set=policies.redelivery.attempts:1',
  '#/stage?s=support&a=supervisor&b=router&set=workload.arrivals.poisson:180/h&n=5',
];

async function check({ page, said, requests }: Playing): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect([...said, ...requests]).toEqual([]);
}

describe.each(LOOKS)('at $width px, $scheme', (look) => {
  it('contents', async () => {
    await playing(browser, file, '#/', look, check);
  });

  it('advise, at every question and at the end', async () => {
    await playing(browser, file, '#/advise', look, async (visited) => {
      const choices = visited.page.locator('.ask button');
      while ((await choices.count()) > 0) {
        await check(visited);
        await choices.last().click();
      }
      await visited.page.getByText('Recommended: ').waitFor();
      await check(visited);
    });
  });

  it.each(LESSONS.map(({ id, predict }) => [id, predict.kind] as const))('the lesson %s, a %s', async (id, kind) => {
    await playing(browser, file, `#/lesson/${id}`, look, async (visited) => {
      await visited.page.waitForSelector('.predict');
      await check(visited);
      await answer(visited.page, kind);
      await finish(visited.page, () => check(visited));
      await check(visited);
    });
  });

  it.each(QUESTIONS.map(({ id, predict }) => [id, predict.kind] as const))(
    'the question %s, a %s',
    async (id, kind) => {
      await playing(browser, file, `#/quiz/${id}`, look, async (visited) => {
        await visited.page.waitForSelector('.predict');
        await check(visited);
        await answer(visited.page, kind);
        await visited.page.getByText('Show me').waitFor();
        await check(visited);
      });
    },
  );

  it.each(STAGES)('the stage %s, from the start to the end', async (hash) => {
    await playing(browser, file, hash, look, async (visited) => {
      const { page } = visited;
      await settled(page);
      await check(visited);
      for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
      await check(visited);
      await page.keyboard.press('End');
      for (const label of ['tell it in sentences', 'show the whole diagram', 'one axis for both'])
        await page.getByText(label).click();
      for (const table of await page.locator('summary:visible').all()) await table.click();
      await check(visited);
      await page.locator('.node:visible, .matrix button:visible').first().click();
      await check(visited);
      await page.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: 'Help' }).click();
      await check(visited);
    });
  });

  it('a scenario of one’s own, with a mistake in it', async () => {
    await playing(browser, file, STAGES[0]!, look, async (visited) => {
      const { page } = visited;
      await settled(page);
      await page.getByRole('button', { name: 'your own' }).click();
      await check(visited);
      await page.getByLabel('Scenario', { exact: true }).last().fill('scenario: mine\ntask:\n  steps: {}\n');
      await page.getByText('Play this scenario').click();
      await page.locator('[role=alert]').waitFor();
      await check(visited);
    });
  });
});
