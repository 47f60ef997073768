import { type Aim, type OptionStanding, worthOf } from './score.js';

/** Between which shares of all weight an objective leaves the answer as it is. */
export interface WeightRange {
  readonly aim: Aim;
  /** In [0, 1]; the other weights stay in proportion. */
  readonly low: number;
  readonly high: number;
  /** Who is best below and above; null where the end of the scale is reached first. */
  readonly below: string | null;
  readonly above: string | null;
}

/**
 * Scores are linear in the share w of one weight: w times its worth, plus (1 - w) times what the others come to between
 * themselves. So the shares at which the answer is best by mean are an interval, from where one rival draws level to where
 * another one does. None where there is nothing else to weigh.
 */
export function weightRanges(
  answer: OptionStanding,
  standings: readonly OptionStanding[],
  aims: readonly Aim[],
): WeightRange[] {
  const rivals = standings.filter((one) => one.isFeasible && one !== answer);
  return aims.flatMap((aim, j) => {
    if (aims.length < 2 || aim.share === 1) return [];
    const others = (one: OptionStanding): number =>
      (one.score - aim.share * worthOf(aim, one.means[j]!)) / (1 - aim.share);
    const own = (one: OptionStanding): number => worthOf(aim, one.means[j]!);
    let [low, high] = [0, 1];
    let [below, above]: [string | null, string | null] = [null, null];
    for (const rival of rivals) {
      const [at0, at1] = [others(answer) - others(rival), own(answer) - own(rival)];
      if (at0 === at1) continue;
      const level = at0 / (at0 - at1);
      // Rising with the share, the lead begins where they are level; falling, it ends there.
      if (at1 > at0 && level > low) [low, below] = [Math.min(level, aim.share), rival.name];
      if (at1 < at0 && level < high) [high, above] = [Math.max(level, aim.share), rival.name];
    }
    return [{ aim, low, high, below, above }];
  });
}
