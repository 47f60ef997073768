/** Several minds on one question, against the formulas of votes and of spreading beliefs. */

import type { WrittenOptions } from '../patterns/declared.js';
import { betaBinomial, driftRows, voteOf } from './drift.js';
import type { Luckily } from './effort.js';
import { estimated, shareOf } from './estimate.js';
import { asked, effective } from './panels.js';
import type { Row } from './row.js';
import { spreadRows } from './spread.js';

export function collectiveRows(luck: Luckily): Row[] {
  return [...voteRows(luck), ...driftRows(luck), ...spreadRows({ ...luck, runs: Math.ceil(luck.runs / 30) })];
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
    vote({ panel: 9, rounds: 1 }, voteOf(betaBinomial(9, RIGHT, 0.4)), few, 0.4),
    vote({ panel: 3, rounds: 3, conformity: 0.6, follows: 'majority' }, condorcet(RIGHT, 3), few),
    vote({ panel: 4, rounds: 3, conformity: 0.6, follows: 'majority' }, condorcet(RIGHT, 3), few),
    worth(5, 0.4, { ...luck, runs: Math.ceil(luck.runs / 3) }),
    worth(30, 0.57, { ...luck, runs: Math.ceil(luck.runs / 3) }),
  ];
}

function vote(options: WrittenOptions, expected: number, luck: Luckily, correlation = 0): Row {
  const listed = Object.entries(correlation === 0 ? options : { ...options, correlation }).map(
    ([name, value]) => `${name} ${String(value)}`,
  );
  const heading = {
    name: `debate of members that are right with ${RIGHT}: ${listed.join(', ')}`,
    what: 'share of right results',
    unit: 'share',
    source: sourceOf(options, correlation),
  };
  return estimated(heading, expected, shareOf(asked({ right: RIGHT, correlation, options }, luck).votes));
}

/** How many votes by themselves are worth as much as some that go together. */
function worth(panel: number, correlation: number, luck: Luckily): Row {
  const heading = {
    name: `debate of members that are right with ${RIGHT}: panel ${panel}, rounds 1, correlation ${correlation}`,
    what: 'members by themselves whose mean would scatter as much',
    unit: 'members',
    source: 'n / (1 + (n - 1) rho)',
  };
  const { members } = asked({ right: RIGHT, correlation, options: { panel, rounds: 1 } }, luck);
  return estimated(heading, panel / (1 + (panel - 1) * correlation), effective(members, RIGHT));
}

function sourceOf({ rounds, panel }: WrittenOptions, correlation: number): string {
  if (correlation > 0) return 'the upper half of a beta-binomial distribution';
  if (rounds !== 1) return `a majority that there is stays: what a vote of ${panel} gives without a debate`;
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
