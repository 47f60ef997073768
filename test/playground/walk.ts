/** Going through the rooms of the playground by the keyboard alone, and what they tell on the way. */
import type { Page } from 'playwright-core';

/** All that the page tells at this moment: its document, fields, title, address and what assistive technology is told. */
export async function told(page: Page): Promise<string> {
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

export const stateOf = (page: Page): Promise<string | null> => page.locator('.lesson').getAttribute('data-state');

/** Moves the focus to a control by Tab alone. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} cannot be reached by Tab.`);
}

/** Gives some answer by the keyboard alone. */
export async function answer(page: Page, kind: string): Promise<void> {
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

/** Goes on from the commitment to the end of a lesson by the keyboard alone; `see` is called in every state. */
export async function finish(page: Page, see: (state: string) => Promise<void> = async () => undefined): Promise<void> {
  for (const state of ['committed', 'revealed', 'playing', 'explained', 'trying']) {
    const found = await stateOf(page);
    if (found !== state) throw new Error(`The lesson is at ${found}, not at ${state}.`);
    if (state === 'playing') {
      await page.waitForSelector('.panel:not(.empty)');
      await page.keyboard.press('End');
    }
    await see(state);
    await tabTo(page, '.lesson > .actions > button.primary');
    await page.keyboard.press('Enter');
  }
  if ((await stateOf(page)) !== 'done') throw new Error('The lesson is not over.');
}
