import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildSite } from '../../scripts/site/build.js';
import { patterns } from '../../src/patterns/index.js';
import { lessons } from '../../src/playground/lessons/index.js';
import { deadLinks, pagesIn, targetsOf } from './links.js';
import { describePages, describeSitePages } from './site.js';

/** A decision over uncertain ranges, of few replications; all: `npm run test:long`. */
const SMALL = [
  '--patterns',
  'pipeline,supervisor,choreography',
  '--runs',
  '20',
  '--samples',
  '4',
  '--runs-per-sample',
  '5',
];
const folder = mkdtempSync(join(tmpdir(), 'site-'));
const read = (page: string): string => readFileSync(join(folder, page), 'utf8');

beforeAll(async () => {
  const effort = {
    ...{ scenarios: ['article'], decide: SMALL },
    ...{ claims: ['call-counts', 'race-on-persist'], validate: ['--only', 'recorded'] },
  };
  await buildSite(folder, effort, () => undefined);
}, 300_000);

it('the site has no link that leads nowhere, and shows nothing from elsewhere', () => {
  expect(deadLinks(folder)).toEqual([]);
  const shown = pagesIn(folder).flatMap((page) => targetsOf(read(page)).shown);
  expect(shown.length).toBeGreaterThan(100);
  expect(shown.filter((target) => /^(https?:)?\/\//.test(target))).toEqual([]);
});

it('the first page leads to every pattern, every lesson, the playground, the reports and the documents', () => {
  const { links } = targetsOf(read('index.html'));
  expect(links).toEqual(
    expect.arrayContaining([
      ...patterns.map(({ name }) => `patterns/${name}.html`),
      ...lessons.map(({ id }) => `play/index.html#/lesson/${id}`),
      ...['play/index.html#/advise', 'play/index.html#/quiz', 'reports/article/report.html'],
      ...['reports/claims/report.html', 'reports/validation/report.html', 'docs/quick-start.html'],
    ]),
  );
});

it('the page of a pattern has its drawing, what was measured of it, and the way to watch it', () => {
  const page = read('patterns/choreography.html');
  expect(page).toContain('src="../docs/images/patterns/choreography.svg"');
  expect(page).toMatch(/report\.html">article<\/a><\/th><td>\d+ % \(\d+ to \d+\)/);
  expect(page).toContain('#/stage?s=article&#x26;a=choreography');
});

describePages(folder, ['reports/index.html', 'reports/claims/report.html', 'reports/article/report.html']);
describeSitePages(folder, [
  'index.html',
  'patterns/choreography.html',
  'docs/commands.html',
  'reports/article/adr.html',
]);
