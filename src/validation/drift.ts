/** Members that take over each other's answers (the voter model): what becomes of them and of their vote. */
import type { Luckily } from './effort.js';
import { estimated, meanOf, shareOf } from './estimate.js';
import { asked } from './panels.js';
import type { Row } from './row.js';

/** A panel whose members follow a peer. */
export interface Drifting {
  /** Probability that one member is right at first. */
  readonly right: number;
  readonly panel: number;
  /** Answers of each member, the first one included. */
  readonly rounds: number;
  readonly conformity: number;
  readonly correlation?: number | undefined;
}

/** Probability of 0, 1, ... `panel` right members after all rounds: a Markov chain over their number. */
export function drift({ right, panel, rounds, conformity, correlation = 0 }: Drifting): number[] {
  let chances = betaBinomial(panel, right, correlation);
  for (let round = 2; round <= rounds; round++) {
    const after = chances.map(() => 0);
    for (const [k, p] of chances.entries())
      for (const [next, q] of stepped(k, panel, conformity).entries()) after[next]! += p * q;
    chances = after;
  }
  return chances;
}

/** Given k right members, each one's next answer is independent of the others'. */
function stepped(k: number, panel: number, conformity: number): number[] {
  const stay = binomial(k, 1 - (conformity * (panel - k)) / (panel - 1));
  const turn = binomial(panel - k, (conformity * k) / (panel - 1));
  const next = new Array<number>(panel + 1).fill(0);
  for (const [i, p] of stay.entries()) for (const [j, q] of turn.entries()) next[i + j]! += p * q;
  return next;
}

/** Probability of 0, 1, ... n successes that are correlated: each urn draw adds a ball of its colour. */
export function betaBinomial(n: number, p: number, correlation: number): number[] {
  if (correlation === 0) return binomial(n, p);
  if (correlation === 1) return Array.from({ length: n + 1 }, (_, k) => (k === n ? p : k === 0 ? 1 - p : 0));
  const balls = (1 - correlation) / correlation;
  let chances = [1];
  for (let i = 0; i < n; i++) {
    const right = (k: number): number => (balls * p + k) / (balls + i);
    chances = Array.from({ length: i + 2 }, (_, k) => {
      const stays = (chances[k] ?? 0) * (1 - right(k));
      return stays + (k === 0 ? 0 : chances[k - 1]! * right(k - 1));
    });
  }
  return chances;
}

/** Probability of 0, 1, ... n successes. */
function binomial(n: number, p: number): number[] {
  let chances = [1];
  for (let i = 0; i < n; i++)
    chances = Array.from({ length: i + 2 }, (_, k) => (chances[k] ?? 0) * (1 - p) + (chances[k - 1] ?? 0) * p);
  return chances;
}

/** Probability that the vote is right, given how likely each number of right members is; a tie is worth half. */
export function voteOf(chances: readonly number[]): number {
  const half = (chances.length - 1) / 2;
  return chances.reduce((sum, p, k) => sum + (k > half ? p : k === half ? p / 2 : 0), 0);
}

const RIGHT = 0.7;

const CASES: readonly Omit<Drifting, 'right'>[] = [
  { panel: 3, rounds: 2, conformity: 0.5 },
  { panel: 3, rounds: 4, conformity: 1 },
  { panel: 4, rounds: 3, conformity: 0.6 },
  { panel: 5, rounds: 3, conformity: 0.5, correlation: 0.4 },
];

/** So many rounds that a panel of three has come to agree, but for one in ten thousand. */
const LONG = { panel: 3, rounds: 25, conformity: 0.5 } as const;

export function driftRows(luck: Luckily): Row[] {
  const many = { ...luck, runs: Math.ceil(luck.runs / 3) };
  return [
    ...CASES.flatMap((drifting) => of(drifting, many)),
    ...of(LONG, { ...luck, runs: Math.ceil(luck.runs / 10) }),
  ];
}

function of(drifting: Omit<Drifting, 'right'>, luck: Luckily): Row[] {
  const listed = Object.entries(drifting).map(([name, value]) => `${name} ${value}`);
  const heading = { name: `debate of members that follow a peer: ${listed.join(', ')}`, unit: 'share' };
  const { correlation, ...options } = drifting;
  const { votes, members } = asked({ right: RIGHT, correlation, options: { ...options, follows: 'peer' } }, luck);
  const voted = drifting === LONG ? RIGHT : voteOf(drift({ right: RIGHT, ...drifting }));
  const source =
    drifting === LONG
      ? 'all come to agree, with one of the first answers'
      : 'the Markov chain over the number of right members';
  return [
    estimated(
      { ...heading, what: 'right answers of a member, after the debate', source: 'a martingale: what it was before' },
      RIGHT,
      meanOf(members),
    ),
    estimated({ ...heading, what: 'share of right results', source }, voted, shareOf(votes)),
  ];
}
