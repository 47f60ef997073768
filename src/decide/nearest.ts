import { distanceBeyond, isKept, type LimitCheck } from './limits.js';
import type { OptionStanding } from './score.js';

/** The option that comes nearest to keeping every limit, and where it fails. */
export interface NearestOption {
  readonly standing: OptionStanding;
  /** Of the limits that it does not keep, the one that it is farthest from. */
  readonly hardest: LimitCheck;
  /** The others that it does not keep. */
  readonly others: readonly LimitCheck[];
}

/** By the limit that each is farthest from, then by all together, then by the score. Null where none has a score, or no limit is broken. */
export function nearestOf(standings: readonly OptionStanding[]): NearestOption | null {
  const scored = standings
    .filter(({ score, limits }) => !Number.isNaN(score) && limits.length > 0)
    .map((standing) => {
      const distances = standing.limits.map(distanceBeyond);
      return { standing, most: Math.max(...distances), all: distances.reduce((sum, one) => sum + one, 0) };
    })
    .sort((a, b) => compared(a.most, b.most) || compared(a.all, b.all) || b.standing.score - a.standing.score);
  const standing = scored[0]?.standing;
  const broken = standing?.limits.filter((check) => !isKept(check)) ?? [];
  const [hardest, ...others] = broken.sort((a, b) => compared(distanceBeyond(b), distanceBeyond(a)));
  return standing === undefined || hardest === undefined ? null : { standing, hardest, others };
}

/** Infinite distances are alike. */
const compared = (a: number, b: number): number => (a === b ? 0 : a - b);
