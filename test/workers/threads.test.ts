import { expect, test } from 'vitest';
import { claimOrder, PartClaims } from '../../src/workers/claims.js';

test('threads claim the parts of one job after the other, each from its own end', () => {
  expect(claimOrder([4, 1, 3], 0, 2)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(claimOrder([4, 1, 3], 1, 2)).toEqual([3, 2, 1, 0, 4, 7, 6, 5]);
  expect(claimOrder([5], 1, 3).slice(0, 1)).toEqual([2]);
});

test('a part is claimed once, by any of the threads that share the claims, and no more of them after a stop', () => {
  const here = new PartClaims(3);
  const there = new PartClaims(here.shared);
  expect([here.claim(1), there.claim(1), there.claim(0)]).toEqual([true, false, true]);
  there.stop();
  expect(here.claim(2)).toBe(false);
});
