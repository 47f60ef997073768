/** Several minds on one question, against the formulas of votes and of spreading beliefs. */
import { measureNamed } from '../../measures/index.js';
import type { RunRecord } from '../../sim/record.js';
import { sampled } from './effort.js';
import { estimated, shareOf } from './estimate.js';
import { chainOf, type Options, plainScenario } from './plain.js';
import type { Row } from './row.js';
import { spreadRows } from './spread.js';

interface Luckily {
  readonly key: number;
  readonly runs: number;
}

export function collectiveRows(luck: Luckily): Row[] {
  return [...voteRows(luck), ...spreadRows({ ...luck, runs: Math.ceil(luck.runs / 30) })];
}

/** Probability that one member is right. */
const RIGHT = 0.7;

function voteRows(luck: Luckily): Row[] {
  // A big panel costs as much as many replications of a small one.
  const few = { ...luck, runs: Math.ceil(luck.runs / 6) };
  return [
    vote({ panel: 3, rounds: 1 }, condorcet(RIGHT, 3), { ...luck, runs: Math.ceil(luck.runs / 2) }),
    vote({ panel: 9, rounds: 1 }, condorcet(RIGHT, 9), few),
    vote({ panel: 31, rounds: 1 }, condorcet(RIGHT, 31), { ...luck, runs: Math.ceil(luck.runs / 20) }),
    vote({ panel: 9, rounds: 1, correlation: 0.4 }, 0.4 * RIGHT + 0.6 * condorcet(RIGHT, 9), few),
    vote({ panel: 3, rounds: 3, conformity: 0.6 }, condorcet(RIGHT, 3), few),
    vote({ panel: 4, rounds: 3, conformity: 0.6 }, condorcet(RIGHT, 3), few),
  ];
}

function vote(options: Options, expected: number, luck: Luckily): Row {
  const scenario = plainScenario(chainOf(1, { hallucination: 1 - RIGHT }, { claims: 1 }));
  const listed = Object.entries(options).map(([name, value]) => `${name} ${String(value)}`);
  const heading = {
    name: `debate of members that are right with ${RIGHT}: ${listed.join(', ')}`,
    what: 'share of right results',
    unit: 'share',
    source: sourceOf(options),
  };
  const correct = measureNamed('correct')!;
  const read = (run: RunRecord): number => correct.read(run, null);
  return estimated(
    heading,
    expected,
    shareOf(sampled(scenario, { name: 'debate', options: { correlation: 0, ...options } }, luck, read)),
  );
}

function sourceOf({ rounds, correlation, panel }: Options): string {
  if (correlation !== undefined) return 'rho p + (1 - rho) Condorcet(p, n)';
  if (rounds !== 1) return `belief is a martingale: what a vote of ${panel} gives without a debate`;
  return "Condorcet's jury theorem: the upper half of a binomial distribution";
}

/** Probability that a majority of n (odd) is right, where each is with probability p, by itself. */
export function condorcet(p: number, n: number): number {
  let sum = 0;
  let term = (1 - p) ** n;
  for (let right = 0; right <= n; right++) {
    if (2 * right > n) sum += term;
    term *= ((n - right) / (right + 1)) * (p / (1 - p));
  }
  return sum;
}
