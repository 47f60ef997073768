/**
 * Votes and debates: Choi et al., "Debate or Vote", arXiv 2508.17536, means over seven benchmarks, five agents; and Bertalanic
 * and Fortuna, arXiv 2606.02646, on how many independent agents a panel is worth.
 */
import { answerCounts, correlationFor, voteOf } from './beta-binomial.js';
import type { Luckily } from './effort.js';
import { meanOf } from './estimate.js';
import { asked, effective } from './panels.js';
import { atMost, checks, type Finding, type PublishedRow, ranks, sets } from './published-row.js';

/** Agents on each panel, as the authors' repository runs it. */
const PANEL = 5;
/** Their first answers, and two rounds of debate. */
const ROUNDS = 3;
/** Shares of right answers are checked within two points. */
export const WITHIN = 0.02;
const SET = 0.01;

export const QWEN = { single: 0.7205, vote: 0.7691, debate: 0.7377 };
const LLAMA = { single: 0.6203, vote: 0.7242 };

/** Wrong answers to a question: most of the benchmarks offer four choices; assumed. */
export const WRONG_ANSWERS = 3;

const voteOfFive = (p: number, correlation: number): number =>
  voteOf(answerCounts({ n: PANEL, p, correlation, wrongAnswers: WRONG_ANSWERS }));

/** The correlation with which a vote of five is right as often as published. */
export const CORRELATION = correlationFor((rho) => voteOfFive(QWEN.single, rho), QWEN.vote);
/** The same for the other model, which is shown beside what does not agree, and sets nothing. */
const LLAMA_CORRELATION = correlationFor((rho) => voteOfFive(LLAMA.single, rho), LLAMA.vote);

const CHOI = 'Choi et al., arXiv 2508.17536';
const PLURAL = `the five copies of Llama err together less than those of Qwen: their vote is that of a correlation of ${LLAMA_CORRELATION.toFixed(2)}`;

/** What came of five agents, replication by replication. */
interface Panels {
  /** Share of members who are right at first, and after the debate. */
  readonly single: Float64Array;
  readonly after: Float64Array;
  /** Whether a vote on the first answers is right, and one after the debate. */
  readonly vote: Float64Array;
  readonly debate: Float64Array;
}

function panels(right: number, luck: Luckily): Panels {
  const difficulty = { correlation: CORRELATION, wrongAnswers: WRONG_ANSWERS };
  const alone = asked({ right, options: { panel: PANEL, rounds: 1 }, difficulty }, luck);
  const debated = asked({ right, options: { panel: PANEL, rounds: ROUNDS }, difficulty }, luck);
  return { single: alone.members, after: debated.members, vote: alone.votes, debate: debated.votes };
}

export function voteRows(luck: Luckily): PublishedRow[] {
  const half = { ...luck, runs: Math.ceil(luck.runs / 2) };
  return [...qwenRows(panels(QWEN.single, half)), ...llamaRows(panels(LLAMA.single, half)), ...worthRows(luck)];
}

const finding = (name: string, what: string, basis: string): Finding => ({
  name,
  what,
  unit: 'share',
  source: `${CHOI}, means over seven benchmarks`,
  basis,
});

function qwenRows({ single, vote, debate, after }: Panels): PublishedRow[] {
  const of = (what: string): string => `Qwen2.5 7B, ${what}`;
  const right = 'right answers';
  const rho = CORRELATION.toFixed(2);
  const byAll = 'set by the three figures above; assumed: conformity .5 (from .1 up, any agrees), three wrong answers';
  return [
    sets(finding(of('one agent'), right, 'sets how often a member is right'), QWEN.single, meanOf(single).value, SET),
    sets(
      finding(
        of('a vote of five'),
        right,
        `sets the correlation within the panel, ${rho}; assumed: ${WRONG_ANSWERS} wrong answers a question`,
      ),
      QWEN.vote,
      meanOf(vote).value,
      SET,
    ),
    sets(
      finding(
        of('two rounds of debate'),
        "gain of a member's own right answers: none, a martingale",
        'sets to whom a member gives way: one of the others, not a majority',
      ),
      0,
      meanOf(after).value - meanOf(single).value,
      SET,
    ),
    inOrder(of('one agent <= debate <= vote'), byAll, { single, vote, debate }),
    checks(finding(of('a vote after two rounds of debate'), right, byAll), QWEN.debate, meanOf(debate).value, WITHIN),
  ];
}

function llamaRows({ single, vote, debate }: Panels): PublishedRow[] {
  const of = (what: string): string => `Llama 3.1 8B, ${what}`;
  const basis = "set by the figure above; assumed: the correlation of Qwen's panel, conformity .5";
  return [
    sets(
      finding(of('one agent'), 'right answers', 'sets how often a member is right'),
      LLAMA.single,
      meanOf(single).value,
      SET,
    ),
    inOrder(of('one agent <= debate <= vote'), basis, { single, vote, debate }),
    checks(finding(of('a vote of five'), 'right answers', basis), LLAMA.vote, meanOf(vote).value, WITHIN, PLURAL),
  ];
}

const inOrder = (name: string, basis: string, { single, debate, vote }: Omit<Panels, 'after'>): PublishedRow =>
  ranks({ ...finding(name, 'the order of right answers', basis) }, '<=', [
    ['one agent', single],
    ['debate', debate],
    ['vote', vote],
  ]);

/** Agents that do not hear each other agree with correlation c n^-beta, c from .33 to .43 and beta about .25. */
const ALONE = { c: 0.38, beta: 0.25 };
/** What a dense debate stays under, of however many agents. */
const CEILING = 1.8;
const RIGHT = 0.7;
const SET_WORTH = 0.1;
const SLOWLY =
  'here a member that gives way follows one voice, however many it hears, so that agreement takes time, and more of it in a larger panel';

function worthRows(luck: Luckily): PublishedRow[] {
  return [
    ...worthOf(
      5,
      luck,
      `${SLOWLY}: one round more, and five are worth 1.7; how many the paper gave them we do not know`,
    ),
    ...worthOf(
      30,
      luck,
      `${SLOWLY}: thirty need two dozen rounds; the paper finds that those who hear more agree sooner`,
    ),
  ];
}

function worthOf(panel: number, { key, runs }: Luckily, why: string): PublishedRow[] {
  const correlation = ALONE.c * panel ** -ALONE.beta;
  const law = panel / (1 + (panel - 1) * correlation);
  const worth = (rounds: number, runs: number): number =>
    effective(asked({ right: RIGHT, options: { panel, rounds }, difficulty: { correlation } }, { key, runs }).members)
      .value;
  const about = (name: string, bound: string, basis: string): Finding => ({
    name,
    what: `independent agents that they are worth${bound}`,
    unit: 'agents',
    source: 'Bertalanic and Fortuna, arXiv 2606.02646: n / (1 + (n - 1) c n^-beta), under 1.8 in a dense debate',
    basis,
  });
  const alone = about(
    `${panel} agents that do not hear each other`,
    '',
    `sets the correlation of first answers: c = ${ALONE.c} (printed: .33 to .43), beta = ${ALONE.beta}`,
  );
  const debating = about(
    `${panel} agents in a dense debate`,
    ', at most',
    `set by the figure above; assumed: two answers of each, conformity .5, right with ${RIGHT}`,
  );
  return [
    sets(alone, law, worth(1, Math.ceil(runs / 5)), SET_WORTH * law),
    atMost(debating, CEILING, worth(2, Math.ceil((3 * runs) / panel)), why),
  ];
}
