/** Distributions: what inverse sampling of the simulator's luck gives, against formulas that stand in books. */
import type { Distribution } from '../scenario/scenario.js';
import { quantile } from '../sim/luck/distributions.js';
import { Luck, Purpose } from '../sim/luck/luck.js';
import { estimated, meanOf, type SampledEstimate } from './estimate.js';
import type { Row } from './row.js';

interface Case {
  readonly name: string;
  readonly distribution: Distribution;
  readonly mean: number;
  readonly variance: number;
}

const SOURCE = 'the moments of the distribution';

const CASES: readonly Case[] = [
  { name: 'exponential, mean 2', distribution: { kind: 'exponential', mean: 2 }, mean: 2, variance: 4 },
  {
    name: 'lognormal, mu 0.3, sigma 0.5',
    distribution: { kind: 'lognormal', mu: 0.3, sigma: 0.5 },
    mean: Math.exp(0.3 + 0.125),
    variance: (Math.exp(0.25) - 1) * Math.exp(0.6 + 0.25),
  },
  { name: 'gamma, mean 3, cv 0.5', distribution: { kind: 'gamma', mean: 3, cv: 0.5 }, mean: 3, variance: 2.25 },
  { name: 'gamma, mean 3, cv 1.5', distribution: { kind: 'gamma', mean: 3, cv: 1.5 }, mean: 3, variance: 20.25 },
  {
    name: 'weibull, scale 2, shape 2',
    distribution: { kind: 'weibull', scale: 2, shape: 2 },
    mean: Math.sqrt(Math.PI),
    variance: 4 - Math.PI,
  },
  // Heavy tails have no short run: with alpha 10 the variance of the squares is there too.
  {
    name: 'pareto, min 1, alpha 10',
    distribution: { kind: 'pareto', min: 1, alpha: 10 },
    mean: 10 / 9,
    variance: 10 / (81 * 8),
  },
  { name: 'uniform, 1 to 4', distribution: { kind: 'uniform', low: 1, high: 4 }, mean: 2.5, variance: 0.75 },
  {
    name: 'empirical, linear between 1, 2 and 4',
    distribution: { kind: 'empirical', sorted: [1, 2, 4] },
    mean: 2.25,
    // Half of the weight on each uniform piece: E[x^2] = (7 / 3 + 28 / 3) / 2.
    variance: 35 / 6 - 2.25 ** 2,
  },
];

export function samplingRows(key: number, runs: number): Row[] {
  const rows = CASES.flatMap(({ name, distribution, mean, variance }, i) => {
    const values = drawn(key, i, runs, (u) => quantile(distribution, u));
    const heading = { name, unit: '1', source: SOURCE };
    return [
      estimated({ ...heading, what: 'mean' }, mean, meanOf(values)),
      estimated({ ...heading, what: 'variance' }, variance, meanOf(values.map((value) => (value - mean) ** 2))),
    ];
  });
  return [...rows, ...normalRows(key, runs)];
}

/** The normal distribution is sampled through the lognormal one: its logarithms are the normal variates. */
function normalRows(key: number, runs: number): Row[] {
  const values = drawn(key, CASES.length, runs, (u) => Math.log(quantile({ kind: 'lognormal', mu: 2, sigma: 1 }, u)));
  const heading = { name: 'normal, mean 2, deviation 1, as the logarithm of a lognormal', unit: '1', source: SOURCE };
  const beyond = (distance: number): SampledEstimate =>
    meanOf(values.map((value) => (Math.abs(value - 2) > distance ? 1 : 0)));
  return [
    estimated({ ...heading, what: 'mean' }, 2, meanOf(values)),
    estimated({ ...heading, what: 'variance' }, 1, meanOf(values.map((value) => (value - 2) ** 2))),
    estimated({ ...heading, what: 'share farther than one deviation from the mean' }, 0.31731050786291415, beyond(1)),
    estimated({ ...heading, what: 'share farther than two deviations from the mean' }, 0.04550026389635842, beyond(2)),
  ];
}

function drawn(key: number, entity: number, runs: number, variate: (u: number) => number): Float64Array {
  const luck = new Luck(key);
  return Float64Array.from({ length: runs }, (_, replication) => {
    luck.replication = replication;
    return variate(luck.uniform(Purpose.output, 0, entity, 0));
  });
}
