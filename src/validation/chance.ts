/** Scenarios in which luck plays a part, rehearsed under real patterns, against the formulas of probability. */
import { taskValue } from '../measures/index.js';
import type { Distribution, Scenario } from '../scenario/scenario.js';
import { normalQuantile } from '../sim/luck/quantiles.js';
import type { RunRecord } from '../sim/record/record.js';
import { type Luckily, sampled } from './effort.js';
import { estimated, meanOf, medianOf, shareOf } from './estimate.js';
import { branchesOf, chainOf, constant, MODEL, plainScenario } from './plain.js';
import type { Row } from './row.js';

const read = (measure: string): ((run: RunRecord) => number) => {
  return (run) => taskValue(measure, run);
};

export function chanceRows(luck: Luckily): Row[] {
  return [
    ...[3, 8, 32].map((n) => slowestExponential(n, luck)),
    ...[3, 5, 10].map((n) => slowestLognormal(n, luck)),
    ...[0.05, 0.5].flatMap((p) => retries(p, luck)),
    reliability(luck),
    ...[
      { k: 5, b: 0.9 },
      { k: 3, b: 0.5 },
      { k: 10, b: 0.8 },
    ].map(({ k, b }) => credulousChain(k, b, luck)),
    deferentChain(luck),
    ...forgetful(luck),
  ];
}

/** Seconds of the collector's own call, which are not the branches'. */
const COLLECTING = 1;

function fanIn(n: number, latency: Distribution): Scenario {
  return plainScenario({ ...branchesOf(n, { latency }), coordinator: { latency: constant(COLLECTING) } });
}

function waitedForBranches(scenario: Scenario, luck: Luckily): Float64Array {
  const latency = read('latency');
  return sampled(scenario, { name: 'fan-out-fan-in' }, luck, (run) => latency(run) - COLLECTING);
}

function slowestExponential(n: number, luck: Luckily): Row {
  let harmonic = 0;
  for (let k = 1; k <= n; k++) harmonic += 1 / k;
  const heading = {
    name: `fan-out-fan-in, ${n} branches with exponential latencies of mean 1`,
    what: "mean time until the last branch is in (the latency minus the collector's call)",
    unit: 's',
    source: `order statistics: H_${n}`,
  };
  return estimated(heading, harmonic, meanOf(waitedForBranches(fanIn(n, { kind: 'exponential', mean: 1 }), luck)));
}

function slowestLognormal(n: number, luck: Luckily): Row {
  const heading = {
    name: `fan-out-fan-in, ${n} branches with lognormal(0, 0.8) latencies`,
    what: 'median time until the last branch is in',
    unit: 's',
    source: 'order statistics: F^-1(0.5^(1/n))',
  };
  const expected = Math.exp(0.8 * normalQuantile(0.5 ** (1 / n)));
  const values = waitedForBranches(fanIn(n, { kind: 'lognormal', mu: 0, sigma: 0.8 }), luck);
  return estimated(heading, expected, medianOf(values));
}

/** Retries after the first attempt. */
const RETRIES = 3;

function retries(p: number, luck: Luckily): Row[] {
  const attempts = RETRIES + 1;
  const once = { attempts, backoff: { base: 0, factor: 1, jitter: 0 } };
  const scenario = plainScenario({ ...chainOf(1, { failure: p }), policies: { retry: once } });
  const name = `a step that fails with probability ${p}, at most ${RETRIES} retries`;
  const source = 'geometric distribution, cut off';
  const got = (measure: string): Float64Array => sampled(scenario, { name: 'workflow' }, luck, read(measure));
  return [
    estimated({ name, what: 'success', unit: 'share', source }, 1 - p ** attempts, shareOf(got('correct'))),
    estimated({ name, what: 'attempts', unit: 'calls', source }, (1 - p ** attempts) / (1 - p), meanOf(got('calls'))),
  ];
}

function reliability(luck: Luckily): Row {
  const heading = {
    name: 'pipeline of 10, each failing with 0.05, no retry',
    what: 'success',
    unit: 'share',
    source: '0.95^10',
  };
  const scenario = plainScenario(chainOf(10, { failure: 0.05 }));
  return estimated(heading, 0.95 ** 10, shareOf(sampled(scenario, { name: 'pipeline' }, luck, read('correct'))));
}

const SEEDED = { claims: 1, falseClaims: 1 };

function credulousChain(k: number, b: number, luck: Luckily): Row {
  const scenario = plainScenario({ ...chainOf(k, { credulity: b }), brief: SEEDED });
  const heading = {
    name: `pipeline of ${k} with credulity ${b}, one false claim in the brief`,
    what: 'share of runs that deliver it',
    unit: 'share',
    source: `branching: b^k = ${b}^${k}`,
  };
  return estimated(heading, b ** k, shareOf(sampled(scenario, { name: 'pipeline' }, luck, read('escaped'))));
}

/** Stage i meets a claim that i others have passed on: its resistance is multiplied by (1 - deference)^i. */
function deferentChain(luck: Luckily): Row {
  const [k, b, d] = [5, 0.6, 0.3];
  const scenario = plainScenario({ ...chainOf(k, { credulity: b, deference: d }), brief: SEEDED });
  let expected = 1;
  for (let i = 0; i < k; i++) expected *= 1 - (1 - b) * (1 - d) ** i;
  const heading = {
    name: `pipeline of ${k} with credulity ${b} and deference ${d}, one false claim in the brief`,
    what: 'share of runs that deliver it',
    unit: 'share',
    source: 'the product of 1 - (1 - b) (1 - d)^i, i = 0 to k - 1',
  };
  return estimated(heading, expected, shareOf(sampled(scenario, { name: 'pipeline' }, luck, read('escaped'))));
}

/** Hallucination and missed detection of a step whose context is long: 1 - (1 - base) / (1 + (c / half)^steepness). */
function forgetful(luck: Luckily): Row[] {
  const [brief, prompt, half, steepness] = [1200, 386, 2000, 1.2];
  const context = brief + prompt + 3 + 2 * 4;
  const kept = 1 / (1 + (context / half) ** steepness);
  const model = { ...MODEL, retention: { half, steepness } };
  const name = `a step with ${context} tokens of context, half ${half}, steepness ${steepness}`;
  const source = 'the Hill form: 1 - (1 - e) / (1 + (c / half)^steepness)';
  const writer = chainOf(1, { model, prompt, hallucination: 0.1 }, { claims: 1 });
  const checker = chainOf(1, { model, prompt, detection: 0.9 }, { checks: true });
  const written = plainScenario({ ...writer, brief: { tokens: brief } });
  const checked = plainScenario({ ...checker, brief: { tokens: brief, ...SEEDED } });
  return [
    estimated(
      { name, what: 'false claims of a hallucination rate of 0.1', unit: 'share', source },
      1 - 0.9 * kept,
      shareOf(sampled(written, { name: 'pipeline' }, luck, read('rootErrors'))),
    ),
    estimated(
      { name, what: 'missed false claims of a detection rate of 0.9', unit: 'share', source },
      1 - 0.9 * kept,
      shareOf(sampled(checked, { name: 'pipeline' }, luck, read('escaped'))),
    ),
  ];
}
