import { createHash } from 'node:crypto';
import type { Element, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { renderPlot } from '../charts/render.js';
import { chartsOf, patternsOf } from '../documents/contents.js';
import type { ReportDocument } from '../documents/document.js';
import { loadAssets } from './assets.js';
import { sectionElement } from './blocks.js';
import { darkRules } from './colours.js';
import { jsonInScript, raw } from './escape.js';
import { symbolOf } from './symbols.js';

/**
 * A document as one HTML file that fetches nothing. Its charts are pictures as long as no script runs; scripts draw them
 * again from their specifications, with tooltips and highlights.
 * @throws Error where a chart is not valid Vega-Lite.
 */
export async function renderHtml(document: ReportDocument): Promise<string> {
  const svgs = new Map<string, string>();
  const specs: Record<string, unknown> = {};
  for (const chart of chartsOf(document)) {
    const { svg, spec } = await renderPlot(chart);
    svgs.set(chart.name, svg);
    if (spec !== null) specs[chart.name] = spec;
  }
  const patterns = patternsOf(document);
  const symbols = patterns.map(symbolOf);
  const assets = await loadAssets();
  const own = { kind: 'module', code: assets.script } as const;
  const scripts: readonly Script[] = svgs.size === 0 ? [own] : [{ kind: 'classic', code: assets.vega }, own];
  const hasBoard = document.sections.some(({ blocks }) => blocks.some(({ kind }) => kind === 'board'));
  const allScripts: readonly Script[] = hasBoard ? [...scripts, { kind: 'module', code: assets.board }] : scripts;
  const parts = { svgs, patterns: new Set(patterns) };
  const dark = darkRules([...svgs.values(), ...symbols]);
  const body = h('body', [
    '\n',
    h('a.skip', { href: '#main' }, 'Skip to the report'),
    '\n',
    h('header', ['\n', h('h1', document.title), '\n', h('p.subtitle', document.subtitle), '\n']),
    '\n',
    h(hasBoard ? 'div.page.wide' : 'div.page', [
      '\n',
      h('details.side', { open: true }, [
        '\n',
        h('summary', patterns.length === 0 ? 'Contents' : 'Contents and patterns'),
        '\n',
        contents(document),
        '\n',
        ...legend(patterns, symbols),
      ]),
      '\n',
      h('main', { id: 'main', tabIndex: -1 }, [
        '\n',
        ...document.sections.flatMap((section) => [sectionElement(section, parts), '\n']),
      ]),
      '\n',
    ]),
    '\n',
    h('div', { id: 'tooltip', role: 'tooltip', hidden: true }),
    '\n',
    raw(`<script type="application/json" id="specs">${jsonInScript(specs)}</script>`),
    '\n',
    ...allScripts.flatMap((script) => [raw(scriptElement(script)), '\n']),
  ]);
  const head = h('head', [
    '\n',
    h('meta', { charSet: 'utf-8' }),
    '\n',
    h('meta', { httpEquiv: ['Content-Security-Policy'], content: policy(allScripts) }),
    '\n',
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    '\n',
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    '\n',
    h('title', document.title),
    '\n',
    h('link', { rel: ['icon'], href: 'data:,' }),
    '\n',
    raw(`<style>\n${assets.css}\n@media screen and (prefers-color-scheme: dark) {\n${dark}\n}\n</style>`),
    '\n',
  ]);
  const page: Root = {
    type: 'root',
    children: [{ type: 'doctype' }, newline(), h('html', { lang: 'en' }, ['\n', head, '\n', body, '\n']), newline()],
  };
  return toHtml(page, { allowDangerousHtml: true });
}

const newline = (): RootContent => ({ type: 'text', value: '\n' });

interface Script {
  readonly kind: 'classic' | 'module';
  readonly code: string;
}

function scriptElement({ kind, code }: Script): string {
  return `<script${kind === 'module' ? ' type="module"' : ''}>${code}</script>`;
}

/** Nothing is fetched, and only these scripts run. Vega makes functions out of a chart's expressions. */
function policy(scripts: readonly Script[]): string {
  const hashes = scripts.map(({ code }) => `'sha256-${createHash('sha256').update(code, 'utf8').digest('base64')}'`);
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src ${hashes.join(' ')} 'unsafe-eval'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function contents({ sections }: ReportDocument): Element {
  const items = sections
    .filter(({ folded }) => folded === undefined)
    .flatMap(({ id, title }) => [h('li', h('a', { href: `#${id}` }, title)), '\n']);
  return h('nav', { ariaLabel: 'Contents' }, ['\n', h('ol', ['\n', ...items]), '\n']);
}

function legend(patterns: readonly string[], symbols: readonly string[]): (Element | string)[] {
  if (patterns.length === 0) return [];
  const items = patterns.flatMap((pattern, i) => [
    h('button', { type: 'button', dataPattern: pattern, ariaPressed: 'false' }, [raw(symbols[i]!), pattern]),
    '\n',
  ]);
  const label = 'Patterns: highlight one everywhere';
  return [h('div.legend', { role: 'toolbar', ariaLabel: label }, ['\n', ...items]), '\n'];
}
