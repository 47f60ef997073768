import { distance } from 'fastest-levenshtein';

/** Edits (insert, delete, replace) that a misspelt word may be away; two swapped letters are two. */
const furthestFor = (candidate: string): number => (candidate.length < 8 ? 2 : 3);

/**
 * The candidate that the word most likely stands for: the nearest by Levenshtein distance, at most a few edits away and at
 * most half of its letters; null where none is near. Of two that are as near, the one with the same letters is meant.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const edits = distance(wanted, known);
    const away = edits - (lettersOf(wanted) === lettersOf(known) ? 0.5 : 0);
    if (away >= shortest || edits > furthestFor(candidate) || edits * 2 > Math.max(candidate.length, 2)) continue;
    best = candidate;
    shortest = away;
  }
  return best;
}

const lettersOf = (word: string): string => [...word].sort().join('');

/** What to do about an unknown name: the likely one, else all there are. */
export function suggest(word: string, candidates: readonly string[], none = 'Remove it: no name fits here.'): string {
  const meant = didYouMean(word, candidates);
  if (meant !== null) return `Did you mean '${meant}'?`;
  return candidates.length === 0 ? none : `Choose one of ${candidates.join(', ')}.`;
}
