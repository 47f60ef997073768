import { pairedDifference } from '../statistics/estimates.js';
import { ERRORS, excludesZero, holmIntervals, tested } from '../statistics/together.js';
import { type JudgedPair, placeOf, reversed } from '../study/pairs.js';

/** What is practically equal: differences up to this, in the measure's unit or as a share of the best mean. */
export interface Margin {
  readonly amount: number;
  readonly isRelative: boolean;
}

/** Replications at which the patterns of a cell are looked at: twice as many each time, the most at last. */
export function looksOf(runs: number, most: number): number[] {
  const looks = [runs];
  while (looks.at(-1)! < most) looks.push(Math.min(most, 2 * looks.at(-1)!));
  return looks;
}

/**
 * The differences of all pairs of a cell over several looks at ever more replications. Each of K looks may err in 5 % / K of all
 * studies, with Holm's correction over the pairs that no look before it has shown; what one look has shown stays shown, with the
 * interval of that look. So that any false lead is shown in any look has a probability of 5 % at most, whenever the looks end:
 * before the first false one only true differences were taken out, and the true equalities number no more than what is left.
 * (A group-sequential Holm procedure: Y. Ye and others, Statistics in Medicine 32, 2013; here with equal shares for the looks.)
 */
export class PairLooks {
  private readonly pairs: readonly (readonly [number, number])[];
  private readonly judged: (JudgedPair | null)[];
  private readonly errors: number;

  constructor(
    private readonly count: number,
    looks: number,
  ) {
    const places = Array.from({ length: count }, (_, place) => place);
    this.pairs = places.flatMap((i) => places.slice(i + 1).map((j) => [i, j] as const));
    this.judged = this.pairs.map(() => null);
    this.errors = ERRORS / looks;
  }

  /** A look at what the patterns gave so far. Two of them are compared over the replications that both have. */
  look(columns: readonly Float64Array[]): void {
    const open = [...this.pairs.entries()].filter(([place]) => {
      const pair = this.judged[place]!;
      return pair === null || !excludesZero(pair.shown);
    });
    const found = open.map(([, [i, j]]) => {
      const n = Math.min(columns[i]!.length, columns[j]!.length);
      return pairedDifference(columns[i]!.subarray(0, n), columns[j]!.subarray(0, n));
    });
    const intervals = holmIntervals(found.map(tested), this.errors);
    for (const [k, [place]] of open.entries()) this.judged[place] = { ...found[k]!, shown: intervals[k]! };
  }

  /** The first minus the second, as the last look has it that could still change; null where nothing is paired. */
  between(a: number, b: number): JudgedPair | null {
    if (a === b || Math.min(a, b) < 0 || Math.max(a, b) >= this.count) return null;
    const pair = this.judged[placeOf(Math.min(a, b), Math.max(a, b), this.count)]!;
    if (pair === null || pair.n === 0) return null;
    return a < b ? pair : reversed(pair);
  }
}

/** Of the difference to the best: whether it lies within the margin, as far as is shown. */
export function isEqual({ shown }: JudgedPair, { amount, isRelative }: Margin, best: number): boolean {
  const most = isRelative ? amount * Math.abs(best) : amount;
  return shown.low >= -most && shown.high <= most;
}

/** Beyond so many times the most replications, at the difference and the spread seen, nobody would wait for it. */
const FUTILE = 4;

/** Whether replications up to `most` may show the difference, if it stays about as it is. */
export function mayBeShown({ n, mean, shown }: JudgedPair, most: number): boolean {
  const half = (shown.high - shown.low) / 2;
  if (!(half > 0)) return false;
  return n * (half / Math.abs(mean)) ** 2 <= FUTILE * most;
}
