/** Examples of documentation, run as they stand against the built package. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Example {
  /** The heading that it stands under. */
  readonly title: string;
  readonly code: string;
  /** What its lines with `// prints: ...` print, in order. */
  readonly prints: readonly string[];
}

/** The blocks of code of a Markdown file that are JavaScript. */
export function examplesIn(file: string): Example[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(({ 1: code = '', index }) => ({
    title: text
      .slice(0, index)
      .match(/^#+ (.*)$/gm)!
      .at(-1)!,
    code,
    prints: [...code.matchAll(/ \/\/ prints: (.*)$/gm)].map(([, printed = '']) => printed),
  }));
}

/** A folder in which `dress-rehearsal` is installed: the repository, as built. */
export function folderWithPackage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-api-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'dress-rehearsal'));
  return folder;
}

/** Runs examples one after the other in one process, each as a module of its own, and gives the lines that each prints. */
export function printedBy(examples: readonly Example[], folder: string): string[][] {
  for (const [i, { code }] of examples.entries()) writeFileSync(join(folder, `example-${i}.mjs`), code);
  writeFileSync(join(folder, 'all.mjs'), ALL);
  const output = execFileSync(process.execPath, ['all.mjs', String(examples.length)], {
    cwd: folder,
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[][];
}

const ALL = `
const print = console.log;
const printed = [];
for (let i = 0; i < Number(process.argv[2]); i++) {
  const lines = [];
  console.log = (...values) => lines.push(values.join(' '));
  await import('./example-' + i + '.mjs');
  printed.push(lines);
}
print(JSON.stringify(printed));
`;
