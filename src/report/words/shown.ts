import type { SummaryRow } from '../../study/summary-row.js';

/** A verdict in words: what is perhaps so says in which direction. */
export function verdictText({ verdict, vsBest, measure }: SummaryRow): string {
  if (verdict !== 'perhaps' || vsBest === null) return verdict;
  return vsBest.mean > 0 === (measure.better === 'higher') ? 'perhaps better' : 'perhaps worse';
}
