import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { texts } from '../../src/playground/engine/texts.js';
import { launch } from '../browser/browser.js';
import { playing, settled } from '../playground/page.js';
import { freshFolder, ROOT, rehearse } from './helper.js';

const PAGE = join(ROOT, 'dist/playground/index.html');

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('rehearse play', () => {
  it('serves one page on this machine alone, which asks for nothing and says nothing', async () => {
    const main = join(ROOT, 'dist/cli/main.js');
    const child = spawn(process.execPath, [main, 'play', 'article', '--patterns', 'pipeline,mesh', '--no-open']);
    try {
      const address = await new Promise<string>((resolve) =>
        child.stdout.once('data', (data) => resolve(String(data).trim())),
      );
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/stage\?s=article&a=pipeline&b=mesh&v=1$/);
      const [page, hash] = address.split('#');
      await playing(browser, page!, `#${hash}`, {}, async ({ page: opened, said, requests }) => {
        await settled(opened);
        expect(await opened.locator('.panel').nth(1).getAttribute('aria-label')).toBe('mesh');
        expect([...said, ...requests]).toEqual([]);
      });
      const status = await new Promise((resolve) =>
        get(new URL('/etc/passwd', page), ({ statusCode }) => resolve(statusCode)),
      );
      expect(status).toBe(404);
    } finally {
      child.kill();
    }
  });

  it('exports a file that opens where it was told, with one’s own scenario in it', async () => {
    const folder = freshFolder();
    const mine = join(folder, 'mine.yaml');
    const nasty = '</script><img src=x onerror=alert(1)>';
    writeFileSync(mine, texts.payments!.replace(/^question: .*$/m, `question: '${nasty}'`));
    const { code, stderr } = rehearse(
      [
        'play',
        'mine.yaml',
        '--patterns',
        'workflow,choreography',
        '--seed',
        nasty,
        '--set',
        'faults.messages.loss=0.1',
        '--export',
        'mine.html',
      ],
      folder,
    );
    expect(stderr).toContain('Wrote mine.html');
    expect(code).toBe(0);
    await playing(browser, join(folder, 'mine.html'), '', {}, async ({ page, said, requests, dialogs }) => {
      await settled(page);
      expect(await page.locator('h1').innerText()).toBe(nasty);
      expect(await page.locator('.knobs').innerText()).toContain('as the scenario says');
      expect([...said, ...requests, ...dialogs]).toEqual([]);
    });
  });

  it('refuses what it cannot open, before anything is opened', () => {
    const folder = freshFolder();
    const refused = (...args: string[]): string => rehearse(['play', ...args], folder).stderr;
    expect(refused('artikle')).toContain("Did you mean 'article'?");
    expect(refused('article', '--patterns', 'pipeline,mesh,router')).toContain('Name two patterns');
    expect(refused('article', '--patterns', 'pipelin')).toContain("Did you mean 'pipeline'?");
    expect(refused('article', '--set', 'agents.summariser.halucination=1')).toContain('hallucination');
    expect(refused('--lesson', 'nothing')).toContain("there is no lesson 'nothing'");
    expect(refused('article', '--export', join('no', 'folder.html'))).toContain('could not be written');
  });
});

it('the page is small enough to be sent, and may load nothing', () => {
  const page = readFileSync(PAGE);
  expect(statSync(PAGE).size).toBeLessThan(MOST_BYTES);
  expect(gzipSync(page).length).toBeLessThan(MOST_ZIPPED);
  expect(page.toString()).toContain("default-src 'none'");
});

/** With all scenarios and lessons; most of it is the simulator. */
const MOST_BYTES = 935_000;
const MOST_ZIPPED = 293_000;
