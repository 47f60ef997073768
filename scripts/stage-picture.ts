import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { hashOf, START } from '../src/playground/address.js';
import { path } from './generated.js';

/**
 * The picture of the stage in the README, light and dark: `npx tsx scripts/stage-picture.ts`, after a build. Both checkers
 * catch the false claim; in the choreography the tagger has read it by then.
 */
const STAGE = { ...START, a: 'choreography', b: 'pipeline', replication: 18 };

// Unpacks the shared libraries that the browser needs, as on a bare machine.
process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
const { default: packed } = await import('@sparticuz/chromium');
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: ['--no-sandbox'] });
for (const [colorScheme, file] of [
  ['light', 'docs/images/stage.png'],
  ['dark', 'docs/images/stage-dark.png'],
] as const) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme, reducedMotion: 'reduce' });
  await page.goto(
    `${pathToFileURL(path('dist/playground/index.html')).href}${hashOf({ room: 'stage', stage: STAGE })}`,
  );
  await page.waitForSelector('.results[aria-busy=false] .outcome-row');
  await page.waitForSelector('.panels .panel:not(.empty)');
  await page.keyboard.press('End');
  // Nothing that stands still has the focus.
  await page.locator('.panel .outcome:not(.open)').first().waitFor();
  writeFileSync(path(file), await page.screenshot());
}
await browser.close();
