import type { Chart } from '../charts/theme.js';
import type { Block, Document, Piece, Prose, TableBlock } from './document.js';

/** The pieces of a text in order; plain text stays a string. */
export function piecesOf(prose: Prose): readonly (string | Piece)[] {
  return typeof prose === 'string' ? [prose] : prose;
}

/** The words alone. */
export function plainText(prose: Prose): string {
  return piecesOf(prose)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('code' in piece) return piece.code;
      return 'strong' in piece ? piece.strong : piece.link;
    })
    .join('');
}

/** Every chart of a document, in its order. */
export function chartsOf(document: Document): Chart[] {
  return blocksOf(document).flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
}

/** The patterns and teams that the document's tables name, in the order in which they first stand there. */
export function patternsOf(document: Document): string[] {
  const tables = blocksOf(document).filter((block): block is TableBlock => block.kind === 'table' && block.ofPatterns);
  return [...new Set(tables.flatMap(({ rows }) => rows.map(([name]) => plainText(name ?? ''))))];
}

/** All blocks, those inside of others too. */
function blocksOf(document: Document): Block[] {
  const inside = (block: Block): Block[] =>
    block.kind === 'details' ? [block, ...block.blocks.flatMap(inside)] : [block];
  return document.sections.flatMap(({ blocks }) => blocks.flatMap(inside));
}
