import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the program that decide what an assignment comes to. */
const SIMULATOR = ['kernel', 'statistics', 'scenario', 'sim', 'patterns', 'measures', 'study'];

let known: string | undefined;

/**
 * SHA-256 of the code of the simulator, in hexadecimal. Two programs with the same number of version may differ while one
 * of them is being changed: work is passed on between programs only where this is the same.
 */
export function programHash(): string {
  known ??= hashOfCode(fileURLToPath(new URL('../', import.meta.url)));
  return known;
}

function hashOfCode(root: string): string {
  const hash = createHash('sha256');
  for (const folder of SIMULATOR) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(relative(root, file).replaceAll('\\', '/')).update(readFileSync(file));
  }
  return hash.digest('hex');
}
