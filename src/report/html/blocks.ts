import type { Chart } from '../charts/theme.js';
import { piecesOf, plainText } from '../documents/contents.js';
import type { ReportBlock, ReportSection, RichText, RichTextPart, TableBlock } from '../documents/document.js';
import { escaped } from './escape.js';
import { symbolOf } from './symbols.js';

/** What the blocks of a document are rendered with. */
export interface Parts {
  /** By chart name: the static picture. */
  readonly svgs: ReadonlyMap<string, string>;
  /** Those that are highlighted. */
  readonly patterns: ReadonlySet<string>;
}

/** What the names of charts of a single pattern begin with. */
const OF_PATTERN = 'graph-';

export function sectionHtml(section: ReportSection, parts: Parts): string {
  const { id, title, blocks } = section;
  return `<section id="${escaped(id)}" aria-labelledby="${escaped(id)}-title">
<h2 id="${escaped(id)}-title">${escaped(title)}</h2>
${blocksHtml(blocks, title, parts)}
</section>`;
}

/** Charts that follow each other stand side by side where there is room. */
function blocksHtml(blocks: readonly ReportBlock[], title: string, parts: Parts): string {
  const html: string[] = [];
  let charts: string[] = [];
  const flush = (): void => {
    if (charts.length > 0) html.push(`<div class="charts">\n${charts.join('\n')}\n</div>`);
    charts = [];
  };
  for (const block of blocks) {
    if (block.kind === 'chart') {
      charts.push(chartHtml(block.chart, parts));
      continue;
    }
    flush();
    html.push(blockHtml(block, title, parts));
  }
  flush();
  return html.join('\n');
}

function blockHtml(block: Exclude<ReportBlock, { kind: 'chart' }>, title: string, parts: Parts): string {
  switch (block.kind) {
    case 'text':
      return `<p>${proseHtml(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${proseHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return tableHtml(block, title);
    case 'code':
      // Only a code host draws it; the page tells the same as text.
      if (block.language === 'mermaid') return '';
      return `<div class="scroll" tabindex="0" role="group" aria-label="${escaped(`${title}: code`)}"><pre><code data-language="${escaped(block.language)}">${escaped(block.text)}</code></pre></div>`;
    case 'details':
      return `<details>\n<summary>${escaped(block.summary)}</summary>\n${blocksHtml(block.blocks, block.summary, parts)}\n</details>`;
  }
}

function chartHtml({ name, spec }: Chart, { svgs, patterns }: Parts): string {
  const { text: title, subtitle } = spec.title;
  // A picture of one pattern is highlighted as a whole.
  const own = [...patterns].find((pattern) => name === `${OF_PATTERN}${pattern}`);
  const pattern = own === undefined ? '' : ` data-pattern="${escaped(own)}"`;
  const picture = svgs.get(name) ?? '';
  const width = /^<svg [^>]*?width="(\d+)/.exec(picture)?.[1] ?? '600';
  return `<figure data-chart="${escaped(name)}"${pattern} style="--w: ${width}">
<figcaption><strong>${escaped(title)}</strong> ${escaped([subtitle].flat().join(' '))}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${escaped(`Chart: ${title}`)}">
<div class="plot" role="img" aria-label="${escaped(spec.description)}">${embedded(name, picture)}</div>
</div>
</figure>`;
}

/**
 * The picture inside of a page: the element around it says what it shows, so what Vega says of each mark is left out; and
 * what its definitions are called is told apart from those of other charts, and of the interactive one. A hundredth of a
 * pixel is exact enough.
 */
function embedded(name: string, svg: string): string {
  return svg
    .trim()
    .replace(/ (?:aria-[a-z]+|role)="[^"]*"/g, '')
    .replace('<svg ', '<svg aria-hidden="true" ')
    .replace(/(\d\.\d\d)\d+(?=[^<>]*>)/g, '$1')
    .replace(/ id="([^"]*)"/g, (_, id: string) => ` id="${escaped(name)}-${id}"`)
    .replace(/url\(#([^)]*)\)/g, (_, id: string) => `url(#${escaped(name)}-${id})`);
}

function tableHtml({ columns, rows, ofPatterns }: TableBlock, title: string): string {
  const side = (column: number): string => (columns[column]?.align === 'right' ? ' class="number"' : '');
  const head = columns
    .map(({ heading }, column) => `<th scope="col"${side(column)}>${headingHtml(heading)}</th>`)
    .join('');
  const body = rows.map(([name, ...cells]) => {
    const text = plainText(name ?? '');
    const pattern = ofPatterns ? ` data-pattern="${escaped(text)}"` : '';
    const symbol = ofPatterns ? symbolOf(text) : '';
    const rest = cells.map((cell, i) => `<td${side(i + 1)}>${proseHtml(cell)}</td>`).join('');
    return `<tr${pattern}><th scope="row">${symbol}${proseHtml(name ?? '')}</th>${rest}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escaped(`Table: ${title}`)}">
<table aria-label="${escaped(title)}">
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>`;
}

/** An empty heading still names its column to those who cannot see it. */
function headingHtml(lines: readonly string[]): string {
  const text = lines.map(escaped).join('<br>');
  return text === '' ? '<span class="unseen">Name</span>' : text;
}

function proseHtml(prose: RichText): string {
  return piecesOf(prose).map(pieceHtml).join('');
}

function pieceHtml(piece: string | RichTextPart): string {
  if (typeof piece === 'string') return escaped(piece);
  if ('code' in piece) return `<code>${escaped(piece.code)}</code>`;
  if ('strong' in piece) return `<strong>${escaped(piece.strong)}</strong>`;
  return `<a href="${escaped(safe(piece.href))}">${escaped(piece.link)}</a>`;
}

/** Text from a scenario may become an address, but none that runs code. */
function safe(href: string): string {
  // Browsers leave out blanks and control characters, so they must not hide a scheme.
  const bare = [...href].filter((character) => character > ' ').join('');
  const scheme = /^([^/?#]*?):/.exec(bare)?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto'].includes(scheme) ? href : '#';
}
