import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLAIMS, claimsDocs, sectionsOf } from '../../scripts/claims.js';
import { path } from '../../scripts/generated.js';
import { claims } from '../../src/claims/index.js';

/**
 * The numbers take minutes, so only a sample is measured here, and a change of wording makes nothing due at once:
 * docs.long.ts holds the whole text.
 */
const written = sectionsOf(readFileSync(path(CLAIMS), 'utf8'));

it('docs/claims.md has a section of every claim, in their order (renew it with: npm run generate)', () => {
  expect([...written.keys()].slice(1, -1)).toEqual(claims.map(({ id }) => id));
  for (const { id, type } of claims) expect(written.get(id), id).toContain(`Type ${type}.`);
});

/** Cheap ones, of counting, of faults and of a flip. */
const SAMPLE = ['call-counts', 'race-on-persist', 'hop-latency'];

/** What was measured, and what came of it: the last two cells of each row under the heading "Measured". */
function numbersIn(section: string): string[][] {
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.map((row) => row.split(' | ').slice(-2));
}

it('docs/claims.md has the numbers that rehearse claims measures', () => {
  const now = sectionsOf(claimsDocs(SAMPLE));
  for (const id of SAMPLE) {
    const numbers = numbersIn(now.get(id)!);
    expect(numbers.length).toBeGreaterThan(2);
    expect(numbersIn(written.get(id)!)).toEqual(numbers);
  }
});
