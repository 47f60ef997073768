import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything that a page carries with it, so that it needs no network. */
export interface Assets {
  readonly css: string;
  /** Draws the charts, shows tooltips, highlights. */
  readonly script: string;
  /** Filters a board of results, and unfolds what its tiles lead to. */
  readonly board: string;
  /** Vega's runtime, its licence in front. */
  readonly vega: string;
}

/** The package's own files: three folders up, from the sources and from the build alike. */
const FOLDER = fileURLToPath(new URL('../../../assets/report/', import.meta.url));

/** What comes later wins. */
const STYLES = ['page.css', 'content.css', 'board.css', 'media.css'];

/** @throws Error where a file of the package is missing. */
export async function loadAssets(): Promise<Assets> {
  const build = dirname(createRequire(import.meta.url).resolve('vega'));
  const own = [...STYLES, 'page.js', 'board.js'].map((name) => join(FOLDER, name));
  const files = [...own, join(build, 'vega.min.js'), join(build, '..', 'LICENSE')];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const css = texts.slice(0, STYLES.length).join('\n');
  const [script, board, runtime, licence] = texts.slice(STYLES.length);
  // What ends a comment or a script element must not come out of what is embedded.
  const notice = `Vega, https://vega.github.io/vega (with parts of D3, ISC licence, Copyright Mike Bostock)\n\n${licence!.trim()}`;
  const vega = `/*!\n${notice.replaceAll('*/', '* /')}\n*/\n${runtime!.trim()}`;
  return { css, script: inScript(script!), board: inScript(board!), vega: inScript(vega) };
}

function inScript(code: string): string {
  return code.replace(/<(\/script|!--)/gi, '\\x3c$1');
}
