import { deletingNeverWins, nothingLeftIsNotCorrect } from './deleting.js';
import type { Law } from './law.js';
import { readersAddNothing } from './readers.js';
import { revisionsReplace } from './revisions.js';
import { whatDoesNotFitIsLost } from './room.js';
import { budgetsAreEqual, noSilentZero } from './said.js';
import { scepticismHitsTrueClaims } from './scepticism.js';
import { secondCheck } from './second-check.js';
import { penaltiesLeaveASkill } from './skills.js';

/** What no parameter may break. */
export const LAWS: readonly Law[] = [
  readersAddNothing,
  deletingNeverWins,
  nothingLeftIsNotCorrect,
  secondCheck,
  whatDoesNotFitIsLost,
  penaltiesLeaveASkill,
  noSilentZero,
  budgetsAreEqual,
  scepticismHitsTrueClaims,
  revisionsReplace,
];
