/** Members that take over each other's answers (the voter model): what becomes of them and of their vote. */
import { type AnswerCounts, answerCounts, voteOf } from './beta-binomial.js';
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
  /** Of the errors in first answers. */
  readonly correlation?: number;
  readonly wrongAnswers?: number;
}

/** How many members give each answer after all rounds: a Markov chain over the counts. */
export function drift({ right, panel, rounds, conformity, correlation = 0, wrongAnswers }: Drifting): AnswerCounts[] {
  let outcomes = answerCounts({ n: panel, p: right, correlation, ...(wrongAnswers && { wrongAnswers }) });
  for (let round = 2; round <= rounds; round++) {
    const after = new Map<string, AnswerCounts>();
    for (const { counts, chance } of outcomes)
      for (const next of stepped(counts, panel, conformity)) add(after, next.counts, chance * next.chance);
    outcomes = [...after.values()];
  }
  return outcomes;
}

/** Given the answers, each member's next one is independent of the others': its own, or that of one of the others. */
function stepped(counts: readonly number[], panel: number, conformity: number): AnswerCounts[] {
  let outcomes: AnswerCounts[] = [{ counts: counts.map(() => 0), chance: 1 }];
  for (const [own, members] of counts.entries()) {
    const moves = counts.map((count, to) => {
      const heard = panel === 1 ? 0 : (conformity * (to === own ? count - 1 : count)) / (panel - 1);
      return to === own ? heard + (panel === 1 ? 1 : 1 - conformity) : heard;
    });
    for (let member = 0; member < members; member++) {
      const after = new Map<string, AnswerCounts>();
      for (const { counts: sofar, chance } of outcomes)
        for (const [to, move] of moves.entries())
          if (move > 0)
            add(
              after,
              sofar.map((count, i) => (i === to ? count + 1 : count)),
              chance * move,
            );
      outcomes = [...after.values()];
    }
  }
  return outcomes;
}

function add(outcomes: Map<string, AnswerCounts>, counts: readonly number[], chance: number): void {
  const key = counts.join();
  outcomes.set(key, { counts, chance: (outcomes.get(key)?.chance ?? 0) + chance });
}

const RIGHT = 0.7;

const CASES: readonly Omit<Drifting, 'right'>[] = [
  { panel: 3, rounds: 2, conformity: 0.5 },
  { panel: 3, rounds: 4, conformity: 1 },
  { panel: 4, rounds: 3, conformity: 0.6 },
  { panel: 5, rounds: 3, conformity: 0.5, correlation: 0.4 },
  { panel: 5, rounds: 3, conformity: 0.5, correlation: 0.2, wrongAnswers: 3 },
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
  const { panel, rounds, conformity, correlation, wrongAnswers } = drifting;
  const options = { panel, rounds, conformity, follows: 'peer' };
  const difficulty = { correlation: correlation ?? 0, wrongAnswers: wrongAnswers ?? 1 };
  const { votes, members } = asked({ right: RIGHT, options, difficulty }, luck);
  const voted = drifting === LONG ? RIGHT : voteOf(drift({ right: RIGHT, ...drifting }));
  const source =
    drifting === LONG
      ? 'all come to agree, with one of the first answers'
      : 'the Markov chain over the numbers of members with each answer';
  return [
    estimated(
      { ...heading, what: 'right answers of a member, after the debate', source: 'a martingale: what it was before' },
      RIGHT,
      meanOf(members),
    ),
    estimated({ ...heading, what: 'share of right results', source }, voted, shareOf(votes)),
  ];
}
