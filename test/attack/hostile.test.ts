import { afterAll, expect, it } from 'vitest';
import { HOSTILE, hostileFile } from './hostile.js';
import { Attacker } from './pool.js';

const attacker = new Attacker(20);
afterAll(() => attacker.stop());

/** Of a refusal: the line and the column. */
const PLACE = /^\d+:\d+ \S/;

it.each(HOSTILE)('reads or refuses at its place: %s', async (kind) => {
  const { end, what = '' } = await attacker.carryOut({ kind: 'load', text: hostileFile(kind, 1500) });
  expect([end, end === 'refused' ? what : '1:1 read']).toEqual([
    expect.stringMatching(/^(ran|refused)$/),
    expect.stringMatching(PLACE),
  ]);
});
