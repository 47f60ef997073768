/** How many of some answers that go together are right, and what a vote on them gives: exact. */

/** How often each answer is given, the right one first; and how likely that is. */
export interface AnswerCounts {
  readonly counts: readonly number[];
  readonly chance: number;
}

/** Answers of n members: each is right with probability p, any two err together with `correlation`; wrong ones are alike. */
export interface Electorate {
  readonly n: number;
  readonly p: number;
  readonly correlation: number;
  readonly wrongAnswers?: number;
}

/** The counts are Dirichlet-multinomial; with one wrong answer, beta-binomial. */
export function answerCounts({ n, p, correlation, wrongAnswers = 1 }: Electorate): AnswerCounts[] {
  const shares = [p, ...new Array<number>(wrongAnswers).fill((1 - p) / wrongAnswers)];
  return waysToShare(n, shares.length).map((counts) => ({
    counts,
    chance: orders(counts) * chanceOfOrder(counts, shares, correlation),
  }));
}

/** Probability of 0, 1, ... n successes, each of probability p, any two with this correlation. */
export function betaBinomial(n: number, p: number, correlation: number): number[] {
  return rightCounts(answerCounts({ n, p, correlation }));
}

/** Probability of 0, 1, ... right answers. */
export function rightCounts(outcomes: readonly AnswerCounts[]): number[] {
  const n = outcomes[0]!.counts.reduce((sum, count) => sum + count, 0);
  const chances = new Array<number>(n + 1).fill(0);
  for (const { counts, chance } of outcomes) chances[counts[0]!]! += chance;
  return chances;
}

/** Probability that the answer with the most votes is right, where luck chooses among those that have the most. */
export function voteOf(outcomes: readonly AnswerCounts[]): number {
  return outcomes.reduce((sum, { counts, chance }) => {
    const most = Math.max(...counts);
    return counts[0] === most ? sum + chance / counts.filter((count) => count === most).length : sum;
  }, 0);
}

/** Condorcet's jury theorem, for members that may err together. */
export function condorcet(p: number, n: number, correlation = 0): number {
  return voteOf(answerCounts({ n, p, correlation }));
}

/** The correlation at which a chance that falls with it is as large as wanted. */
export function correlationFor(chance: (correlation: number) => number, wanted: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (chance(middle) > wanted) low = middle;
    else high = middle;
  }
  return low;
}

/** Probability of one order of these counts: each answer makes its like more likely (Polya's urn). */
function chanceOfOrder(counts: readonly number[], shares: readonly number[], correlation: number): number {
  let product = 1;
  let drawn = 0;
  for (const [kind, count] of counts.entries()) {
    for (let i = 0; i < count; i++, drawn++) {
      product *=
        drawn === 0
          ? shares[kind]!
          : (shares[kind]! * (1 - correlation) + i * correlation) / (1 - correlation + drawn * correlation);
    }
  }
  return product;
}

function orders(counts: readonly number[]): number {
  let left = 0;
  let ways = 1;
  for (const count of counts) for (let i = 1; i <= count; i++) ways = (ways * ++left) / i;
  return ways;
}

function waysToShare(n: number, kinds: number): number[][] {
  if (kinds === 1) return [[n]];
  return Array.from({ length: n + 1 }, (_, first) =>
    waysToShare(n - first, kinds - 1).map((rest) => [first, ...rest]),
  ).flat();
}
