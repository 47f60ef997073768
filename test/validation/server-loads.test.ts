import { expect, it } from 'vitest';
import { keyOf } from '../../src/sim/luck/seed.js';
import { fittedTo } from '../../src/validation/server-fit.js';
import { serverLoadRows } from '../../src/validation/server-loads.js';

const TASK = { levels: 2, inLine: 300, written: 400, within: 0.3 };

it('a load with no company shows the speed alone', () => {
  const load = { users: 1, makespan: 4, cv: 0.3, firstToken: 0.5, perToken: 0.01 };
  const fitted = fittedTo(load, TASK, { slowdown: 0.5, halfSpeed: Number.POSITIVE_INFINITY });
  expect(fitted.outputRate).toBeCloseTo(100, 9);
  // 3 s of writing are 300 tokens.
  expect(fitted.lengths).toBeCloseTo(1, 9);
  expect(fitted.sizes).toBeCloseTo(Math.sqrt((1 + 0.4 ** 2) / (1 + 0.3 ** 2) - 1), 9);
});

it('a load in company shows a part of it, by the law', () => {
  const load = { users: 16, makespan: 4, cv: 0.3, firstToken: 0.5, perToken: 0.01 };
  // 16 x 400 tokens in 4 s at 0.01 s each: 16 calls at once.
  expect(fittedTo(load, TASK, { slowdown: 0.5, halfSpeed: Number.POSITIVE_INFINITY }).outputRate).toBeCloseTo(400, 9);
  expect(fittedTo(load, TASK, { slowdown: 0, halfSpeed: 5 }).outputRate).toBeCloseTo(400, 9);
});

it('each load of the recorded server, fitted, predicts the two others within a quarter', () => {
  const rows = serverLoadRows({ key: keyOf('loads'), runs: 1200 });
  expect(rows.filter(({ verdict }) => verdict === 'agrees')).toHaveLength(rows.length);
  expect(rows).toHaveLength(3 * 4 + 1);
});
