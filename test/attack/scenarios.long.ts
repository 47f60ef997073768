/**
 * 10,000 scenarios from the schema, a part of them at each run: `ATTACK=2000-4000 npm run test:long` says which; without it
 * the first 300.
 */
import { expect, it } from 'vitest';
import { attackWith, seedsFrom } from './attack.js';

const [from = 0, to = 300] = (process.env.ATTACK ?? '').split('-').filter(Boolean).map(Number);

it('runs every accepted scenario to its end, and shows no value that is none', async () => {
  const { defects, counts, refused, brokenOff } = await attackWith(seedsFrom(from, to));
  const told = [...counts].sort().map(([kind, count]) => `${kind}: ${count}`);
  process.stdout.write(
    `Attacks ${from} to ${to}: ${told.join(', ')}; all refused: ${refused}; broken off: ${brokenOff}\n`,
  );
  expect(defects).toEqual([]);
}, 36_000_000);
