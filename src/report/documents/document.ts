import type { Chart } from '../charts/theme.js';
import type { BoardBlock } from './board.js';

/**
 * A report as data. Markdown and HTML are both rendered from it, so that they cannot disagree. All text is plain: whoever
 * renders escapes it for the format.
 */
export interface ReportDocument {
  /** The question. */
  readonly title: string;
  /** What was rehearsed, and how often. */
  readonly subtitle: string;
  readonly sections: readonly ReportSection[];
}

export interface ReportSection {
  /** Unique in the document: the anchor that links lead to. Lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
  /** Details that a page folds under the title and this line, and does not list among its contents. */
  readonly folded?: string;
}

export type ReportBlock =
  | { readonly kind: 'text'; readonly text: RichText }
  | { readonly kind: 'list'; readonly items: readonly RichText[] }
  | TableBlock
  | BoardBlock
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly ReportBlock[] };

export interface TableBlock {
  readonly kind: 'table';
  /** The first one heads the rows' names. A heading may have several lines, such as a label and its unit. */
  readonly columns: readonly { readonly heading: readonly string[]; readonly align: 'left' | 'right' }[];
  /** A cell a column; the first one names the row. */
  readonly rows: readonly (readonly RichText[])[];
  /** The rows' names are patterns or teams: they are highlighted together with the charts. */
  readonly ofPatterns: boolean;
}

/** Plain text, or pieces of it of which some stand out. */
export type RichText = string | readonly (string | RichTextPart)[];

export type RichTextPart =
  | { readonly code: string }
  | { readonly strong: string }
  /** `href` is absolute, or relative to the run folder, or `#section`. */
  | { readonly link: string; readonly href: string };
