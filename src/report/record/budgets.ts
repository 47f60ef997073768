import type { Decision } from '../../decide/decision.js';
import { unequalBudgets } from '../words/conditions.js';

/** That the patterns are not given the same, and by which option they are; none where they are. */
export function budgetsSentence({ comparison, options }: Decision): string[] {
  const names = options.map(({ standing }) => standing.name);
  const [first] = unequalBudgets(comparison.scenario, names);
  return first === undefined ? [] : [`${first} The option --fair gives all of them the same.`];
}
