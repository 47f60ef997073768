import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf } from './generated.js';

/** Where the claims and their verdicts are told. */
export const CLAIMS = 'docs/claims.md';

const NOTICE =
  'Made by `npm run generate` from the declarations in `src/claims` and what `rehearse claims` measures, which also leaves every number behind it in `reports/claims`.';

/** docs/claims.md, of all claims, or of some: what `rehearse claims` reports. All take minutes. Needs a build. */
export function claimsDocs(ids: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'rehearse-'));
  outputOf(['rehearse claims', ...ids].join(' '), folder);
  const report = readFileSync(join(folder, 'reports', 'claims', 'report.md'), 'utf8');
  const [title, ...rest] = report.split('\n');
  // What lies beside the report does not lie beside the docs.
  const lines = rest.filter((line) => !line.startsWith('[claims.csv](') && !line.startsWith('- **Files:**'));
  return [title, '', NOTICE, ...lines].join('\n').replace(/\n{3,}/g, '\n\n');
}

/** The sections of a document by their headings. */
export function sectionsOf(markdown: string): Map<string, string> {
  const [, ...sections] = markdown.split(/^## /m);
  return new Map(sections.map((section) => [section.slice(0, section.indexOf('\n')), section.trim()]));
}
