import type { Chart } from '../charts/theme.js';
import type {
  BarCell,
  ReportBlock,
  ReportDocument,
  RichText,
  RichTextPart,
  TableBlock,
  TableCell,
} from './document.js';

/** The pieces of a text in order; plain text stays a string. */
export function piecesOf(prose: RichText): readonly (string | RichTextPart)[] {
  return typeof prose === 'string' ? [prose] : prose;
}

export function isBar(cell: TableCell): cell is BarCell {
  return typeof cell === 'object' && 'share' in cell;
}

/** What a cell says, whatever is drawn in it. */
export function proseOf(cell: TableCell): RichText {
  return isBar(cell) ? cell.text : cell;
}

/** The words alone. */
export function plainText(cell: TableCell): string {
  return piecesOf(proseOf(cell))
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('code' in piece) return piece.code;
      if ('aside' in piece) return ` ${piece.aside}`;
      return 'strong' in piece ? piece.strong : piece.link;
    })
    .join('');
}

/** Every chart of a document, in its order. */
export function chartsOf(document: ReportDocument): Chart[] {
  return blocksOf(document).flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
}

/** The patterns and teams that the document's tables name, in the order in which they first stand there. */
export function patternsOf(document: ReportDocument): string[] {
  const tables = blocksOf(document).filter((block): block is TableBlock => block.kind === 'table' && block.ofPatterns);
  return [...new Set(tables.flatMap(rowNames))];
}

/** What each row of a table of patterns is about. */
export function rowNames({ rows, rowPatterns }: TableBlock): readonly string[] {
  return rowPatterns ?? rows.map(([name]) => plainText(name ?? ''));
}

/** All blocks, those inside of others too. */
export function blocksOf(document: ReportDocument): ReportBlock[] {
  return document.sections.flatMap(({ blocks }) => blocks.flatMap(withInner));
}

function withInner(block: ReportBlock): ReportBlock[] {
  switch (block.kind) {
    case 'details':
    case 'ticked':
      return [block, ...block.blocks.flatMap(withInner)];
    case 'beside':
      return [block, ...block.sides.flatMap((side) => side.flatMap(withInner))];
    default:
      return [block];
  }
}
