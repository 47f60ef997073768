/** What is wrong with a scenario, where, and what to do about it. Data, so that a page can show it as well as a terminal. */
export interface Problem {
  /** One sentence without a full stop. */
  readonly message: string;
  /** The file as the user named it, or `--set` for an override. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The line that the problem is in; for an override the option's text. */
  readonly offending: string;
  /** The next step: one sentence. */
  readonly next: string;
}

/** The file name of problems that come from an override. */
export const OVERRIDE = '--set';

/** Colours the parts of a problem; the command line passes one in, so that this file knows no terminal. */
export interface Painter {
  readonly place: (text: string) => string;
  readonly message: (text: string) => string;
  readonly offending: (text: string) => string;
  readonly caret: (text: string) => string;
  readonly next: (text: string) => string;
}

const same = (text: string): string => text;
const PLAIN: Painter = { place: same, message: same, offending: same, caret: same, next: same };

const INDENT = '  ';
/** Characters of the offending line that are shown on either side of the caret. */
const MARGIN = 60;

/** Place and message, the offending line with a caret under the column, and the next step. */
export function formatProblem(problem: Problem, paint: Painter = PLAIN): string {
  const { column: at } = problem;
  const offending = withoutControl(problem.offending);
  const place = placeOf(problem);
  const { shown, column } = around(offending, at);
  const lead = shown.slice(0, column - 1).replace(/[^\t]/g, ' ');
  const lines = [`${paint.place(place)} ${paint.message(withoutControl(problem.message))}`];
  if (shown.trim() !== '') lines.push(INDENT + paint.offending(shown), INDENT + lead + paint.caret('^'));
  lines.push(INDENT + paint.next(withoutControl(problem.next)));
  return lines.join('\n');
}

/** A file must not write to the terminal as it likes: each control character, and each that turns the direction, is one sign. */
export function withoutControl(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** "tiny.yaml:10:28". An option is one line that the reader has just typed, a missing file has none: neither has a line. */
export function placeOf({ file, line, column, offending }: Problem): string {
  const isWhole = file.startsWith('--') || (line === 1 && column === 1 && offending === '');
  return isWhole ? file : `${file}:${line}:${column}`;
}

/** The part of a long line that surrounds the column. */
function around(line: string, column: number): { shown: string; column: number } {
  const from = Math.max(0, column - 1 - MARGIN);
  const to = Math.min(line.length, column - 1 + MARGIN);
  if (line.length <= 2 * MARGIN) return { shown: line, column };
  const head = from > 0 ? '...' : '';
  const tail = to < line.length ? '...' : '';
  return { shown: head + line.slice(from, to) + tail, column: column - from + head.length };
}
