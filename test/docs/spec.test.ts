import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { linksOf } from './markdown-links.js';

const SPEC = fileURLToPath(new URL('../../docs/spec/', import.meta.url));
const read = (file: string): string => readFileSync(join(SPEC, file), 'utf8');

it('every pattern has a page, every page has a pattern, and the index leads to all of them', () => {
  const pages = readdirSync(SPEC).filter((file) => file !== 'README.md');
  expect(pages.sort()).toEqual(patterns.map(({ name }) => `${name}.md`).sort());
  const index = linksOf(read('README.md'));
  for (const page of pages) expect(index).toContain(page);
});

describe.each(patterns.map((pattern) => [pattern.name, pattern] as const))('the page of %s', (name, pattern) => {
  const page = read(`${name}.md`);

  it('has its name, its story, and one page of text', () => {
    expect(page.split('\n')[0]).toBe(`# ${name}`);
    expect(page).toContain('```text');
    expect(page.split('\n').length).toBeLessThanOrEqual(60);
  });

  it('says what is seen, drawn and billed', () => {
    for (const part of ['**Sees**', '**Draws**', '**Bills**']) expect(page).toContain(part);
  });

  it('says what each option and each length does', () => {
    const words = new Set(page.match(/[A-Za-z]+/g));
    const names = [...Object.keys(pattern.options), ...Object.keys(pattern.wording)];
    expect(names.filter((option) => !words.has(option))).toEqual([]);
  });
});
