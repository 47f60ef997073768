import { expect, it } from 'vitest';
import { together } from '../../src/claims/rounds.js';

it('serves all that wait in one round, until each has what it wants', async () => {
  const rounds: (readonly string[])[] = [];
  const asking =
    (name: string, times: number) =>
    async (ask: (need: string) => Promise<string>): Promise<string> => {
      let last = '';
      for (let i = 0; i < times; i++) last += await ask(`${name}${i}`);
      return last;
    };
  const results = await together([asking('a', 3), asking('b', 1), asking('c', 2)], async (needs: readonly string[]) => {
    rounds.push(needs);
    return needs.map((need) => need.toUpperCase());
  });
  expect(results).toEqual(['A0A1A2', 'B0', 'C0C1']);
  expect(rounds).toEqual([['a0', 'b0', 'c0'], ['a1', 'c1'], ['a2']]);
});

it('ends where nobody asks, and fails where the work does', async () => {
  expect(await together([], async () => [])).toEqual([]);
  expect(await together([async () => 1], async () => [])).toEqual([1]);
  const failing = together([async (ask: (need: number) => Promise<number>) => ask(1)], () =>
    Promise.reject(new Error('no')),
  );
  await expect(failing).rejects.toThrow('no');
});
