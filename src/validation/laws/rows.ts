import { type Row, same } from '../row.js';
import { LAWS } from './index.js';
import { examine, type LawEffort, type Verdict } from './law.js';

/** Broken cases that a note lists. */
const LISTED = 3;

/** A row for each law: in how many comparisons it was broken. */
export function lawRows(effort: LawEffort): Row[] {
  return LAWS.map((law) => rowOf(examine(law, effort), effort));
}

function rowOf({ law, teams, compared, broken }: Verdict, { scenarios }: LawEffort): Row {
  const heading = {
    kind: 'law',
    name: law.name,
    what: `comparisons that break it, of ${compared} in ${teams} teams with ${scenarios} scenarios each`,
    unit: 'comparisons',
    source: law.says,
  } as const;
  // Nothing compared is nothing shown.
  const wrong = compared === 0 ? 1 : broken.length;
  return same(heading, 0, broken.length, wrong, broken.slice(0, LISTED).join('; '));
}
