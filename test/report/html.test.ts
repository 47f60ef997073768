import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { allCharts } from '../../src/report/charts/index.js';
import { lookOf } from '../../src/report/charts/theme.js';
import { compareDocument } from '../../src/report/documents/compare.js';
import { chartsOf } from '../../src/report/documents/contents.js';
import { documentFiles } from '../../src/report/documents/document-files.js';
import { contrast, DARK_PANEL, darkRules, inTheDark } from '../../src/report/html/colours.js';
import { jsonInScript } from '../../src/report/html/escape.js';
import { renderHtml } from '../../src/report/html/render.js';
import { builtin } from '../sim/helper.js';
import { crowded, documentOf, INPUT, NASTY, sampleDocument } from './sample.js';

const sample = sampleDocument();
const page = await renderHtml(sample);

describe('the page of a document', () => {
  it('is the same bytes for the same document', async () => {
    expect(await renderHtml(sampleDocument())).toBe(page);
  });

  it('holds every title, sentence and chart of the document', () => {
    for (const { id, title } of sample.sections) {
      expect(page).toContain(`<section id="${id}"`);
      expect(page).toContain(`<a href="#${id}">${title}</a>`);
    }
    for (const { name } of chartsOf(sample)) expect(page).toContain(`<figure data-chart="${name}"`);
    expect(page.match(/<svg aria-hidden/g)).toHaveLength(chartsOf(sample).length);
  });

  it('has a specification that Vega compiles for each chart', () => {
    const specs = JSON.parse(/<script type="application\/json" id="specs">(.*?)<\/script>/s.exec(page)![1]!) as object;
    expect(Object.keys(specs)).toEqual(chartsOf(sample).map(({ name }) => name));
    for (const spec of Object.values(specs))
      expect(spec).toMatchObject({ $schema: 'https://vega.github.io/schema/vega/v6.json' });
  });

  it('stays below 2.5 MB for every pattern there is, with growth', async () => {
    const found = crowded();
    const text = await renderHtml(
      compareDocument(found, allCharts(found), { ...INPUT, scenarioText: builtin('growth') }),
    );
    expect(found.patterns.length).toBe(22);
    for (const { name } of found.patterns) expect(text).toContain(`<tr data-pattern="${name}">`);
    expect(text).toContain('<figure data-chart="growth"');
    expect(Buffer.byteLength(text)).toBeLessThan(2_500_000);
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
    for (const address of addresses) expect(address).toMatch(/^(#|data:)/);
    const css = /<style>(.*?)<\/style>/s.exec(page)![1]!;
    expect(css).not.toMatch(/@import|url\(/);
  });

  it('lets only its own scripts run', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!.replaceAll('&#x27;', "'");
    const scripts = [...page.matchAll(/<script(?: type="module")?>(.*?)<\/script>/gs)].map((found) => found[1]!);
    expect(scripts).toHaveLength(2);
    for (const script of scripts)
      expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toContain('http');
    expect(scripts[0]).toMatch(/^\/\*!\nVega.*Redistribution and use/s);
  });

  it('has no script but its own where there are no charts', async () => {
    const plain = await renderHtml(documentOf([{ kind: 'text', text: 'a' }]));
    expect([...plain.matchAll(/<script(?: type="module")?>/g)]).toHaveLength(1);
    expect(plain.length).toBeLessThan(50_000);
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
    expect([...markup.matchAll(/<script[ >]/g)]).toHaveLength(2);
  });
});

it('data in a script is the data, and ends no script', () => {
  const data = { text: NASTY, lines: '\u2028\u2029', list: [1, 0.1, -12.5, null, true], '</script>': 1e-7 };
  const json = jsonInScript(data);
  expect(json).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(json)).toEqual(data);
  expect(jsonInScript([1 / 3, 1_234_567, 123_456.789])).toBe('[0.333333,1234567,123457]');
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
