import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything that a page carries with it, so that it needs no network. */
export interface Assets {
  readonly css: string;
  /** Draws the charts, shows tooltips, highlights. */
  readonly script: string;
  /** Vega's runtime, its licence in front. */
  readonly vega: string;
}

/** The package's own files: three folders up, from the sources and from the build alike. */
const FOLDER = fileURLToPath(new URL('../../../assets/report/', import.meta.url));

/** @throws Error where a file of the package is missing. */
export async function loadAssets(): Promise<Assets> {
  const build = dirname(createRequire(import.meta.url).resolve('vega'));
  const [css, script, runtime, licence] = await Promise.all(
    [join(FOLDER, 'page.css'), join(FOLDER, 'page.js'), join(build, 'vega.min.js'), join(build, '..', 'LICENSE')].map(
      (file) => readFile(file, 'utf8'),
    ),
  );
  // What ends a comment or a script element must not come out of what is embedded.
  const notice = `Vega, https://vega.github.io/vega (with parts of D3, ISC licence, Copyright Mike Bostock)\n\n${licence!.trim()}`;
  const vega = `/*!\n${notice.replaceAll('*/', '* /')}\n*/\n${runtime!.trim()}`;
  return { css: css!, script: inScript(script!), vega: inScript(vega) };
}

function inScript(code: string): string {
  return code.replace(/<(\/script|!--)/gi, '\\x3c$1');
}
