import { describe, expect, it } from 'vitest';
import { crossoversOf } from '../../src/compare/crossovers.js';
import { type Grown, grow } from '../../src/compare/growth.js';
import { measureNamed } from '../../src/measures/index.js';
import { pairedDifference } from '../../src/statistics/estimates.js';
import { LocalExecutor } from '../../src/study/executor.js';
import type { PatternRuns } from '../../src/study/pattern-runs.js';
import { scenarioOf, yaml } from '../sim/helper.js';

const QUIET = { progress: () => undefined, pause: () => Promise.resolve(false) };
const latency = measureNamed('latency')!;
const correct = measureNamed('correct')!;
const NOISE = [-0.3, 0.1, 0.2, -0.1, 0.1];
/** Of the noise above, by Student's t with four degrees of freedom. */
const HALF = pairedDifference(NOISE, [0, 0, 0, 0, 0]).high;

const endless: NonNullable<PatternRuns['load']> = {
  ...{ busiest: 'coordinator', load: 1.2, isSteady: false, isOverloaded: true, dropped: 0 },
};

/** Latencies by pattern at each size; null: no steady state. The first pattern has noise. */
function study(sizes: readonly number[], means: Record<string, readonly (number | null)[]>, id = 'latency'): Grown[] {
  return sizes.map((size, s) => ({
    size,
    tasks: 10,
    patterns: Object.entries(means).map(([name, values], p): PatternRuns => {
      const centre = values[s] ?? Number.NaN;
      const column = Float64Array.from(NOISE, (noise) => centre + (p === 0 ? noise : 0));
      return { name, columns: new Map([[id, column]]), ...(values[s] === null ? { load: endless } : {}) };
    }),
  }));
}

describe('a crossover', () => {
  it('lies where the mean difference is zero, and reaches to where it is shown on either side', () => {
    const [found, ...others] = crossoversOf(study([10, 20, 30], { a: [1, 3, 5], b: [2, 2, 2] }), [latency]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ measure: 'latency', below: 'a', above: 'b' });
    // The difference is 1 at 10 and -1 at 20, its interval HALF to both sides: straight lines between them.
    expect(found!.at).toBeCloseTo(15, 12);
    expect(found!.low).toBeCloseTo(10 + 10 * ((1 - HALF) / 2), 12);
    expect(found!.high).toBeCloseTo(10 + 10 * ((1 + HALF) / 2), 12);
  });

  it('reaches over sizes at which nothing is shown', () => {
    const [found] = crossoversOf(study([10, 20, 30, 40], { a: [1, 2.1, 1.95, 4], b: [2, 2, 2, 2] }), [latency]);
    expect(found!.low).toBeGreaterThan(10);
    expect(found!.low).toBeLessThan(20);
    expect(found!.high).toBeGreaterThan(30);
    expect(found!.high).toBeLessThan(40);
    expect(found!.at).toBeGreaterThan(10);
    expect(found!.at).toBeLessThan(20);
  });

  it('needs a lead that is shown on both sides', () => {
    expect(crossoversOf(study([10, 20], { a: [1.9, 3], b: [2, 2] }), [latency])).toEqual([]);
    expect(crossoversOf(study([10, 20], { a: [1, 1.5], b: [2, 2] }), [latency])).toEqual([]);
  });

  it('is only of patterns that are best somewhere, and each time that they change places', () => {
    const means = { a: [1, 5, 1], b: [3, 3, 3], c: [6, 6, 4], d: [4, 6, 6] };
    const found = crossoversOf(study([1, 2, 3], means), [latency]);
    expect(found.map(({ below, above, at }) => [below, above, at])).toEqual([
      ['a', 'b', 1.5],
      ['b', 'a', 2.5],
    ]);
  });

  it('goes the other way where more is better', () => {
    const [found] = crossoversOf(study([10, 20], { a: [1, 3], b: [2, 2] }, 'correct'), [correct]);
    expect([found!.below, found!.above]).toEqual(['b', 'a']);
  });

  it('with a pattern that has no steady state goes from size to size', () => {
    const [found] = crossoversOf(study([10, 20, 30], { a: [1, null, null], b: [2, 2, null] }), [latency]);
    expect(found).toEqual({ measure: 'latency', below: 'a', above: 'b', at: 15, low: 10, high: 20 });
  });
});

describe('along a rate of arrivals', () => {
  // Three queues in a row, all with constant service, wait as long as the slowest alone would: lambda s^2 / (2 (1 - lambda s)).
  // Side by side and then a coordinator of 3 s takes 5 s and the wait for it, one after the other 6 s and the wait for 2 s:
  // the same at lambda = 1/6 a second, 600 an hour.
  const body = yaml(`
task: { brief: { tokens: 1 }, steps: { x: { role: ann }, y: { role: bob }, z: { role: cid } } }
agents: { defaults: { output: 1, latency: 2s, capacity: 1 }, ann: {}, bob: {}, cid: {} }
workload: { tasks: 1500, arrivals: { poisson: 400/h } }
growth: { label: tickets an hour, paths: [workload.arrivals.poisson], sizes: [300, 550, 650, 900, 1300], unit: /h }
`).replace(/coordinator: .*\n/, 'coordinator: { output: 1, latency: 3s }\n');

  it('is where theory has it', async () => {
    const names = ['pipeline', 'fan-out-fan-in'];
    const effort = { seed: 'theory', runs: 20, precision: null, only: names };
    const sizes = [300, 550, 650, 900, 1300];
    const growing = sizes.map((size) =>
      grow(scenarioOf(body, [`workload.arrivals.poisson=${size}/h`]), size, [latency], effort, names, ''),
    );
    await new LocalExecutor(QUIET).work(growing.flatMap(({ jobs }) => jobs));
    const grown = growing.map((one) => one.grown()!);
    const [found, ...others] = crossoversOf(grown, [latency]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ below: 'fan-out-fan-in', above: 'pipeline' });
    expect(found!.low).toBeLessThan(600);
    expect(found!.high).toBeGreaterThan(600);
    expect(found!.high - found!.low).toBeLessThan(80);
    const last = grown.at(-1)!.patterns.find(({ name }) => name === 'fan-out-fan-in')!;
    expect(last.load).toMatchObject({ busiest: 'coordinator', isSteady: false });
  });
});
