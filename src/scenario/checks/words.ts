/** Edits that a misspelt word may be away from the one that was meant. */
const FURTHEST = 2;

/**
 * The candidate that the word most likely stands for: the nearest by Damerau-Levenshtein distance (insert, delete,
 * replace, swap neighbours), at most two edits away and fewer than half of its letters; null where none is near.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let shortest = FURTHEST + 1;
  for (const candidate of candidates) {
    const away = distance(wanted, candidate.toLowerCase());
    if (away < shortest && away * 2 <= Math.max(candidate.length, 2)) {
      best = candidate;
      shortest = away;
    }
  }
  return best;
}

/** What to do about an unknown name: the likely one, else all there are. */
export function suggest(word: string, candidates: readonly string[], none = 'Nothing can stand here.'): string {
  const meant = didYouMean(word, candidates);
  if (meant !== null) return `Did you mean '${meant}'?`;
  return candidates.length === 0 ? none : `Choose one of ${candidates.join(', ')}.`;
}

/** Optimal string alignment: Damerau-Levenshtein without editing a swapped pair again, which no typing slip needs. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > FURTHEST) return FURTHEST + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
