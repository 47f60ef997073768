import { describe, expect, it } from 'vitest';
import { addresses, Luck, MAX_INDEX, Purpose } from '../../src/sim/luck/luck.js';
import { keyOf } from '../../src/sim/luck/seed.js';

const N = 40_000;

/** A luck of its own replication. */
function luckAt(replication: number): Luck {
  const luck = new Luck(keyOf('luck'));
  luck.replication = replication;
  return luck;
}

/** The four ways in which neighbouring draws can lie: none of them may be a pattern. */
const STREAMS: Readonly<Record<string, (i: number) => number>> = {
  replications: (i) => luckAt(i).uniform(Purpose.accept, 0, 17, 3),
  entities: (i) => luckAt(2).uniform(Purpose.accept, 0, i, 3),
  indexes: (i) => luckAt(2).uniform(Purpose.accept, 0, 17, i),
  'indexes that no longer fit beside their entity': (i) => luckAt(2).uniform(Purpose.accept, 0, 17, 3 + MAX_INDEX * i),
  tasks: (i) => luckAt(2).uniform(Purpose.accept, i, 17, 3),
  purposes: (i) => luckAt(Math.floor(i / 26)).uniform(((i % 26) + 1) as Purpose, 0, 17, 3),
};

function correlation(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const [i, x] of a.entries()) sum += (x - 0.5) * (b[i]! - 0.5);
  return (12 * sum) / a.length;
}

describe('Threefry-2x32-20', () => {
  const hex = (words: readonly [number, number]): string => words.map((w) => w.toString(16).padStart(8, '0')).join(' ');

  it.each([
    ['all zeros', [0, 0, 0, 0], '6b200159 99ba4efe'],
    ['all ones', [-1, -1, -1, -1], '1cb996fc bb002be7'],
    ['digits of pi', [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3], 'c4923a9c 483df7a0'],
  ] as const)('gives the known answer for %s', (_, [k0, k1, c0, c1], answer) => {
    expect(hex(new Luck(0).words(k0, k1, c0, c1))).toBe(answer);
  });
});

describe.each(Object.entries(STREAMS))('draws across %s', (_, draw) => {
  const u = Array.from({ length: N }, (_, i) => draw(i));

  it('are uniform on (0, 1): bounds, mean, variance, ten equal tenths', () => {
    const mean = u.reduce((sum, x) => sum + x, 0) / N;
    const variance = u.reduce((sum, x) => sum + (x - mean) ** 2, 0) / N;
    expect(Math.min(...u)).toBeGreaterThan(0);
    expect(Math.max(...u)).toBeLessThan(1);
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / N));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / N));
    const tenths = new Array<number>(10).fill(0);
    for (const x of u) tenths[Math.floor(10 * x)]!++;
    const chiSquare = tenths.reduce((sum, count) => sum + (count - N / 10) ** 2 / (N / 10), 0);
    // The 99.99 % quantile of chi-square with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(33.7);
  });

  it('do not depend on the one before, nor on the one before that', () => {
    for (const lag of [1, 2])
      expect(Math.abs(correlation(u.slice(lag), u.slice(0, -lag)))).toBeLessThan(4 / Math.sqrt(N));
  });
});

describe('luck', () => {
  it('gives different seeds, replications and purposes draws that have nothing to do with each other', () => {
    const at = (key: number, replication: number, purpose: Purpose) => (i: number) => {
      const luck = new Luck(key);
      luck.replication = replication;
      return luck.uniform(purpose, 0, i, 0);
    };
    const column = (draw: (i: number) => number): number[] => Array.from({ length: N }, (_, i) => draw(i));
    const base = column(at(1, 1, Purpose.accept));
    for (const other of [at(2, 1, Purpose.accept), at(1, 2, Purpose.accept), at(1, 1, Purpose.hallucinate)]) {
      expect(Math.abs(correlation(base, column(other)))).toBeLessThan(4 / Math.sqrt(N));
    }
  });

  it('gives a draw that does not depend on other draws, whatever their number and order', () => {
    const luck = luckAt(5);
    const alone = luck.uniform(Purpose.output, 3, 9, 2);
    for (let i = 0; i < 100; i++) luck.uniform(Purpose.hang, i, i, i);
    luck.replication = 6;
    luck.uniform(Purpose.output, 3, 9, 2);
    luck.replication = 5;
    expect(luck.uniform(Purpose.output, 3, 9, 2)).toBe(alone);
    expect(luckAt(5).uniform(Purpose.output, 3, 9, 2)).toBe(alone);
  });

  it('gives no entity the draws of another one, however large the index', () => {
    expect(luckAt(0).uniform(Purpose.accept, 0, 1, MAX_INDEX)).not.toBe(luckAt(0).uniform(Purpose.accept, 0, 2, 0));
    expect(luckAt(0).uniform(Purpose.accept, 0, 1, MAX_INDEX - 1)).not.toBe(luckAt(0).uniform(Purpose.accept, 0, 2, 0));
  });

  it('makes the same key of the same seed, and different ones of different seeds', () => {
    expect(keyOf('article')).toBe(keyOf('article'));
    expect(new Set(['', 'a', 'b', 'A', '1', '01', 'ä'].map(keyOf)).size).toBe(7);
  });
});

describe('addresses', () => {
  it('go by name: a step that is added or moved leaves those of all others as they were', () => {
    const [summarise, check, cite] = addresses(['summarise', 'check', 'cite']);
    expect(addresses(['summarise', 'translate', 'check', 'cite'])).toEqual(
      expect.arrayContaining([summarise, check, cite]),
    );
    expect(addresses(['cite', 'summarise', 'check'])).toEqual([cite, summarise, check]);
  });

  it('are different for different names, also for two with the same hash', () => {
    const [target] = addresses(['step']);
    let twin = 0;
    while (addresses([`step-${twin}`])[0] !== target) twin++;
    expect(new Set(addresses(['step', `step-${twin}`])).size).toBe(2);
    const names = Array.from({ length: 2000 }, (_, i) => `specialise-${i + 1}`);
    const all = addresses(names);
    expect(new Set(all).size).toBe(2000);
    for (const address of all) expect(address).toBeLessThan(65_536);
  });
});

describe('the key of a study', () => {
  it('is another one for each seed, repetitions of a shorter one among them', () => {
    const seeds = [...Array.from({ length: 2001 }, (_, seed) => String(seed)), 'a', 'aa', 'aaa', 'abab', 'ab', 'aba'];
    expect(new Set(seeds.map(keyOf)).size).toBe(seeds.length);
  });
});
