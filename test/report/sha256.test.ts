import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/report/sha256.js';

const expected = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

it('gives the digest that node:crypto gives, for any text and around the ends of a block', () => {
  for (let length = 0; length < 200; length++) expect(sha256('x'.repeat(length))).toBe(expected('x'.repeat(length)));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(expected(text));
    }),
    { numRuns: 200, seed: 20_261_130 },
  );
});
