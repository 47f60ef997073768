/**
 * The engine against a second program, which was written from docs/model.md and docs/spec alone: it shares the type of a
 * resolved scenario with it and nothing else, neither random numbers nor code. It is slow and plain.
 */
import { expect, it } from 'vitest';
import { normalQuantile } from '../../src/sim/luck/quantiles.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { World } from '../../src/sim/world.js';
import { measure, planFor } from '../sim/helper.js';
import { times } from '../thorough.js';
import { stories } from './catalogue.js';
import { Dice } from './dice.js';
import { MEASURES, type Measured, nothingDelivered, replay } from './replay.js';
import { caseOf } from './scenarios.js';

const SCENARIOS = times(30, 60);
const RUNS = times(150, 1500);
const PATTERNS = Object.keys(stories);
/** What is compared by its mean: every measure; and squares, which tell how errors go together. */
const READINGS = [
  ...MEASURES.map((id) => ({ id, of: (run: Measured) => run[id] })),
  ...(['escaped', 'missing', 'rootErrors', 'caught', 'falseAlarms'] as const).map((id) => {
    return { id: `${id} squared`, of: (run: Measured) => run[id] ** 2 };
  }),
];
/** Each mean of each scenario, and each pattern's means over all scenarios: all of them together at 99.9 %. */
const COMPARISONS = PATTERNS.length * READINGS.length * (SCENARIOS + 1);
const LIMIT = normalQuantile(1 - 0.001 / COMPARISONS / 2);

interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

function moments(values: readonly number[]): Moments {
  const known = values.filter((value) => !Number.isNaN(value));
  const n = known.length;
  const mean = known.reduce((sum, x) => sum + x, 0) / n;
  return { n, mean, variance: known.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) };
}

/** By how many standard errors two means differ; 0 where there are too few values to tell. */
function standardised(a: Moments, b: Moments): number {
  if (Math.min(a.n, b.n) < 30) return 0;
  const error = Math.sqrt(a.variance / a.n + b.variance / b.n);
  const difference = a.mean - b.mean;
  if (Math.abs(difference) <= 1e-9 * Math.abs(a.mean)) return 0;
  return error === 0 ? Math.sign(difference) * Number.POSITIVE_INFINITY : difference / error;
}

function engineRuns(seed: number, pattern: string): Measured[] {
  const { scenario, options } = caseOf(seed);
  const world = new World(scenario, planFor(scenario, pattern, options[pattern]), keyOf(`oracle ${seed}`));
  return Array.from({ length: RUNS }, (_, replication) => {
    const run = world.run(replication);
    const measured = Object.fromEntries(MEASURES.map((id) => [id, measure(run, id)])) as Measured;
    return Number.isNaN(measured.latency) ? { ...measured, ...nothingDelivered() } : measured;
  });
}

function oracleRuns(seed: number, pattern: string): Measured[] {
  const { scenario, options } = caseOf(seed);
  const dice = new Dice(1_000_003 * seed + PATTERNS.indexOf(pattern));
  return Array.from({ length: RUNS }, () => replay(scenario, pattern, options[pattern]!, dice));
}

it.each(PATTERNS)('%s measures what its page in docs/spec says', (pattern) => {
  const all = READINGS.map(() => [] as number[]);
  const apart: string[] = [];
  for (let seed = 1; seed <= SCENARIOS; seed++) {
    const [engine, oracle] = [engineRuns(seed, pattern), oracleRuns(seed, pattern)];
    for (const [i, { id, of }] of READINGS.entries()) {
      const [a, b] = [moments(engine.map(of)), moments(oracle.map(of))];
      const z = standardised(a, b);
      const what = `${a.mean} in the engine, ${b.mean} in the oracle, z ${z.toFixed(1)}`;
      if (Math.abs(z) > LIMIT) apart.push(`scenario ${seed}, ${id}: ${what}`);
      if (z !== 0) all[i]!.push(z);
    }
  }
  // A small error in one direction shows over all scenarios together.
  for (const [i, { id }] of READINGS.entries()) {
    const z = all[i]!.reduce((sum, x) => sum + x, 0) / Math.sqrt(Math.max(1, all[i]!.length));
    if (Math.abs(z) > LIMIT) apart.push(`all scenarios together, ${id}: z ${z.toFixed(1)}`);
  }
  expect(apart).toEqual([]);
});
