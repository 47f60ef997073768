import { readFileSync } from 'node:fs';
import { path } from '../../scripts/generated.js';
import type { Figured, FigureMeasured } from '../../scripts/lessons.js';
import type { Word } from '../../src/claims/verdict.js';
import { valueText } from '../../src/playground/lessons/lesson.js';
import { figureKey } from '../../src/playground/lessons/measured/figures.js';

/** The verdict on a claim as one word, from the sentence that `rehearse claims` writes. */
export function wordOf(claim: string): Word | null {
  const verdicts: Record<string, { readonly verdict: string }> = JSON.parse(
    readFileSync(path('assets/verdicts.json'), 'utf8'),
  );
  const verdict = verdicts[claim]?.verdict;
  if (verdict === undefined) return null;
  if (verdict.startsWith('assumed')) return 'assumed';
  if (verdict === 'holds') return 'holds';
  if (/\b(holds (when|while|in|by)|shown where)\b/.test(verdict.replaceAll('does not hold', ''))) return 'holds when';
  return verdict.startsWith('does not hold') ? 'does not hold' : 'not shown';
}

/** Figures that a new measurement does not give in the digits that are shown. */
export function differing(owners: readonly Figured[], found: readonly FigureMeasured[]): string[] {
  const now = new Map(found.map((one) => [one.key, one]));
  return owners.flatMap(({ id, figures }) =>
    figures.flatMap((figure) => {
      const again = now.get(figureKey(id, figure.id))!;
      const shown = ({ value, low, high }: Pick<FigureMeasured, 'value' | 'low' | 'high'>): string =>
        [value, low, high].map((one) => valueText(one, figure.digits)).join(' ');
      return shown(figure) === shown(again) ? [] : [`${again.key}: ${shown(figure)}, now ${shown(again)}`];
    }),
  );
}
