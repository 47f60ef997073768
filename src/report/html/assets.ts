import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything that a page carries with it, so that it needs no network. */
export interface Assets {
  readonly css: string;
  /** Tells of marks, highlights, sorts, ticks, downloads. */
  readonly script: string;
  /** Filters a board of results, and unfolds what its tiles lead to. */
  readonly board: string;
}

/** The package's own files: three folders up, from the sources and from the build alike. */
const FOLDER = fileURLToPath(new URL('../../../assets/report/', import.meta.url));

/** What comes later wins. */
const STYLES = ['page.css', 'content.css', 'board.css', 'media.css'];
const SCRIPTS = ['page.js', 'tables.js', 'downloads.js'];

/** @throws Error where a file of the package is missing. */
export async function loadAssets(): Promise<Assets> {
  const read = (names: readonly string[]): Promise<string[]> =>
    Promise.all(names.map((name) => readFile(join(FOLDER, name), 'utf8')));
  const [styles, scripts, board] = await Promise.all([read(STYLES), read(SCRIPTS), read(['board.js'])]);
  return { css: styles.join('\n'), script: inScript(scripts.join('\n')), board: inScript(board.join('\n')) };
}

/** The style of a page of paper. */
export const loadBriefStyle = (): Promise<string> => readFile(join(FOLDER, 'brief.css'), 'utf8');

/** What ends a script element must not come out of what is embedded. */
function inScript(code: string): string {
  return code.replace(/<(\/script|!--)/gi, '\\x3c$1');
}
