import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLAIMS, claimsDocs } from '../../scripts/claims.js';
import { path } from '../../scripts/generated.js';

it('docs/claims.md is what rehearse claims reports (renew it with: npm run generate)', () => {
  expect(readFileSync(path(CLAIMS), 'utf8')).toBe(claimsDocs());
});
