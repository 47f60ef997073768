import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { compare, loadScenario } from '../../src/index.js';
import { ROOT } from './examples.js';

/** What a page would write: the import, and what it hands to the rest of the page. */
const bundled = async (code: string): Promise<{ readonly text: string; readonly metafile: Metafile }> => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: ROOT },
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    logLevel: 'silent',
  });
  return { text: outputFiles[0]!.text, metafile };
};

const OPTIONS = { runs: 20, patterns: ['workflow', 'debate'] };

describe('a bundle for the browser', () => {
  let page: Awaited<ReturnType<typeof bundled>>;
  beforeAll(async () => {
    page = await bundled(`
      import { compare, loadScenario } from 'dress-rehearsal';
      globalThis.compared = (text, options) => compare(loadScenario({ text }), options);
    `);
  });

  it('gives the numbers that Node gives, in a context that has nothing of Node', async () => {
    const sandbox: Record<string, unknown> = { setTimeout, TextEncoder };
    createContext(sandbox);
    runInContext(page.text, sandbox);
    const compared = sandbox.compared as (text: string, options: object) => ReturnType<typeof compare>;
    const there = await compared(readFileSync(`${ROOT}scenarios/article.yaml`, 'utf8'), OPTIONS);
    const here = await compare(loadScenario('article'), OPTIONS);
    const rows = ({ summary }: Awaited<ReturnType<typeof compare>>) =>
      summary.map(({ measure, ...row }) => JSON.stringify({ ...row, measure: measure.id }));
    expect(rows(there)).toEqual(rows(here));
  });

  it('is of a size that a page can load, and holds no translations', () => {
    const inputs = Object.values(page.metafile.outputs)[0]!.inputs;
    const bytes = (pattern: RegExp): number =>
      Object.entries(inputs).reduce(
        (sum, [file, { bytesInOutput }]) => sum + (pattern.test(file) ? bytesInOutput : 0),
        0,
      );
    process.stdout.write(`compare in a browser: ${Math.round(page.text.length / 1000)} kB\n`);
    expect(bytes(/zod\/.*locales\/(?!en\.js)/)).toBe(0);
    expect(page.text.length).toBeLessThan(700_000);
  });

  it('has all other names too, and reports in Markdown', async () => {
    const { text } = await bundled(`
      import * as library from 'dress-rehearsal';
      globalThis.library = library;
    `);
    const sandbox: Record<string, unknown> = { setTimeout, TextEncoder };
    createContext(sandbox);
    runInContext(text, sandbox);
    const { loadScenario: load, explain, report } = sandbox.library as typeof import('../../src/browser.js');
    expect(() => load('article' as never)).toThrow(/no files in the browser/);
    const article = load({ text: readFileSync(`${ROOT}scenarios/article.yaml`, 'utf8') });
    const { markdown, charts } = await report(await explain(article, 'workflow', 'pipeline', { runs: 20 }));
    expect(markdown).toMatch(/^# /);
    expect(charts.map(({ name }) => name)).toEqual(['differences']);
  });
});
