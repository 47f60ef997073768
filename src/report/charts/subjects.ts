import type { Comparison } from '../../compare/comparison.js';
import { castOf } from '../words/verdict/cast.js';
import { type Shortlist, shortlistOf } from '../words/verdict/shortlist.js';

/** Every chart asks for it. */
const shortlists = new WeakMap<Comparison, Shortlist>();

function shortlist(comparison: Comparison): Shortlist {
  const found = shortlists.get(comparison) ?? shortlistOf(comparison);
  shortlists.set(comparison, found);
  return found;
}

/** The patterns that are drawn one by one, best first: those of the shortlist. */
export function subjectsOf(comparison: Comparison): string[] {
  return shortlist(comparison).rows.map(({ pattern }) => pattern);
}

/** The two that are compared first; fewer where there are none. */
export function tickedOf(comparison: Comparison): readonly string[] {
  return shortlist(comparison).ticked;
}

/** At most six: the cast, and those that are compared first. */
export function colouredOf(comparison: Comparison): string[] {
  return [...new Set([...castOf(comparison).map(({ pattern }) => pattern), ...tickedOf(comparison)])];
}
