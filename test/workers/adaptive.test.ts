import { expect, test } from 'vitest';
import { AS_ASKED, threadsFor } from '../../src/workers/adaptive.js';

test.each([
  [0, 1],
  [49_999, 1],
  [52_800, 1],
  [100_000, 2],
  [250_000, 4],
  [10_000_000, 4],
])('%d tasks are worth %d of 4 threads', (effort, threads) => {
  expect(threadsFor(effort, 4)).toBe(threads);
});

test('with a number of threads asked for, little work gets as many', () => {
  expect(threadsFor(4000, 3, AS_ASKED)).toBe(3);
});
