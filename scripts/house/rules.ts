import { noCircles, sharedSim } from './folders.js';
import { shortStories, smallFiles, smallFunctions, smallTeam } from './sizes.js';
import { type HouseRule, sourcesUnder } from './source.js';
import { honestTypes, uniqueTypeNames } from './types.js';

/** A rule with the folders that it holds for. */
interface RuleOfFolders {
  readonly rule: HouseRule;
  readonly folders: readonly string[];
}

/** Code; a test may be long where what it expects is one large value. */
const CODE = ['src', 'scripts', 'bench'];

/** Every rule of the house. */
export const houseRules: readonly RuleOfFolders[] = [
  { rule: uniqueTypeNames, folders: ['src'] },
  { rule: shortStories, folders: ['src'] },
  { rule: smallTeam, folders: ['src'] },
  { rule: honestTypes, folders: ['src'] },
  { rule: sharedSim, folders: ['src'] },
  { rule: noCircles, folders: ['src'] },
  { rule: smallFiles, folders: [...CODE, 'test'] },
  { rule: smallFunctions, folders: CODE },
];

/** Where a rule is broken today, a line each. */
export function offencesToday({ rule, folders }: RuleOfFolders): readonly string[] {
  return rule.offences(folders.flatMap(sourcesUnder));
}
