import type { Comparison } from '../../compare/comparison.js';
import type { SummaryRow } from '../../study/summary-row.js';
import type { Chart } from '../charts/theme.js';
import { withSign } from '../tables/columns.js';
import { columnDecimals, fixed, inSentence, scaled, UNDEFINED } from '../words/format.js';
import type { Shortlist, ShortlistRow } from '../words/verdict/shortlist.js';
import type { ReportBlock, ReportSection, RichText, TableBlock, TableCell, TableHeading } from './document.js';
import { paragraphs } from './sections.js';

/** A further column of the shortlist, such as how often a pattern is best; by pattern. */
export interface ShortlistColumn {
  readonly heading: readonly string[];
  readonly means: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** The one chart beside the few patterns worth reading. */
export function firstSection(
  comparison: Comparison,
  shortlist: Shortlist,
  chart: Chart | undefined,
  said: readonly string[],
  more: readonly ShortlistColumn[] = [],
): ReportSection {
  const table = shortlistTable(comparison, shortlist, more);
  const words = paragraphs([...shortlist.rest, ...said]);
  const blocks: ReportBlock[] =
    chart === undefined
      ? [table, ...words]
      : [{ kind: 'beside', sides: [[{ kind: 'chart', chart }], [table, ...words]] }];
  return { id: 'first', title: 'The shortlist', isUntitled: true, blocks };
}

function shortlistTable(
  comparison: Comparison,
  { measures, rows, ticked }: Shortlist,
  more: readonly ShortlistColumn[],
): TableBlock {
  const columns: TableHeading[] = [
    { heading: ['Pattern'], align: 'left' },
    ...measures.map(({ label, unit, definition }) => ({
      heading: withSign(inSentence(label), unit).split(', '),
      align: 'right' as const,
      means: definition,
    })),
    ...more.map(({ heading, means }) => ({ heading, align: 'right' as const, means })),
  ];
  const cells = measures.map(({ id }) => barsOf(rows, id));
  return {
    kind: 'table',
    columns,
    rows: rows.map((row) => [
      nameOf(row),
      ...cells.map((column) => column.get(row.pattern) ?? ''),
      ...more.map((column) => column.cells.get(row.pattern) ?? UNDEFINED),
    ]),
    ofPatterns: true,
    rowPatterns: rows.map(({ pattern }) => pattern),
    sorts: true,
    ...(comparison.patterns.length > 1 ? { ticked } : {}),
  };
}

function nameOf({ pattern, alike, note }: ShortlistRow): RichText {
  const more = [...(alike.length === 0 ? [] : [`and ${alike.length} alike`]), ...(note === '' ? [] : [note])];
  return more.length === 0 ? pattern : [pattern, { aside: more.join(', ') }];
}

/** Bars as long as the column's largest value asks for; shares end at 100 %. */
function barsOf(rows: readonly ShortlistRow[], id: string): ReadonlyMap<string, TableCell> {
  const found = rows.flatMap(({ values }) => values.get(id) ?? []);
  const isShare = found[0]?.measure.unit === 'share';
  const longest = isShare ? 1 : Math.max(...found.map(({ mean }) => mean).filter((mean) => !Number.isNaN(mean)));
  const decimals = columnDecimals(found[0]?.measure.unit ?? '1', found);
  return new Map(
    found.map((row) => {
      const text = fixed(scaled(row.measure.unit, row.mean), Math.min(decimals, enough(found)));
      const share = Number.isNaN(row.mean) || longest <= 0 ? 0 : Math.min(1, Math.max(0, row.mean / longest));
      return [row.pattern, { text, share }];
    }),
  );
}

/** Three digits of the column's middle value say all that is read in a list. */
function enough(rows: readonly SummaryRow[]): number {
  const sizes = rows.map(({ measure, mean }) => Math.abs(scaled(measure.unit, mean))).filter((size) => size > 0);
  sizes.sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 1;
  return Math.max(0, 1 - Math.floor(Math.log10(middle)));
}
