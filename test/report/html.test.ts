import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allCharts } from '../../src/report/charts/index.js';
import { lookOf } from '../../src/report/charts/theme.js';
import { compareDocument } from '../../src/report/documents/compare.js';
import { chartsOf } from '../../src/report/documents/contents.js';
import { documentFiles } from '../../src/report/documents/document-files.js';
import { contrast, DARK_PANEL, darkRules, inTheDark } from '../../src/report/html/colours.js';
import { renderHtml } from '../../src/report/html/render.js';
import { builtin } from '../sim/helper.js';
import { crowded, documentOf, INPUT, NASTY, sampleDocument } from './sample.js';

const sample = sampleDocument();
const page = await renderHtml(sample);

describe('the page of a document', () => {
  it('is the same bytes for the same document', async () => {
    expect(await renderHtml(sampleDocument())).toBe(page);
  });

  it('holds the verdict, every title that is read and every chart of the document once', () => {
    // A unit stays with its number.
    const read = page.replaceAll('\u00a0', ' ').replaceAll('&nbsp;', ' ').replaceAll('&#xA0;', ' ');
    expect(read).toContain(`<p class="verdict">${sample.head!.verdict}</p>`);
    for (const { value } of sample.head!.tiles) expect(read).toContain(`<strong>${value}</strong>`);
    for (const { id, title, isUntitled } of sample.sections) {
      expect(page).toContain(`<section id="${id}"`);
      if (isUntitled !== true) expect(page).toContain(`<a href="#${id}">${title.split(':')[0]}</a>`);
    }
    for (const { name } of chartsOf(sample))
      expect(page.match(new RegExp(`<figure[^>]* data-chart="${name}"`, 'g'))).toHaveLength(1);
    expect(page.match(/<svg aria-hidden="true" /g)!.length).toBeGreaterThanOrEqual(chartsOf(sample).length);
  });

  it('carries no program that draws: charts are pictures, with what is told of their marks', () => {
    expect(page).not.toMatch(/vega/i);
    expect(page).not.toContain('unsafe-eval');
    expect(page).toMatch(/<path data-pattern="[a-z-]+" data-tip="[^"]*\d[^"]*"/);
  });

  it('stays below 1 MB for every pattern there is, with growth', async () => {
    const found = crowded();
    const text = await renderHtml(
      compareDocument(found, allCharts(found), { ...INPUT, scenarioText: builtin('growth') }),
    );
    expect(found.patterns.length).toBe(22);
    for (const { name } of found.patterns) expect(text).toContain(`<tr data-pattern="${name}">`);
    expect(text).toMatch(/<figure[^>]* data-chart="growth/);
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
  });

  it('shows of what can be ticked the first two, and hides the rest until a script shows it', () => {
    const blocks = [...page.matchAll(/<div class="of" data-of="([^"]*)"( hidden)?>/g)];
    const seen = blocks.filter(([, , hidden]) => hidden === undefined).map(([, patterns]) => patterns!.split(' '));
    const [ticked] = [...page.matchAll(/data-ticked="([^"]*)"/g)].map(([, names]) => names!.split(' '));
    expect(seen.length).toBeGreaterThan(0);
    for (const patterns of seen) for (const pattern of patterns) expect(ticked).toContain(pattern);
    expect(blocks.length).toBeGreaterThan(seen.length);
  });

  it('names no definition twice', () => {
    const markup = page.replace(/<script.*?<\/script>/gs, '');
    const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = [...markup.matchAll(/url\(#([^)]+)\)/g)].map((found) => found[1]!);
    for (const id of wanted) expect(ids).toContain(id);
  });

  it('refers to nothing outside', () => {
    const markup = page.replace(/<script.*?<\/script>/gs, '').replace(/<style.*?<\/style>/gs, '');
    const addresses = [...markup.matchAll(/ (?:src|href|action|data|poster|srcset)="([^"]*)"/g)].map(
      (found) => found[1]!,
    );
    // Files beside the page are linked to, and not fetched.
    for (const address of addresses) expect(address).toMatch(/^(#|data:|(summary\.csv|scenario\.yaml)$)/);
    const css = /<style>(.*?)<\/style>/s.exec(page)![1]!;
    expect(css).not.toMatch(/@import|url\(/);
  });

  it('lets only its own scripts run', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!.replaceAll('&#x27;', "'");
    const scripts = [...page.matchAll(/<script type="module">(.*?)<\/script>/gs)].map((found) => found[1]!);
    expect(scripts).toHaveLength(1);
    for (const script of scripts)
      expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toContain('http');
  });

  it('is small where there is little in it', async () => {
    const plain = await renderHtml(documentOf([{ kind: 'text', text: 'a' }]));
    expect(plain.length).toBeLessThan(60_000);
  });

  it('lets no text become markup', async () => {
    const text = await renderHtml(
      documentOf(
        [
          { kind: 'text', text: [NASTY, { strong: NASTY }, { code: NASTY }] },
          { kind: 'list', items: [NASTY] },
          { kind: 'code', language: NASTY, text: NASTY },
          { kind: 'table', columns: [{ heading: [NASTY], align: 'left' }], rows: [[NASTY]], ofPatterns: true },
          { kind: 'details', summary: NASTY, blocks: [] },
          {
            kind: 'text',
            text: [
              { link: NASTY, href: NASTY },
              { link: 'run', href: ' javascript:alert(1)' },
            ],
          },
          { kind: 'text', text: [{ link: 'run', href: 'java\nscript:alert(1)' }] },
        ],
        NASTY,
      ),
    );
    // Inside of a quoted value no character but the quote ends it.
    const markup = text.replace(/="[^"]*"/g, '=""');
    expect(markup).not.toContain('alert(1)</script>');
    expect(markup).not.toMatch(/<b>|<!--/);
    expect(text.toLowerCase()).not.toMatch(/href="\s*java/);
    expect([...markup.matchAll(/<script[ >]/g)]).toHaveLength(1);
  });
});

describe('a colour in the dark', () => {
  it('has the contrast that WCAG defines', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#ffffff', '#ffffff')).toBe(1);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ff0000', '#ffffff')).toBeCloseTo(4.0, 2);
  });

  it('can be told from the page for every pattern and every chart', async () => {
    const files = await documentFiles(sample);
    const colours = [...files].flatMap(([name, text]) =>
      name.endsWith('.svg') ? [...text.matchAll(/ (?:fill|stroke)="(#[0-9a-f]{6})"/gi)].map((found) => found[1]!) : [],
    );
    const teams = [...'abcdefghijklmnopqrstuvwxyz'].map((name) => lookOf(name).colour);
    for (const colour of new Set([...colours, ...teams])) {
      const lower = colour.toLowerCase();
      if (lower === '#111111') continue;
      expect(contrast(inTheDark(lower), DARK_PANEL)).toBeGreaterThanOrEqual(3);
    }
  });

  it('stays what it is where it is light enough, and is put there by a rule where not, lighter still for text', () => {
    expect(inTheDark('#e69f00')).toBe('#e69f00');
    const rules = darkRules(['<path fill="#E69F00" stroke="#1B3A6B"/>'])
      .split('\n')
      .filter((rule) => rule.includes('1b3a6b'));
    expect(rules.map((rule) => rule.replace(/: #[0-9a-f]{6};/, ''))).toEqual([
      'svg [fill="#1b3a6b" i] { fill }',
      'svg [stroke="#1b3a6b" i] { stroke }',
      'svg text[fill="#1b3a6b" i] { fill }',
    ]);
    const [fill, , text] = rules.map((rule) => contrast(/: (#[0-9a-f]{6});/.exec(rule)![1]!, DARK_PANEL));
    expect(fill).toBeGreaterThanOrEqual(3.5);
    expect(text).toBeGreaterThanOrEqual(4.5);
    expect(text).toBeLessThan(5.5);
  });

  it('steps back as far as it does on paper where it is a faint line, and what has no colour of its own is not black', () => {
    const rules = darkRules(['<path fill="#e6e8ea" stroke="#e6e8ea"/>']);
    const line = /svg \[stroke="#e6e8ea" i\] \{ stroke: (#[0-9a-f]{6}); \}/.exec(rules)![1]!;
    expect(contrast(line, DARK_PANEL)).toBeCloseTo(contrast('#e6e8ea', '#ffffff'), 1);
    expect(rules).not.toContain('svg [fill="#e6e8ea"');
    expect(rules).toMatch(/svg text\[fill="#000"\] \{ fill: #e4e6e9; \}/);
  });
});
