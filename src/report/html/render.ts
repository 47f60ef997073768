import { createHash } from 'node:crypto';
import { renderPlot } from '../charts/render.js';
import { chartsOf, patternsOf } from '../documents/contents.js';
import type { ReportDocument } from '../documents/document.js';
import { loadAssets } from './assets.js';
import { sectionHtml } from './blocks.js';
import { darkRules } from './colours.js';
import { escaped, jsonInScript } from './escape.js';
import { symbolOf } from './symbols.js';

/**
 * A document as one HTML file that fetches nothing. Its charts are pictures as long as no script runs; scripts draw them
 * again from their specifications, with tooltips and highlights.
 * @throws Error where a chart is not valid Vega-Lite.
 */
export async function renderHtml(document: ReportDocument): Promise<string> {
  const svgs = new Map<string, string>();
  const specs: Record<string, unknown> = {};
  for (const { name, spec } of chartsOf(document)) {
    const plot = await renderPlot(spec);
    svgs.set(name, plot.svg);
    specs[name] = plot.spec;
  }
  const patterns = patternsOf(document);
  const symbols = patterns.map(symbolOf);
  const assets = await loadAssets();
  const own = { kind: 'module', code: assets.script } as const;
  const scripts: readonly Script[] = svgs.size === 0 ? [own] : [{ kind: 'classic', code: assets.vega }, own];
  const parts = { svgs, patterns: new Set(patterns) };
  const dark = darkRules([...svgs.values(), ...symbols]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(document.title)}</title>
<link rel="icon" href="data:,">
<style>
${assets.css}
@media screen and (prefers-color-scheme: dark) {
${dark}
}
</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>${escaped(document.title)}</h1>
<p class="subtitle">${escaped(document.subtitle)}</p>
</header>
<div class="page">
<details class="side" open>
<summary>${patterns.length === 0 ? 'Contents' : 'Contents and patterns'}</summary>
${contents(document)}
${legend(patterns, symbols)}
</details>
<main id="main" tabindex="-1">
${document.sections.map((section) => sectionHtml(section, parts)).join('\n')}
</main>
</div>
<div id="tooltip" role="tooltip" hidden></div>
<script type="application/json" id="specs">${jsonInScript(specs)}</script>
${scripts.map(scriptElement).join('\n')}
</body>
</html>
`;
}

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

function contents({ sections }: ReportDocument): string {
  const items = sections.map(({ id, title }) => `<li><a href="#${escaped(id)}">${escaped(title)}</a></li>`);
  return `<nav aria-label="Contents">\n<ol>\n${items.join('\n')}\n</ol>\n</nav>`;
}

function legend(patterns: readonly string[], symbols: readonly string[]): string {
  if (patterns.length === 0) return '';
  const items = patterns.map((pattern, i) => {
    const name = escaped(pattern);
    return `<button type="button" data-pattern="${name}" aria-pressed="false">${symbols[i]}${name}</button>`;
  });
  return `<div class="legend" role="toolbar" aria-label="Patterns: highlight one everywhere">\n${items.join('\n')}\n</div>`;
}
