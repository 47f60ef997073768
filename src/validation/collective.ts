/** Several minds on one question, against the formulas of votes and of spreading beliefs. */

import type { WrittenOptions } from '../patterns/declared.js';
import type { Difficulty } from '../scenario/scenario.js';
import { answerCounts, voteOf } from './beta-binomial.js';
import { driftRows } from './drift.js';
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
  const vote = (n: number): WrittenOptions => ({ panel: n, rounds: 1 });
  const debate = (n: number): WrittenOptions => ({ panel: n, rounds: 3, conformity: 0.6, follows: 'majority' });
  return [
    right(vote(3), {}, { ...luck, runs: Math.ceil(luck.runs / 2) }),
    right(vote(9), {}, few),
    right(vote(31), {}, { ...luck, runs: Math.ceil(luck.runs / 20) }),
    right(vote(9), { correlation: 0.4 }, few),
    right(vote(5), { wrongAnswers: 3 }, few),
    right(vote(5), { correlation: 0.4, wrongAnswers: 3 }, few),
    right(debate(3), {}, few),
    right(debate(4), {}, few),
    worth(5, 0.4, { ...luck, runs: Math.ceil(luck.runs / 3) }),
    worth(30, 0.57, { ...luck, runs: Math.ceil(luck.runs / 3) }),
  ];
}

function right(options: WrittenOptions, difficulty: Partial<Difficulty>, luck: Luckily): Row {
  const listed = Object.entries({ ...options, ...difficulty }).map(([name, value]) => `${name} ${String(value)}`);
  const heading = {
    name: `debate of members that are right with ${RIGHT}: ${listed.join(', ')}`,
    what: 'share of right results',
    unit: 'share',
    source: sourceOf(options, difficulty),
  };
  // An even panel that follows a majority, and leaves ties to luck, is worth one member less.
  const n = Number(options.panel) - (options.follows === 'majority' ? 1 - (Number(options.panel) % 2) : 0);
  const expected = voteOf(answerCounts({ n, p: RIGHT, correlation: 0, ...difficulty }));
  return estimated(heading, expected, shareOf(asked({ right: RIGHT, options, difficulty }, luck).votes));
}

/** How many votes by themselves are worth as much as some that go together. */
function worth(panel: number, correlation: number, luck: Luckily): Row {
  const heading = {
    name: `debate of members that are right with ${RIGHT}: panel ${panel}, rounds 1, correlation ${correlation}`,
    what: 'members by themselves whose mean would scatter as much',
    unit: 'members',
    source: 'n / (1 + (n - 1) rho)',
  };
  const { members } = asked({ right: RIGHT, options: { panel, rounds: 1 }, difficulty: { correlation } }, luck);
  return estimated(heading, panel / (1 + (panel - 1) * correlation), effective(members, RIGHT));
}

function sourceOf({ rounds, panel }: WrittenOptions, { correlation, wrongAnswers }: Partial<Difficulty>): string {
  if (rounds !== 1) return `a majority that there is stays: what a vote of ${panel} gives without a debate`;
  if (wrongAnswers !== undefined)
    return correlation === undefined
      ? 'a plurality, ties by luck: the multinomial distribution'
      : 'a plurality, ties by luck: the Dirichlet-multinomial distribution';
  if (correlation !== undefined) return "Condorcet's jury theorem for a beta-binomial number of right members";
  return "Condorcet's jury theorem: the upper half of a binomial distribution";
}
