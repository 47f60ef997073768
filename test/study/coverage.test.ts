import { describe, expect, it } from 'vitest';
import { CASES, coverage, falseVerdicts } from './coverage.js';

/** Enough to tell 95 % from 93 %; `npm run test:long` makes ten times as many, of the simulator's own runs too. */
const STUDIES = 1000;

describe('an interval of 95 %', () => {
  it.each(CASES)('holds $name in 93.5 to 96.5 % of the studies', (one) => {
    const share = coverage(one, STUDIES);
    expect(share).toBeGreaterThan(0.935);
    expect(share).toBeLessThan(0.965);
  });
});

it('a verdict calls any of six patterns worse in at most 5 % of the studies, where all of them are the same', () => {
  expect(falseVerdicts(STUDIES)).toBeLessThan(0.05);
});
