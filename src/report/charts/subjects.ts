import type { Comparison } from '../../compare/comparison.js';
import { castOf } from '../words/verdict/cast.js';

/** At most so many patterns are drawn one by one. */
const MOST = 6;

/** The patterns that are drawn one by one: the cast, then the ranking. */
export function subjectsOf(comparison: Comparison): string[] {
  const cast = castOf(comparison).map(({ pattern }) => pattern);
  const chosen = [...new Set([...cast, ...comparison.ranking])].slice(0, MOST);
  return comparison.ranking.filter((name) => chosen.includes(name));
}

/** The two that are compared first. */
export function tickedOf(comparison: Comparison): readonly string[] {
  return comparison.ranking.slice(0, 2);
}
