import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { settle } from '../../src/decide/decide.js';
import { checkLimit, type DecisionLimit, verdictOf } from '../../src/decide/limits.js';
import { measureNamed } from '../../src/measures/index.js';
import type { Limit, Scenario } from '../../src/scenario/scenario.js';
import { spreadPoints } from '../../src/statistics/quasi-random.js';
import type { PatternRuns } from '../../src/study/pattern-runs.js';
import { chain, scenarioOf, yaml } from '../sim/helper.js';

interface Jstat {
  readonly beta: { readonly cdf: (x: number, a: number, b: number) => number };
  readonly studentt: { readonly cdf: (x: number, degrees: number) => number };
}
const { jStat: jstat } = createRequire(import.meta.url)('jstat') as { jStat: Jstat };

const runsOf = (name: string, columns: Readonly<Record<string, readonly number[]>>): PatternRuns => ({
  name,
  columns: new Map(Object.entries(columns).map(([id, values]) => [id, Float64Array.from(values)])),
});

const bound = (
  id: string,
  statistic: Limit['statistic'],
  operator: DecisionLimit['operator'],
  value: number,
): DecisionLimit => ({
  ...{ measure: measureNamed(id)!, statistic, operator, value },
});

/** 1 to n. */
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('points over the ranges', () => {
  it.each([1, 2, 5, 8])('of %i dimensions fill each evenly', (dimensions) => {
    const points = spreadPoints(dimensions, 128);
    for (let k = 0; k < dimensions; k++) {
      const sorted = points.map((point) => point[k]!).sort((a, b) => a - b);
      const discrepancy = Math.max(
        ...sorted.map((x, i) => Math.max(Math.abs((i + 1) / 128 - x), Math.abs(x - i / 128))),
      );
      // Random points have 0.08 on average, equally spaced ones 0.004.
      expect(discrepancy).toBeLessThan(0.03);
      expect(sorted[0]).toBeGreaterThanOrEqual(0);
      expect(sorted.at(-1)).toBeLessThan(1);
    }
  });

  it('fill pairs of dimensions evenly, too', () => {
    const points = spreadPoints(4, 256);
    for (const [i, j] of [
      [0, 1],
      [0, 3],
      [1, 2],
      [2, 3],
    ] as const) {
      const counts = new Map<string, number>();
      for (const point of points) {
        const cell = `${Math.floor(4 * point[i]!)} ${Math.floor(4 * point[j]!)}`;
        counts.set(cell, (counts.get(cell) ?? 0) + 1);
      }
      // 16 in each of 16 cells; of random points some cell would have 8 or fewer.
      expect(counts.size).toBe(16);
      expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(9);
      expect(Math.max(...counts.values())).toBeLessThanOrEqual(22);
    }
  });

  it('are those of the roots of primes, and a longer sequence goes on', () => {
    const points = spreadPoints(3, 20);
    const roots = [Math.SQRT2, Math.sqrt(3), Math.sqrt(5)];
    for (const [i, point] of points.entries()) {
      for (const [k, root] of roots.entries()) expect(point[k]).toBeCloseTo((0.5 + (i + 1) * root) % 1, 12);
    }
    expect(spreadPoints(3, 50).slice(0, 20)).toEqual(points);
  });
});

