/**
 * Tries of one task by one agent: tau-bench, airline domain, tool-calling agent with GPT-4o, four trials of each of the tasks 0
 * to 24. The counts are from the recorded results of github.com/sierra-research/tau-bench (commit 59a200c, MIT licence,
 * copyright Sierra).
 */
import { betaBinomial } from './beta-binomial.js';
import type { Luckily } from './effort.js';
import { atMost, type Finding, type PublishedRow, sets } from './published-row.js';
import { solved } from './together.js';

/** Tasks that were solved in 0, 1, ... 4 of four trials. */
export const SOLVED_TASKS = [10, 8, 2, 1, 4] as const;
const TRIALS = SOLVED_TASKS.length - 1;
export const TASKS = SOLVED_TASKS.reduce<number>((sum, count) => sum + count, 0);

/** Share of trials that solve their task. */
export const SOLVES = average((k) => k / TRIALS);
/** Share of pairs of trials of one task that both solve it, as a correlation. */
export const AGREEMENT =
  (average((k) => (k * (k - 1)) / (TRIALS * (TRIALS - 1))) - SOLVES ** 2) / (SOLVES * (1 - SOLVES));

/** 95 % point of the chi-square distribution with 2 degrees of freedom: five counts, less their sum, mean and correlation. */
export const CRITICAL = 5.991;
/** The same with 3: of a binomial distribution only the mean is fitted. */
export const CRITICAL_BINOMIAL = 7.815;

/** Of trials that have nothing to do with each other. */
export const INDEPENDENT = chiSquare(SOLVED_TASKS, betaBinomial(TRIALS, SOLVES, 0));

const SET = 0.01;
const SET_AGREEMENT = 0.02;

export function triesRows(luck: Luckily): PublishedRow[] {
  const counts = solved(SOLVES, { correlation: AGREEMENT }, luck);
  const shares = SOLVED_TASKS.map((_, k) => counts.filter((count) => count === k).length / counts.length);
  const mean = shares.reduce((sum, share, k) => sum + (share * k) / TRIALS, 0);
  const pairs = shares.reduce((sum, share, k) => sum + (share * k * (k - 1)) / (TRIALS * (TRIALS - 1)), 0);
  return [
    sets(finding('trials that solve their task', 'share', 'sets how often a try is right'), SOLVES, mean, SET),
    sets(
      finding('correlation of two trials of one task', 'correlation', 'sets the correlation of tries of one question'),
      AGREEMENT,
      (pairs - mean ** 2) / (mean * (1 - mean)),
      SET_AGREEMENT,
    ),
    {
      ...atMost(
        finding(
          'chi-square of the tasks solved in 0 to 4 of four trials, at most',
          'chi-square',
          'set by the two figures above; the bound is the 95 % point with 2 degrees of freedom',
        ),
        CRITICAL,
        chiSquare(SOLVED_TASKS, shares),
      ),
      note: `tasks: ${SOLVED_TASKS.join(', ')}; here: ${shares.map((share) => (share * TASKS).toFixed(1)).join(', ')}; trials that have nothing to do with each other: ${INDEPENDENT.toFixed(1)}, against ${CRITICAL_BINOMIAL} with 3 degrees of freedom`,
    },
  ];
}

const finding = (what: string, unit: string, basis: string): Finding => ({
  name: 'tau-bench, airline, GPT-4o',
  what,
  unit,
  source: 'Yao et al., arXiv 2406.12045; recorded results of github.com/sierra-research/tau-bench (MIT), tasks 0 to 24',
  basis,
});

/** How far counts are from what shares make expect. */
export function chiSquare(counts: readonly number[], shares: readonly number[]): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, k) => sum + (count - all * shares[k]!) ** 2 / (all * shares[k]!), 0);
}

/** Mean over the tasks of something that depends on how many trials solved it. */
function average(of: (k: number) => number): number {
  return SOLVED_TASKS.reduce<number>((sum, count, k) => sum + count * of(k), 0) / TASKS;
}
