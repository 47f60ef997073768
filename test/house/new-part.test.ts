import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { path } from '../../scripts/generated.js';
import { KINDS, makePart } from '../../scripts/new-part.js';
import { parseScenario } from '../../src/scenario/load.js';

const LISTS = ['patterns', 'measures', 'claims', 'scenario/faults'].map((folder) => `src/${folder}/index.ts`);

/** A root with the lists as they are, and nothing else. */
function rootWithLists(): string {
  const root = mkdtempSync(join(tmpdir(), 'new-'));
  for (const folder of ['scenarios', 'test/patterns', 'docs/spec']) mkdirSync(join(root, folder), { recursive: true });
  for (const list of LISTS.filter((file) => existsSync(path(file)))) {
    mkdirSync(dirname(join(root, list)), { recursive: true });
    cpSync(path(list), join(root, list));
  }
  return root;
}

function syntaxErrorsIn(text: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

it.each(KINDS)('npm run new -- %s NAME writes its files and one line in the list', (kind) => {
  const root = rootWithLists();
  const { written, next } = makePart(kind, 'two-words', root);
  const texts = new Map(written.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  for (const [file, text] of texts) {
    expect(text).not.toMatch(/NAME|CAMEL|PASCAL/);
    if (file.endsWith('.ts')) expect(syntaxErrorsIn(text), file).toEqual([]);
    if (file.endsWith('.yaml')) expect(parseScenario(text, file, [])).toMatchObject({ ok: true });
  }
  const list = LISTS.find((file) => texts.has(file));
  if (list !== undefined) {
    const before = readFileSync(path(list), 'utf8');
    expect(texts.get(list)).toContain("import { twoWords } from './two-words.js';\n");
    expect(texts.get(list)!.match(/\btwoWords\b/g)).toHaveLength(2);
    expect(texts.get(list)!.replace(/\s/g, '').length - before.replace(/\s/g, '').length).toBeLessThan(60);
  }
  expect(next.at(-1)).toMatch(/^[A-Z].*[\w).]$/);
  expect(() => makePart(kind, 'two-words', root)).toThrow('exists already');
});

it('refuses an invalid name, and writes nothing', () => {
  expect(() => makePart('pattern', 'Two Words', rootWithLists())).toThrow('lower-case words and hyphens');
});
