/** Do intervals hold what they promise? Many studies of something whose true value is known, each with an interval. */

import { summarise } from '../../src/compare/summarise.js';
import { Luck } from '../../src/sim/luck/luck.js';
import { meanInterval, pairedDifference, quantileInterval, shareInterval } from '../../src/statistics/estimates.js';
import { measures as fixtureMeasures, scenario } from '../report/fixture.js';

/** Values in one study. */
const SIZE = 400;
/** Patterns that are one and the same, in a study of verdicts. */
const PATTERNS = 6;
const P95 = 1.644_853_626_951_472_2;
/** Standard deviation of the logarithm of a latency. */
const SIGMA = 0.6;

/** Draws that go by study and place alone. */
export function drawsOf(study: number, column: number): Float64Array {
  const luck = new Luck(column + 1);
  luck.replication = study;
  return Float64Array.from({ length: SIZE }, (_, i) => luck.uniform(1, 0, 0, i));
}

/** A standard normal variate, by Box and Muller's transform of two uniform ones. */
const normals = (study: number, column: number): Float64Array => {
  const [u, v] = [drawsOf(study, column), drawsOf(study, column + 100)];
  return u.map((x, i) => Math.sqrt(-2 * Math.log(x)) * Math.cos(2 * Math.PI * v[i]!));
};

const latencies = (study: number, column: number): Float64Array =>
  normals(study, column).map((z) => Math.exp(SIGMA * z));

export interface Case {
  readonly name: string;
  readonly truth: number;
  readonly interval: (study: number) => { readonly low: number; readonly high: number };
}

/** Means, shares, quantiles and paired differences of what runs give: skewed seconds, and zeros and ones. */
export const CASES: readonly Case[] = [
  {
    name: 'the mean of skewed latencies',
    truth: Math.exp(SIGMA ** 2 / 2),
    interval: (study) => meanInterval(latencies(study, 0)),
  },
  ...[0.5, 0.1].map((p, i) => ({
    name: `a share of ${p}`,
    truth: p,
    interval: (study: number) => shareInterval(drawsOf(study, 10 + i).map((u) => (u < p ? 1 : 0))),
  })),
  {
    name: 'the median of skewed latencies',
    truth: 1,
    interval: (study) => quantileInterval(latencies(study, 20), 0.5)!,
  },
  {
    name: 'the 95th percentile of skewed latencies',
    truth: Math.exp(SIGMA * P95),
    interval: (study) => quantileInterval(latencies(study, 21), 0.95)!,
  },
  {
    name: 'the paired difference of two latencies that have luck in common',
    truth: 0.1 * Math.exp(SIGMA ** 2 / 2),
    interval: (study) => {
      const common = latencies(study, 30);
      const noise = normals(study, 31);
      return pairedDifference(
        common.map((x, i) => 1.1 * x + 0.05 * noise[i]!),
        common,
      );
    },
  },
];

/** Share of studies whose interval holds the truth. */
export function coverage({ truth, interval }: Case, studies: number): number {
  let held = 0;
  for (let study = 0; study < studies; study++) {
    const { low, high } = interval(study);
    if (low <= truth && truth <= high) held++;
  }
  return held / studies;
}

/** Share of studies that call any of several patterns worse although all of them are the same. */
export function falseVerdicts(studies: number): number {
  let wrong = 0;
  for (let study = 0; study < studies; study++) {
    const patterns = Array.from({ length: PATTERNS }, (_, column) => ({
      name: `p${column}`,
      columns: new Map([['correct', drawsOf(study, 50 + column).map((u) => (u < 0.7 ? 1 : 0))]]),
    }));
    const found = summarise({
      scenario: {
        ...scenario,
        thresholds: [],
        published: [],
        decision: { objectives: [{ measure: 'correct', weight: 1 }], limits: [], uncertain: [] },
      },
      seed: '',
      requested: SIZE,
      runs: SIZE,
      measures: fixtureMeasures.filter(({ id }) => id === 'correct'),
      patterns,
      leftOut: [],
      growth: [],
      warnings: [],
    });
    if (found.summary.some((row) => row.verdict === 'worse')) wrong++;
  }
  return wrong / studies;
}
