import { execFileSync } from 'node:child_process';
import { path } from './generated.js';
import { KINDS, makePart, type PartKind } from './new-part.js';

/** `npm run new -- pattern NAME`: makes the files of a new part from templates, and says what is left to do. */
const [kind, name] = process.argv.slice(2);
if (!KINDS.includes(kind as PartKind) || name === undefined) {
  process.stderr.write(`Use: npm run new -- ${KINDS.join('|')} NAME\n`);
  process.exit(2);
}
try {
  const { written, next } = makePart(kind as PartKind, name);
  const code = written.filter((file) => file.endsWith('.ts'));
  if (code.length > 0) execFileSync('npx', ['biome', 'check', '--write', ...code], { cwd: path('.'), stdio: 'ignore' });
  process.stdout.write(`Written: ${written.join(', ')}\n\n${next.map((line, i) => `${i + 1}. ${line}\n`).join('')}`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
