import { createHash } from 'node:crypto';
import type { Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { renderPlot } from '../charts/render.js';
import { chartsOf, patternsOf } from '../documents/contents.js';
import type { ReportDocument } from '../documents/document.js';
import { loadAssets } from './assets.js';
import { sectionElement } from './blocks.js';
import { darkRules } from './colours.js';
import { raw } from './escape.js';
import { headElement } from './head.js';
import { symbolOf } from './symbols.js';

/**
 * A document as one HTML file that fetches nothing. Its charts are pictures; a script adds what is told of their marks,
 * highlights, sorting, ticking and downloads.
 * @param drawn Charts that were drawn already, by name; the others are drawn here.
 * @throws Error where a chart is not valid Vega-Lite.
 */
export async function renderHtml(
  document: ReportDocument,
  drawn: ReadonlyMap<string, string> = new Map(),
): Promise<string> {
  const plots = new Map<string, string>();
  for (const chart of chartsOf(document)) plots.set(chart.name, drawn.get(chart.name) ?? (await renderPlot(chart)));
  const patterns = patternsOf(document);
  const { css, script, board } = await loadAssets();
  const hasBoard = document.sections.some(({ blocks }) => blocks.some(({ kind }) => kind === 'board'));
  const scripts = hasBoard ? [script, board] : [script];
  const parts = { plots, patterns: new Set(patterns) };
  const dark = darkRules([...plots.values(), ...patterns.map(symbolOf)]);
  const body = h('body', [
    '\n',
    h('a.skip', { href: '#main' }, 'Skip to the report'),
    '\n',
    headElement(document),
    '\n',
    h('main', { id: 'main', tabIndex: -1 }, [
      '\n',
      ...document.sections.flatMap((section) => [sectionElement(section, parts), '\n']),
    ]),
    '\n',
    h('div', { id: 'tooltip', role: 'tooltip', hidden: true }),
    '\n',
    ...scripts.flatMap((code) => [raw(`<script type="module">${code}</script>`), '\n']),
  ]);
  const head = h('head', [
    '\n',
    h('meta', { charSet: 'utf-8' }),
    '\n',
    h('meta', { httpEquiv: ['Content-Security-Policy'], content: policy(scripts) }),
    '\n',
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    '\n',
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    '\n',
    h('title', document.title),
    '\n',
    h('link', { rel: ['icon'], href: 'data:,' }),
    '\n',
    raw(`<style>\n${css}\n@media screen and (prefers-color-scheme: dark) {\n${dark}\n}\n</style>`),
    '\n',
  ]);
  const page: Root = {
    type: 'root',
    children: [{ type: 'doctype' }, newline(), h('html', { lang: 'en' }, ['\n', head, '\n', body, '\n']), newline()],
  };
  return toHtml(page, { allowDangerousHtml: true });
}

const newline = (): RootContent => ({ type: 'text', value: '\n' });

/** Nothing is fetched, and only these scripts run. */
function policy(scripts: readonly string[]): string {
  const hashes = scripts.map((code) => `'sha256-${createHash('sha256').update(code, 'utf8').digest('base64')}'`);
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src ${hashes.join(' ')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
