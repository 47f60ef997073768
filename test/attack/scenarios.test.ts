import { expect, it } from 'vitest';
import { declaredKeys } from '../../src/scenario/schema/keys.js';
import { attackWith, seedsFrom } from './attack.js';
import { scenarioFrom } from './scenarios.js';

/** Of keys that stand below a name or in a list, `*` stands for it. */
function pathsIn(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [path.join('.')];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...path, key]));
  return [path.join('.'), ...inner];
}

it('attacks every key of the language, without a list of them', () => {
  const met = new Set<string>();
  for (const seed of seedsFrom(0, 2.5 * declaredKeys.length))
    for (const path of pathsIn(scenarioFrom(seed).data)) met.add(path);
  const all = [...met];
  const missed = declaredKeys
    .map(({ path }) => path)
    .filter((path) => {
      const pattern = new RegExp(`^${path.map((part) => (part === '*' ? '.+' : part)).join('\\.')}$`);
      return !all.some((one) => pattern.test(one));
    })
    .map((path) => path.join('.'));
  expect(missed).toEqual([]);
}, 300_000);

it('runs every accepted scenario to its end, and shows no value that is none', async () => {
  const { defects, counts } = await attackWith(seedsFrom(1, 21));
  expect(defects).toEqual([]);
  expect([...counts.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(16);
}, 900_000);
