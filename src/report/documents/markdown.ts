import GithubSlugger from 'github-slugger';
import { wordsOf } from '../charts/theme.js';
import { capitalised } from '../words/format.js';
import type { BoardBlock, BoardEffect } from './board.js';
import { piecesOf, proseOf } from './contents.js';
import type {
  ReportBlock,
  ReportDocument,
  ReportHead,
  ReportSection,
  RichText,
  RichTextPart,
  TableBlock,
  TableHeading,
  TickedBlock,
} from './document.js';

/** A document as Markdown (GitHub's flavour). Its charts are images under `charts/`, beside the file. */
export function renderMarkdown(document: ReportDocument): string {
  // What GitHub calls a heading in a link to it; of equal headings each its own.
  const slugger = new GithubSlugger();
  const anchors = new Map(document.sections.map(({ id, title }) => [id, slugger.slug(title)]));
  const parts = [
    `# ${escaped(document.title)}`,
    escaped(document.subtitle),
    ...(document.head === undefined ? [] : headLines(document.head)),
    ...document.sections.flatMap((section) => sectionLines(section, anchors)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The answer, its figures side by side, and where to go from it. */
function headLines({ verdict, because, tiles, links, commands }: ReportHead): string[] {
  const columns = tiles.map(({ label }): TableHeading => ({ heading: [label], align: 'left' }));
  const cells = tiles.map(
    ({ value, note }): RichText => (note === '' ? [{ strong: value }] : [{ strong: value }, ` ${note}`]),
  );
  const files = links.flatMap((link, i): (string | RichTextPart)[] => (i === 0 ? [link] : [' · ', link]));
  return [
    `**${escaped(verdict)}**`,
    ...(tiles.length === 0 ? [] : [tableText({ kind: 'table', columns, rows: [cells], ofPatterns: false }, new Map())]),
    ...because.map(escaped),
    proseText(files, new Map()),
    ...commands.map(({ label, command }) => `${escaped(label)}: ${inlineCode(command)}`),
  ];
}

/** By section id: what a heading is called in a link to it. */
type Anchors = ReadonlyMap<string, string>;

function sectionLines({ title, blocks }: ReportSection, anchors: Anchors): string[] {
  return [`## ${escaped(title)}`, ...blocks.map((block) => blockText(block, anchors)).filter((text) => text !== '')];
}

function blockText(block: ReportBlock, anchors: Anchors): string {
  switch (block.kind) {
    case 'text':
      return proseText(block.text, anchors);
    case 'list':
      return block.items.map((item) => `- ${proseText(item, anchors)}`).join('\n');
    case 'table':
      return tableText(block, anchors);
    case 'board':
      return boardText(block, anchors);
    case 'chart':
      return `![${escaped(wordsOf(block.chart).description)}](charts/${block.chart.name}.svg)`;
    case 'code':
      return codeText(block.language, block.text);
    case 'details': {
      const inner = block.blocks.map((one) => blockText(one, anchors));
      return [`<details>\n<summary>${escaped(block.summary)}</summary>`, ...inner, '</details>'].join('\n\n');
    }
    case 'beside':
      return joined(block.sides.flat(), anchors);
    case 'ticked':
      return tickedText(block, anchors);
  }
}

const MARKS: Readonly<Record<BoardEffect['outcome'], string>> = { shown: '✓', refuted: '✗', open: '?', flip: '⇄' };

/** A table a group, a row a tile. */
function boardText({ groups, noun }: BoardBlock, anchors: Anchors): string {
  const columns = [capitalised(noun), 'Statement', 'Evidence', 'Source', 'Measured'].map((heading) => ({
    heading: [heading],
    align: 'left' as const,
  }));
  return groups
    .flatMap(({ title, note, tiles }) => {
      const rows = tiles.map(({ id, title: sentence, evidence, source, effects }): RichText[] => [
        [{ link: id, href: `#${id}` }],
        ...[sentence, evidence, source],
        effects.map(({ outcome, label, value }) => `${MARKS[outcome]} ${label}: ${value}`).join('; '),
      ]);
      return [
        `**${escaped(title)}.** ${escaped(note)}`,
        tableText({ kind: 'table', columns, rows, ofPatterns: false }, anchors),
      ];
    })
    .join('\n\n');
}

function joined(blocks: readonly ReportBlock[], anchors: Anchors): string {
  return blocks
    .map((block) => blockText(block, anchors))
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Nothing can be ticked here: what is not ticked at first is folded where it is a picture, and left out where not. */
function tickedText({ patterns, isTicked, blocks }: TickedBlock, anchors: Anchors): string {
  if (isTicked) return joined(blocks, anchors);
  const charts = blocks.filter(({ kind }) => kind === 'chart');
  if (charts.length === 0) return '';
  const summary = escaped(patterns.join(' and '));
  return `<details>\n<summary>${summary}</summary>\n\n${joined(charts, anchors)}\n\n</details>`;
}

/** A table in groups of columns becomes a table a group, since nobody scrolls through fifty columns. */
function tableText(table: TableBlock, anchors: Anchors): string {
  const groups = [...new Set(table.columns.flatMap(({ group }) => group ?? []))];
  if (groups.length < 2) return oneTable(table, anchors);
  return groups
    .map((group) => {
      const isShown = (column: number): boolean => column === 0 || table.columns[column]!.group === group;
      const columns = table.columns.filter((_, column) => isShown(column));
      const rows = table.rows.map((cells) => cells.filter((_, column) => isShown(column)));
      return `${escaped(group)}:\n\n${oneTable({ ...table, columns, rows }, anchors)}`;
    })
    .join('\n\n');
}

function oneTable({ columns, rows }: TableBlock, anchors: Anchors): string {
  const head = columns.map(({ heading }) => heading.map(escaped).join('<br>'));
  const rule = columns.map(({ align }) => (align === 'right' ? '--:' : ':--'));
  const body = rows.map((cells) => cells.map((cell) => proseText(proseOf(cell), anchors)));
  return [head, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The fence is longer than any inside. */
function codeText(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text.replace(/\n$/, ''), fence].join('\n');
}

function proseText(prose: RichText, anchors: Anchors): string {
  return piecesOf(prose)
    .map((piece) => pieceText(piece, anchors))
    .join('');
}

function pieceText(piece: string | RichTextPart, anchors: Anchors): string {
  if (typeof piece === 'string') return escaped(piece);
  if ('code' in piece) return inlineCode(piece.code);
  if ('aside' in piece) return ` (${escaped(piece.aside)})`;
  if ('strong' in piece) return `**${escaped(piece.strong)}**`;
  const { link, href } = piece;
  const target = href.startsWith('#') ? `#${anchors.get(href.slice(1)) ?? href.slice(1)}` : encodeURI(href);
  return `[${escaped(link)}](${target.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))})`;
}

/** A bar would end a table's cell, even inside of code. */
function inlineCode(code: string): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${code.replace(/\s+/g, ' ').replace(/\|/g, '\\|')}${pad}${fence}`;
}

/** Text from a scenario or a label, so that it does not become markup or break a table. */
export function escaped(raw: string): string {
  return raw
    .replace(/\s+/g, ' ')
    .replace(/</g, '&lt;')
    .replace(/[\\|*`$[\]]/g, '\\$&');
}
