import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { type Findings, summarise } from '../../src/compare/summarise.js';
import type { Measure } from '../../src/measures/measure.js';
import { pairedDifference, wilsonInterval } from '../../src/statistics/estimates.js';
import type { PatternRuns } from '../../src/study/pattern-runs.js';
import type { SummaryRow } from '../../src/study/summary-row.js';
import { comparison, measures, scenario } from '../report/fixture.js';

const NAN = Number.NaN;
const chosen = (...ids: string[]): Measure[] => ids.map((id) => measures.find((measure) => measure.id === id)!);

/** Patterns from plain rows of numbers: `{ pipeline: { cost: [1, 2] } }`. */
function compare(columns: Record<string, Record<string, number[]>>, over: Partial<Findings> = {}): Comparison {
  const patterns = Object.entries(columns).map(
    ([name, byMeasure]): PatternRuns => ({
      name,
      columns: new Map(Object.entries(byMeasure).map(([id, values]) => [id, Float64Array.from(values)])),
    }),
  );
  const first = Object.values(columns)[0]!;
  const runs = Object.values(first)[0]!.length;
  return summarise({
    scenario: {
      ...scenario,
      thresholds: [],
      decision: { objectives: [{ measure: Object.keys(first)[0]!, weight: 1 }], limits: [], uncertain: [] },
    },
    seed: '1',
    requested: runs,
    runs,
    measures: chosen(...Object.keys(first)),
    patterns,
    leftOut: [],
    growth: [],
    warnings: [],
    ...over,
  });
}

const row = (found: Comparison, pattern: string, measure: string): SummaryRow =>
  found.summary.find((one) => one.pattern === pattern && one.measure.id === measure)!;
const verdicts = (found: Comparison): string[] => found.summary.map((one) => one.verdict);
const repeated = (values: number[], times: number): number[] => Array.from({ length: times }, () => values).flat();

describe('summary rows', () => {
  it('hold one a pattern and measure, patterns first, measures in declaration order', () => {
    const found = comparison({ runs: 20 });
    expect(found.summary).toHaveLength(7 * measures.length);
    expect(found.summary.slice(0, 2).map((one) => [one.pattern, one.measure.id])).toEqual([
      ['single-agent', 'correct'],
      ['single-agent', 'wrong'],
    ]);
  });

  it('use the interval that the measure declares', () => {
    const found = compare({ a: { correct: [1, 1, 0, 1], cost: [1, 2, 3, 4] } });
    expect(row(found, 'a', 'correct')).toMatchObject({ n: 4, mean: 0.75, ...wilsonInterval(3, 4) });
    expect(row(found, 'a', 'cost')).toMatchObject({ mean: 2.5, p50: 2.5 });
    expect(row(found, 'a', 'cost').low).toBeCloseTo(2.5 - (3.182446 * 1.290994) / 2, 5);
  });

  it('pair with the best and with the single agent, null for the reference itself', () => {
    const found = compare({
      'single-agent': { cost: [5, 6, 8] },
      pipeline: { cost: [3, 3, 4] },
      mesh: { cost: [9, 9, 9] },
    });
    const { mean, low, high } = pairedDifference([9, 9, 9], [3, 3, 4]);
    expect(row(found, 'mesh', 'cost').vsBest).toEqual({ mean, low, high });
    expect(row(found, 'pipeline', 'cost').vsSingle?.mean).toBeCloseTo(-3, 12);
    expect(row(found, 'pipeline', 'cost').vsBest).toBeNull();
    expect(row(found, 'single-agent', 'cost').vsSingle).toBeNull();
  });

  it('have no single agent to compare with where it was not run', () => {
    const found = compare({ pipeline: { cost: [3, 3] }, mesh: { cost: [9, 9] } });
    expect(found.summary.map((one) => one.vsSingle)).toEqual([null, null]);
  });

  it('refuse columns that are missing or of another length', () => {
    expect(() => compare({ a: { cost: [1, 2] }, b: { cost: [1] } })).toThrow(/b: 'cost' holds 1 values for 2/);
    expect(() => compare({ a: { cost: [1, 2] }, b: {} })).toThrow(RangeError);
  });
});

