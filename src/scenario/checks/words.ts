import { distance } from 'fastest-levenshtein';

/** Edits (insert, delete, replace) that a misspelt word may be away; two swapped letters are two. */
const furthestFor = (candidate: string): number => (candidate.length < 8 ? 2 : 3);

/** A word is compared with so many others: of thousands the likely one may be missed, and no file takes minutes. */
const MOST_COMPARED = 2000;

/**
 * The candidate that the word most likely stands for: the nearest by Levenshtein distance, at most a few edits away and at
 * most half of its letters; null where none is near. Of two that are as near, the one with the same letters is meant.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  let looked = 0;
  for (const candidate of candidates) {
    if (++looked > MOST_COMPARED) break;
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

/** Names that one sentence lists: thousands of mistakes may each have thousands of names to choose from. */
const MOST_NAMED = 100;

/** What to do about an unknown name: the likely one, else all there are. */
export function suggest(word: string, candidates: readonly string[], none = 'Remove it: no name fits here.'): string {
  const meant = didYouMean(word, candidates);
  if (meant !== null) return `Did you mean '${meant}'?`;
  if (candidates.length === 0) return none;
  const more = candidates.length - MOST_NAMED;
  const named = candidates.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? `Choose one of ${named} and ${more} more.` : `Choose one of ${named}.`;
}
