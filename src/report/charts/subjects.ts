import type { Comparison } from '../../compare/comparison.js';
import { shortlistOf } from '../words/verdict/shortlist.js';

/** The patterns that are drawn one by one: those of the shortlist, in the order of the ranking. */
export function subjectsOf(comparison: Comparison): string[] {
  const chosen = shortlistOf(comparison).rows.map(({ pattern }) => pattern);
  return comparison.ranking.filter((name) => chosen.includes(name));
}

/** The two that are compared first. */
export function tickedOf(comparison: Comparison): readonly string[] {
  return shortlistOf(comparison).ticked;
}
