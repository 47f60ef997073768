/**
 * Leaves in `dist` what an importer of the package can see: the declarations that its entries reach, with their sources
 * beside them, and maps to these. The declarations of everything else would be three quarters of the package.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DIST = join(ROOT, 'dist');
const ENTRIES = ['index', 'browser', 'kit', 'vitest'];
/** Where sources lie in the package: maps name them relative to themselves. */
const SOURCES = join(DIST, 'sources');

const reached = new Set<string>();
for (const entry of ENTRIES) reach(join(DIST, `${entry}.d.ts`));

for (const file of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
  const match = /^(.*?)\.(d\.ts|d\.ts\.map|js\.map)$/.exec(file);
  if (match === null || file.startsWith('sources')) continue;
  if (!reached.has(join(DIST, `${match[1]}.d.ts`))) remove(match[1]!, match[2]!);
  else if (file.endsWith('.map')) mapToSource(match[1]!, join(DIST, file));
}

/** A declaration, and all that it imports. */
function reach(file: string): void {
  if (reached.has(file) || !existsSync(file)) return;
  reached.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?['"](\.[^'"]+)\.js['"]/g)) {
    reach(resolve(dirname(file), `${path}.d.ts`));
  }
}

function remove(name: string, ending: string): void {
  rmSync(join(DIST, `${name}.${ending}`));
  if (ending !== 'js.map') return;
  const script = join(DIST, `${name}.js`);
  writeFileSync(script, readFileSync(script, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\n$/, '\n'));
}

function mapToSource(name: string, file: string): void {
  const source = join(SOURCES, `${name}.ts`);
  mkdirSync(dirname(source), { recursive: true });
  copyFileSync(join(ROOT, 'src', `${name}.ts`), source);
  const map = JSON.parse(readFileSync(file, 'utf8')) as { readonly sources: readonly string[] };
  writeFileSync(file, JSON.stringify({ ...map, sources: [relative(dirname(file), source)] }));
}