describe('the probability that a limit is kept', () => {
  it('of a share is that of the beta distribution', () => {
    const runs = runsOf('a', { correct: upTo(50).map((i) => Number(i <= 42)) });
    const check = checkLimit(bound('correct', 'mean', '>=', 0.75), runs, 1);
    expect(check.value).toBe(0.84);
    expect(check.probability).toBeCloseTo(1 - jstat.beta.cdf(0.75, 42.5, 8.5), 7);
    expect(verdictOf(check)).toBe('not shown');
    expect(verdictOf(checkLimit(bound('correct', 'mean', '>=', 0.6), runs, 1))).toBe('met');
    expect(verdictOf(checkLimit(bound('correct', 'mean', '>=', 0.97), runs, 1))).toBe('broken');
  });

  it("of a mean is that of Student's t", () => {
    const runs = runsOf('a', { cost: upTo(9) });
    const error = Math.sqrt(7.5 / 9);
    for (const limit of [4, 5, 6.2]) {
      const below = jstat.studentt.cdf((limit - 5) / error, 8);
      expect(checkLimit(bound('cost', 'mean', '<=', limit), runs, 1).probability).toBeCloseTo(below, 10);
      expect(checkLimit(bound('cost', 'mean', '>=', limit), runs, 1).probability).toBeCloseTo(1 - below, 10);
    }
  });

  it('of a percentile counts the values within it', () => {
    const runs = runsOf('a', { latency: upTo(100) });
    const check = checkLimit(bound('latency', 'p95', '<=', 97), runs, 1);
    expect(check.probability).toBeCloseTo(1 - jstat.beta.cdf(0.95, 97.5, 3.5), 7);
    expect(check.margin.mean).toBeCloseTo(0.02, 12);
    const least = checkLimit(bound('latency', 'p50', '>=', 40), runs, 1);
    // 39 values lie below 40.
    expect(least.probability).toBeCloseTo(jstat.beta.cdf(0.5, 39.5, 61.5), 7);
  });

  it('of a constant is sure, on the limit too, and of nothing is 0', () => {
    const runs = runsOf('a', { cost: [2, 2, 2], latency: [Number.NaN, Number.NaN, Number.NaN] });
    expect(checkLimit(bound('cost', 'mean', '<=', 2), runs, 1).probability).toBe(1);
    expect(checkLimit(bound('cost', 'mean', '<=', 1.9), runs, 1).probability).toBe(0);
    expect(checkLimit(bound('latency', 'mean', '<=', 1e9), runs, 1).probability).toBe(0);
    expect(checkLimit(bound('latency', 'p95', '<=', 1e9), runs, 1).probability).toBe(0);
  });
});

/** Three patterns that trade cost for latency, and one that is behind one of them everywhere. */
const PATTERNS = [
  runsOf('cheap', { cost: [1, 1, 1, 1], latency: [10, 10, 10, 10] }),
  runsOf('middle', { cost: [3, 3, 3, 3], latency: [4, 4, 4, 4] }),
  runsOf('fast', { cost: [6, 6, 6, 6], latency: [2, 2, 2, 2] }),
  runsOf('behind', { cost: [4, 4, 4, 4], latency: [5, 5, 5, 5] }),
];

function scenarioWith(decision: string): Scenario {
  return scenarioOf(yaml(chain(`decision: { ${decision} }`)));
}

const settled = (decision: string) => settle({ scenario: scenarioWith(decision), patterns: PATTERNS });

