import type { Chart } from '../charts/theme.js';
import type { Tile } from '../words/verdict/verdict.js';
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
  /** What is read before all else; absent: the sections say it. */
  readonly head?: ReportHead;
  readonly sections: readonly ReportSection[];
}

/** The answer, and where to go from it. */
export interface ReportHead {
  /** At most 20 words. */
  readonly verdict: string;
  /** The numbers behind it. */
  readonly because: readonly string[];
  readonly tiles: readonly Tile[];
  /** Files beside the report. */
  readonly links: readonly DocumentLink[];
  /** What does all of it again, and what shows more. */
  readonly commands: readonly Command[];
}

export interface DocumentLink {
  readonly link: string;
  /** Absolute, or relative to the run folder, or `#section`. */
  readonly href: string;
}

/** A command to copy. */
export interface Command {
  readonly label: string;
  readonly command: string;
}

export interface ReportSection {
  /** Unique in the document: the anchor that links lead to. Lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
  /** Its title says nothing that its blocks do not: it is for those who cannot see them. */
  readonly isUntitled?: true;
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
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly ReportBlock[] }
  /** Side by side where there is room. */
  | { readonly kind: 'beside'; readonly sides: readonly (readonly ReportBlock[])[] }
  | TickedBlock;

/** What is about one or two patterns that a reader may tick: seen while all of them are ticked. */
export interface TickedBlock {
  readonly kind: 'ticked';
  readonly patterns: readonly string[];
  /** Ticked before the reader ticks anything; formats in which nothing can be ticked show these alone. */
  readonly isTicked: boolean;
  readonly blocks: readonly ReportBlock[];
}

export interface TableBlock {
  readonly kind: 'table';
  /** The first one heads the rows' names. A heading may have several lines, such as a label and its unit. */
  readonly columns: readonly TableHeading[];
  /** A cell a column; the first one names the row. */
  readonly rows: readonly (readonly TableCell[])[];
  /** The rows' names are patterns or teams: they are highlighted together with the charts. */
  readonly ofPatterns: boolean;
  /** Which pattern each row is, where its first cell says more than that. */
  readonly rowPatterns?: readonly string[];
  /** Rows can be sorted by any column. */
  readonly sorts?: true;
  /** Rows and columns can be looked for. */
  readonly filters?: true;
  /** Two rows can be ticked: these are at first. */
  readonly ticked?: readonly string[];
}

export interface TableHeading {
  readonly heading: readonly string[];
  readonly align: 'left' | 'right';
  /** Columns of one group follow each other. */
  readonly group?: string;
  /** What the column means. */
  readonly means?: string;
}

export type TableCell = RichText | BarCell;

/** A number with a bar. */
export interface BarCell {
  readonly text: string;
  /** Length of the bar: 0 to 1 of the longest one in the column. */
  readonly share: number;
}

/** Plain text, or pieces of it of which some stand out. */
export type RichText = string | readonly (string | RichTextPart)[];

export type RichTextPart =
  | { readonly code: string }
  | { readonly strong: string }
  /** Steps back: on a line of its own where there is room for one. */
  | { readonly aside: string }
  | DocumentLink;
