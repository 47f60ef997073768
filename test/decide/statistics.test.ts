import { describe, expect, it } from 'vitest';
import { settle } from '../../src/decide/decide.js';
import { checkLimit } from '../../src/decide/limits.js';
import { betterOf, replicationTerms, statisticId, unitOf } from '../../src/decide/statistics.js';
import { measureNamed } from '../../src/measures/index.js';
import type { StatisticName } from '../../src/scenario/scenario.js';
import { Luck } from '../../src/sim/luck/luck.js';
import { mean, meanInterval } from '../../src/statistics/estimates.js';
import { coefficientOfVariation, tailMean } from '../../src/statistics/spread.js';
import type { PatternRuns } from '../../src/study/pattern-runs.js';
import { chain, scenarioOf, yaml } from '../sim/helper.js';

const runsOf = (name: string, columns: Readonly<Record<string, ArrayLike<number>>>): PatternRuns => ({
  name,
  columns: new Map(Object.entries(columns).map(([id, values]) => [id, Float64Array.from(values)])),
});
const of = (id: string, statistic: StatisticName) => ({ measure: measureNamed(id)!, statistic });
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('a statistic as the mean of its terms', () => {
  const value = (statistic: StatisticName, values: ArrayLike<number>) =>
    mean(replicationTerms(of('cost', statistic), runsOf('a', { cost: values })));

  it('is that of the formula', () => {
    // 96 to 100 are the worst five of a hundred; of 50 values the worst two and a half.
    expect(value('cvar95', upTo(100))).toBeCloseTo(98, 10);
    expect(value('cvar95', upTo(50))).toBeCloseTo((50 + 49 + 48 / 2) / 2.5, 10);
    // The standard deviation of 1 to n is that of n (n + 1) / 12.
    expect(value('cv', upTo(100))).toBeCloseTo(Math.sqrt((100 * 101) / 12) / 50.5, 10);
    expect(value('p99', upTo(101))).toBeCloseTo(100, 10);
    expect(value('p50', [...upTo(101), Number.NaN])).toBeCloseTo(51, 10);
    expect(value('mean', upTo(9))).toBe(5);
  });

  it('is that of the measures of the same name', () => {
    const values = upTo(137).map((i) => Math.exp(Math.sin(i)));
    expect(value('cvar95', values)).toBeCloseTo(tailMean(values), 12);
    expect(value('cv', values)).toBeCloseTo(coefficientOfVariation(values), 12);
  });

  it('of a constant is sure, of nothing is undefined', () => {
    for (const statistic of ['p50', 'p99', 'cvar95'] as const) {
      expect([...replicationTerms(of('cost', statistic), runsOf('a', { cost: [2, 2, 2] }))]).toEqual([2, 2, 2]);
    }
    expect([...replicationTerms(of('cost', 'cv'), runsOf('a', { cost: [2, 2, 2] }))]).toEqual([0, 0, 0]);
    for (const statistic of ['p99', 'cvar95', 'cv'] as const) {
      expect(mean(replicationTerms(of('cost', statistic), runsOf('a', { cost: [Number.NaN] })))).toBeNaN();
    }
    expect(mean(replicationTerms(of('cost', 'cv'), runsOf('a', { cost: [0, 0] })))).toBeNaN();
  });

  it('takes the worst from the low side where high values are better', () => {
    const better = measureNamed('throughput')!;
    expect(better.better).toBe('higher');
    const terms = replicationTerms({ measure: better, statistic: 'cvar95' }, runsOf('a', { [better.id]: upTo(100) }));
    expect(mean(terms)).toBeCloseTo(3, 10);
  });

  it('of single tasks is that of all of them, one term a replication', () => {
    const tasks = new Map([['cost', Float64Array.from(upTo(100))]]);
    const runs: PatternRuns = {
      ...runsOf('a', { cost: [5.5, 15.5, 25.5, 35.5, 45.5, 55.5, 65.5, 75.5, 85.5, 95.5] }),
      tasks,
    };
    const terms = replicationTerms(of('cost', 'cvar95'), runs);
    expect(terms).toHaveLength(10);
    expect(mean(terms)).toBeCloseTo(98, 10);
  });

  // Exponential values: the mean of the worst twentieth is 1 + ln 20, the coefficient of variation 1, p95 ln 20.
  it.each([
    ['cvar95', 1 + Math.log(20)],
    ['cv', 1],
    ['p95', Math.log(20)],
  ] as const)('%s has an interval that holds the truth in 92 to 97 %% of the studies', (statistic, truth) => {
    let held = 0;
    const studies = 1000;
    for (let study = 0; study < studies; study++) {
      const luck = new Luck(study);
      const values = upTo(1000).map((i) => -Math.log((luck.words(study, 5, i, 0)[0] + 0.5) / 2 ** 32));
      const { low, high } = meanInterval(replicationTerms(of('cost', statistic), runsOf('a', { cost: values })));
      if (low <= truth && truth <= high) held++;
    }
    expect(held / studies).toBeGreaterThan(0.92);
    expect(held / studies).toBeLessThan(0.97);
  });
});

describe('a statistic that is weighed or limited', () => {
  it('has its own name, unit and better side', () => {
    expect(statisticId(of('latency', 'p99'))).toBe('latency.p99');
    expect([unitOf(of('latency', 'cvar95')), unitOf(of('latency', 'cv'))]).toEqual(['s', '1']);
    expect(betterOf(of('latency', 'cv'))).toBe('lower');
  });

  it('as a limit has the probability of its interval', () => {
    const runs = runsOf('a', { cost: upTo(1000) });
    const at = (statistic: StatisticName, value: number) =>
      checkLimit({ ...of('cost', statistic), operator: '<=', value }, runs, 1);
    expect(at('cvar95', 975.5).value).toBeCloseTo(975.5, 10);
    expect(at('cvar95', 975.5).probability).toBeCloseTo(0.5, 10);
    expect(at('cvar95', 975.5).margin.mean).toBeCloseTo(0, 9);
    expect(at('cvar95', 990).probability).toBeGreaterThan(0.95);
    expect(at('cv', 0.5).probability).toBeLessThan(0.05);
    expect(at('p99', 995).probability).toBeGreaterThan(0.9);
    expect(at('p99', 980).probability).toBeLessThan(0.05);
  });

  it('as an objective decides', () => {
    const scenario = scenarioOf(yaml(chain('decision: { objectives: { cost.cvar95: {} } }')));
    const calm = upTo(100).map((i) => 10 + i / 100);
    // Cheaper on average, but one task in twenty costs a hundred.
    const wild = upTo(100).map((i) => (i % 20 === 0 ? 100 : 1));
    const patterns = [runsOf('calm', { cost: calm }), runsOf('wild', { cost: wild })];
    const { answer, aims, options } = settle({ scenario, patterns });
    expect(answer).toBe('calm');
    expect(aims[0]).toMatchObject({ statistic: 'cvar95', worst: 100 });
    expect(options[0]!.standing.means[0]).toBeCloseTo(10.98, 10);
    expect(options[0]!.standing.intervals[0]!.low).toBeLessThan(10.98);
    const plain = scenarioOf(yaml(chain('decision: { objectives: { cost: {} } }')));
    expect(settle({ scenario: plain, patterns }).answer).toBe('wild');
  });
});
