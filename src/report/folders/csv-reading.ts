/**
 * Reads CSV as `csv.ts` writes it (RFC 4180: cells in quotes may hold commas, line breaks and doubled quotes). A reader of
 * our own, since the writer's package has none.
 */

/** Starts of text that the writer protects with an apostrophe, so that no spreadsheet runs it. */
const FORMULA = /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

const COMMA = 44;
const LINE_FEED = 10;
const RETURN = 13;

/** The cells of one record, and the line of the file that it begins on (from 1). */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * The records of a text, one after the other. Empty lines are left out.
 * @throws SyntaxError with the line where a quoted cell is not closed, or text follows its closing quote.
 */
export function* csvRecords(text: string): Generator<CsvRecord, void, undefined> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const begins = line;
    const cells: string[] = [];
    let isOpen = true;
    while (isOpen) {
      const cell = text[at] === '"' ? quotedCell(text, at, line) : plainCell(text, at);
      cells.push(cell.value);
      line += cell.breaks;
      isOpen = text[cell.end] === ',';
      at = cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1);
    }
    line++;
    if (cells.length > 1 || cells[0] !== '') yield { cells, line: begins };
  }
}

/** Text that stands as it was before it was protected. */
export function unprotected(cell: string): string {
  return FORMULA.test(cell) ? cell.slice(1) : cell;
}

interface Cell {
  readonly value: string;
  /** Where the comma or the line break stands. */
  readonly end: number;
  /** Line breaks in it. */
  readonly breaks: number;
}

function plainCell(text: string, start: number): Cell {
  let end = start;
  while (!isEnd(text, end)) end++;
  return { value: text.slice(start, end), end, breaks: 0 };
}

function isEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === COMMA || code === LINE_FEED || at >= text.length || (code === RETURN && text[at + 1] === '\n');
}

function quotedCell(text: string, start: number, line: number): Cell {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end === -1) throw new SyntaxError(`line ${line}: a quoted cell is not closed`);
  const value = text.slice(start + 1, end).replaceAll('""', '"');
  const breaks = value.split('\n').length - 1;
  if (!isEnd(text, end + 1)) {
    throw new SyntaxError(`line ${line + breaks}: text follows a closing quote`);
  }
  return { value, end: end + 1, breaks };
}
