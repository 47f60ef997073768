import { afterAll, expect, it } from 'vitest';
import { garbled, HOSTILE, hostileFile } from './hostile.js';
import { Attacker } from './pool.js';

const attacker = new Attacker(20);
afterAll(() => attacker.stop());

it.each(HOSTILE)(
  'reads or refuses 10,000 of it within 20 seconds: %s',
  async (kind) => {
    const { end, what } = await attacker.carryOut({ kind: 'load', text: hostileFile(kind, 10_000) });
    expect([end, what]).toEqual([expect.stringMatching(/^(ran|refused)$/), what]);
  },
  600_000,
);

it('reads or refuses 1,000 garbled files', async () => {
  const defects: string[] = [];
  for (let seed = 0; seed < 1000; seed++) {
    const { end, what } = await attacker.carryOut({ kind: 'load', text: garbled(seed, 2000) });
    if (end !== 'ran' && end !== 'refused') defects.push(`${seed}: ${end} ${what}`);
  }
  expect(defects).toEqual([]);
}, 36_000_000);
