import type { Chart } from '../charts/theme.js';
import type { ReportBlock, ReportDocument, RichText, RichTextPart, TableBlock } from './document.js';

/** The pieces of a text in order; plain text stays a string. */
export function piecesOf(prose: RichText): readonly (string | RichTextPart)[] {
  return typeof prose === 'string' ? [prose] : prose;
}

/** The words alone. */
export function plainText(prose: RichText): string {
  return piecesOf(prose)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('code' in piece) return piece.code;
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
  return [...new Set(tables.flatMap(({ rows }) => rows.map(([name]) => plainText(name ?? ''))))];
}

/** All blocks, those inside of others too. */
function blocksOf(document: ReportDocument): ReportBlock[] {
  const inside = (block: ReportBlock): ReportBlock[] =>
    block.kind === 'details' ? [block, ...block.blocks.flatMap(inside)] : [block];
  return document.sections.flatMap(({ blocks }) => blocks.flatMap(inside));
}