describe('the decision at the own values', () => {
  const both = 'objectives: { cost: { weight: 1 }, latency: { weight: 1 } }';

  it('adds up worths between the worst and the best of the front', () => {
    const { aims, options, answer, ties } = settled(both);
    expect(aims.map(({ measure, worst, best, share }) => [measure.id, worst, best, share])).toEqual([
      ['cost', 6, 1, 0.5],
      ['latency', 10, 2, 0.5],
    ]);
    // cheap: 1 and 0; middle: 3/5 and 6/8; fast: 0 and 1; behind: 2/5 and 5/8.
    const scores = options.map(({ standing }) => standing.score);
    for (const [i, score] of [0.5, 0.675, 0.5, 0.5125].entries()) expect(scores[i]).toBeCloseTo(score, 12);
    expect(answer).toBe('middle');
    expect(ties).toEqual([]);
    expect(options.map(({ front, by }) => [front, by])).toEqual([
      ['on the front', null],
      ['on the front', null],
      ['on the front', null],
      ['dominated', 'middle'],
    ]);
  });

  it('holds between the weights at which another one draws level', () => {
    const { weights } = settled(both);
    // With the share w on cost: middle .6 w + .75 (1 - w), cheap w, fast 1 - w: level at 15/23 and at 5/17.
    expect(weights[0]).toMatchObject({ below: 'fast', above: 'cheap' });
    expect(weights[0]!.low).toBeCloseTo(5 / 17, 12);
    expect(weights[0]!.high).toBeCloseTo(15 / 23, 12);
    expect(weights[1]).toMatchObject({ below: 'cheap', above: 'fast' });
    expect(weights[1]!.low).toBeCloseTo(8 / 23, 12);
    expect(weights[1]!.high).toBeCloseTo(12 / 17, 12);
  });

  it('takes nobody who breaks a limit, and scales between those who do not', () => {
    const { answer, aims, options } = settled(`${both}, limits: { latency: 4.5, cost: 5 }`);
    expect(answer).toBe('middle');
    expect(options.map(({ standing }) => standing.isFeasible)).toEqual([false, true, false, false]);
    expect(options.map(({ rank }) => rank)).toEqual([null, 1, null, null]);
    // One pattern has no swing: the scale is that of all.
    expect(aims.map(({ worst, best }) => [worst, best])).toEqual([
      [6, 1],
      [10, 2],
    ]);
  });

  it('takes whoever keeps a limit more likely than not, and nobody who does not', () => {
    const wave = upTo(21).map((i) => Math.sin(i));
    const centre = wave.reduce((sum, x) => sum + x, 0) / 21;
    const patterns = [
      runsOf('inside', { cost: wave.map(() => 2), latency: wave.map((x) => 10 - 0.05 + x - centre) }),
      runsOf('outside', { cost: wave.map(() => 1), latency: wave.map((x) => 10 + 0.05 + x - centre) }),
    ];
    const { answer, options } = settle({
      scenario: scenarioWith('objectives: { cost: {} }, limits: { latency: 10 }'),
      patterns,
    });
    const kept = options.map(({ standing }) => standing.limits[0]!.probability);
    // Neither is shown: the one a little more likely than not, the other a little less.
    expect(kept[0]).toBeGreaterThan(0.5);
    expect(kept[0]).toBeLessThan(0.95);
    expect(kept[1]).toBeLessThan(0.5);
    expect(kept[1]).toBeGreaterThan(0.05);
    expect(options.map(({ standing }) => standing.isFeasible)).toEqual([true, false]);
    expect(answer).toBe('inside');
  });

  it('names nobody where every pattern breaks a limit', () => {
    const { answer, ties, weights } = settled(`${both}, limits: { latency: 1 }`);
    expect([answer, ties, weights]).toEqual([null, [], []]);
  });

  it('calls dominated only what is shown, and perhaps the rest', () => {
    const scenario = scenarioWith(both);
    const noisy = [
      runsOf('better', { cost: [1, 2, 1, 2, 1, 2], latency: [3, 3, 3, 3, 3, 3] }),
      runsOf('shown', { cost: [2, 3, 2.1, 3, 2, 3], latency: [3, 3, 3, 3, 3, 3] }),
      runsOf('not shown', { cost: [0.5, 4, 1, 1, 2, 2], latency: [3, 3, 3, 3, 3, 3.3] }),
    ];
    const { options } = settle({ scenario, patterns: noisy });
    expect(options.map(({ front }) => front)).toEqual(['on the front', 'dominated', 'perhaps dominated']);
  });

  it('names as ties those that are not shown to be behind', () => {
    const wave = upTo(40).map((i) => Math.sin(i));
    const patterns = [
      runsOf('one', { cost: wave.map((x) => 5 + x), latency: wave.map(() => 1) }),
      runsOf('other', { cost: wave.map((_, i) => 5.02 + Math.cos(3 * i)), latency: wave.map(() => 1) }),
      runsOf('third', { cost: wave.map((x) => 9 + x), latency: wave.map(() => 1) }),
    ];
    const { answer, ties } = settle({ scenario: scenarioWith('objectives: { cost: {} }'), patterns });
    expect([answer, ...ties].sort()).toEqual(['one', 'other']);
  });
});