describe('verdicts', () => {
  const noise = repeated([0, 1, -1, 2, -2], 8);

  it('call the best mean best in the direction of the measure', () => {
    expect(
      verdicts(compare({ a: { cost: noise.map((x) => x + 50) }, b: { cost: noise.map((x) => x * 1.5 + 20) } })),
    ).toEqual(['worse', 'best']);
    expect(
      verdicts(compare({ a: { correct: repeated([1, 1, 1, 0], 50) }, b: { correct: repeated([1, 0, 0, 0], 50) } })),
    ).toEqual(['best', 'worse']);
  });

  it('give a tie to the first in the catalogue, and show no difference where every run is equal', () => {
    expect(verdicts(compare({ a: { edges: [4, 4, 4] }, b: { edges: [4, 4, 4] }, c: { edges: [5, 5, 5] } }))).toEqual([
      'best',
      'no difference shown',
      'worse',
    ]);
    // Equal but for the order of a floating-point sum.
    expect(verdicts(compare({ a: { cost: [0.1 + 0.2, 1] }, b: { cost: [0.3, 1] } }))).toEqual([
      'best',
      'no difference shown',
    ]);
  });

  it('correct for the number of patterns compared', () => {
    const base = repeated([0, 0, 0, 0, 0, 0, 1, -1, 1, -1], 4);
    const slightly = (shift: number): number[] => noise.map((x, index) => x + 10 + shift + base[index]! * 0.9);
    const best = noise.map((x) => x + 10);
    const alone = compare({ best: { cost: best }, other: { cost: slightly(0.2) } });
    const p = pairedDifference(slightly(0.2), best).p;
    expect(p).toBeGreaterThan(0.025);
    expect(p).toBeLessThan(0.05);
    expect(verdicts(alone)).toEqual(['best', 'worse']);
    const together = compare({ best: { cost: best }, other: { cost: slightly(0.2) }, third: { cost: slightly(0.21) } });
    expect(verdicts(together)).toEqual(['best', 'perhaps', 'perhaps']);
  });

  it('are empty where neither direction is better, or nothing is defined', () => {
    expect(verdicts(compare({ a: { participants: [3, 3] }, b: { participants: [4, 4] } }))).toEqual(['', '']);
    expect(verdicts(compare({ a: { latency: [3, 3] }, b: { latency: [NAN, NAN] } }))).toEqual(['best', '']);
  });

  it('do not call it no difference when the best of the means loses every shared run', () => {
    const a = [1, 1, 1, 1, 1, 1, NAN, NAN];
    const b = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 90, 90];
    expect(verdicts(compare({ a: { latency: a }, b: { latency: b } }))).toEqual(['best', 'better']);
  });

  it('need more than one replication', () => {
    expect(verdicts(compare({ a: { cost: [1] }, b: { cost: [2] } }))).toEqual(['best', 'no difference shown']);
  });
});

describe('objectives and ranking', () => {
  it('sort the objectives by weight, heaviest first, equals as written', () => {
    const objectives = [
      { measure: 'latency', weight: 1 },
      { measure: 'cost', weight: 3 },
      { measure: 'edges', weight: 1 },
    ];
    expect(
      comparison({ runs: 5, scenario: { decision: { objectives, limits: [], uncertain: [] } } }).objectives,
    ).toEqual(['cost', 'latency', 'edges']);
  });

  it('rank by the first objective; equals in catalogue order, undefined last', () => {
    const found = compare({
      a: { latency: [NAN, NAN] },
      b: { latency: [5, 7] },
      c: { latency: [6, 6] },
      d: { latency: [1, 2] },
    });
    expect(found.ranking).toEqual(['d', 'b', 'c', 'a']);
    expect(compare({ a: { correct: [0, 1] }, b: { correct: [1, 1] } }).ranking).toEqual(['b', 'a']);
  });

  it('keep the catalogue order without an objective', () => {
    expect(
      comparison({ runs: 5, scenario: { decision: { objectives: [], limits: [], uncertain: [] } } }).ranking[0],
    ).toBe('single-agent');
  });
});

