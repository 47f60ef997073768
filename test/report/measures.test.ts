import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { measures } from '../../src/measures/index.js';
import { measuresMarkdown } from '../../src/report/measures.js';

it('docs/measures.md is what the declarations say (renew it with: npm run generate)', () => {
  const file = new URL('../../docs/measures.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(measuresMarkdown(measures));
});
