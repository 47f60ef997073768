import { keyOf } from '../../sim/luck/seed.js';
import { type Row, same } from '../row.js';
import { figureRows } from './figures.js';
import { LAWS } from './index.js';
import { type ExaminedLaw, examine, type LawEffort } from './law.js';

/** Replications of each case in figures. */
const FIGURES = 20_000;

/** Broken cases that a note lists. */
const LISTED = 3;

/** Enough that each law meets every team; the tests take more. */
export const LAW_EFFORT: LawEffort = { key: keyOf('laws'), scenarios: 1, runs: 2 };

/** A row for each law, in how many comparisons it was broken; then cases in figures. The same effort gives the same rows. */
export function validateLaws(effort: LawEffort = LAW_EFFORT): Row[] {
  const figures = figureRows({ key: effort.key, runs: FIGURES });
  return [...LAWS.map((law) => rowOf(examine(law, effort), effort)), ...figures];
}

function rowOf({ law, teams, compared, broken }: ExaminedLaw, { scenarios }: LawEffort): Row {
  const heading = {
    kind: 'law',
    name: law.name,
    what: `comparisons that break it, of ${compared} in ${teams} teams with ${scenarios} scenario${scenarios === 1 ? '' : 's'} each`,
    unit: 'comparisons',
    source: law.says,
  } as const;
  // Nothing compared is nothing shown.
  const wrong = compared === 0 ? 1 : broken.length;
  return same(heading, 0, broken.length, wrong, broken.slice(0, LISTED).join('; '));
}
