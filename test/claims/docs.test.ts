import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLAIMS, claimsDocs, sectionsOf } from '../../scripts/claims.js';
import { path } from '../../scripts/generated.js';
import { claims } from '../../src/claims/index.js';

const written = sectionsOf(readFileSync(path(CLAIMS), 'utf8'));
const plain = (markdown: string): string => markdown.replaceAll('\\', '');

it('docs/claims.md tells every claim as it is declared (renew it with: npm run generate)', () => {
  expect([...written.keys()].slice(1, -1)).toEqual(claims.map(({ id }) => id));
  for (const { id, claim, source, type, means, dependsOn } of claims) {
    const section = plain(written.get(id)!);
    for (const text of [claim, source, `Type ${type}.`, means, dependsOn]) expect(section).toContain(plain(text));
  }
});

/** Cheap ones, of counting, of faults and of a flip; all of them are made again in `npm run test:long`. */
const SAMPLE = ['call-counts', 'race-on-persist', 'hop-latency'];

it('docs/claims.md has the numbers that rehearse claims measures', () => {
  const now = sectionsOf(claimsDocs(SAMPLE));
  for (const id of SAMPLE) expect(now.get(id)).toBe(written.get(id));
});