describe('thresholds', () => {
  const check = (operator: '<' | '<=' | '>' | '>=', value: number, pattern = 'a'): [boolean, number] => {
    const thresholds = [{ pattern, measure: 'cost', operator, value }];
    const [found] = compare({ a: { cost: [2, 4] } }, { scenario: { ...scenario, thresholds } }).thresholds;
    return [found!.met, found!.value];
  };

  it('compare the mean', () => {
    expect(check('<=', 3)).toEqual([true, 3]);
    expect(check('<', 3)).toEqual([false, 3]);
    expect(check('>=', 3)).toEqual([true, 3]);
    expect(check('>', 3)).toEqual([false, 3]);
  });

  it('are not met by what was not compared', () => {
    expect(check('>=', 0, 'router')).toEqual([false, NAN]);
  });
});

describe('warnings', () => {
  const said = (found: Comparison): string => found.warnings.map(({ message }) => message).join('\n');

  it('all end with a next step, and keep those found while running first', () => {
    const early = { message: 'Unstable load.', next: 'Lower it.' };
    const found = compare({ a: { latency: [1, NAN] } }, { warnings: [early], requested: 5 });
    expect(found.warnings[0]).toEqual(early);
    expect(found.warnings.length).toBeGreaterThan(2);
    for (const { message, next } of found.warnings) {
      expect(message).toMatch(/\.$/);
      expect(next).toMatch(/\.$/);
    }
  });

  it('say that it was interrupted, unless a precision was reached', () => {
    expect(said(compare({ a: { cost: [1, 2] } }, { requested: 9 }))).toContain('Stopped after 2 of 9 replications');
    expect(said(compare({ a: { cost: [1, 2] } }, { requested: 9, interrupted: false }))).toBe('');
  });

  it('say that one replication gives no interval', () => {
    expect(said(compare({ a: { cost: [1] } }))).toContain('no interval');
  });

  it('say where the 95th percentile of latency has no interval, and where a wide one', () => {
    const steady = Array.from({ length: 71 }, (_, index) => 10 + index / 100);
    expect(said(compare({ a: { latency: steady } }))).toContain(
      'Too few delivered tasks for the 95th percentile of latency under a',
    );
    expect(said(compare({ a: { latency: [...steady, 10] } }))).toBe('');
    const wild = Array.from({ length: 80 }, (_, index) => (index > 75 ? 100 * index : 1));
    expect(said(compare({ a: { latency: wild } }))).toContain('a wide interval: a');
  });

  it('say which objective is undefined in more than one run of a hundred', () => {
    const values = Array.from({ length: 200 }, (_, index) => (index < 3 ? NAN : 10 + index / 1000));
    expect(said(compare({ a: { latency: values } }))).toContain(
      "'latency' is not defined in some runs under a (1.5 % of its runs)",
    );
    values[0] = 10;
    expect(said(compare({ a: { latency: values } }))).toBe('');
  });

  it('say which threshold failed, and whether the interval leaves it open', () => {
    const thresholds = [
      { pattern: 'a', measure: 'cost', operator: '<' as const, value: 3 },
      { pattern: 'a', measure: 'cost', operator: '<' as const, value: -99 },
      { pattern: 'b', measure: 'cost', operator: '<' as const, value: 3 },
    ];
    const { warnings } = compare({ a: { cost: [2, 4, 3] } }, { scenario: { ...scenario, thresholds } });
    expect(warnings.map(({ message }) => message.split(':')[0])).toEqual([
      'Threshold failed',
      'Threshold failed',
      "Threshold 'b.cost < 3' could not be checked",
    ]);
    expect(warnings[0]!.next).toContain('raise --runs');
    expect(warnings[1]!.next).not.toContain('raise --runs');
  });
});
