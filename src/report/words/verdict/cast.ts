/** The few patterns that a report is about: those that are coloured, named first, and drawn one by one. */
import type { Comparison } from '../../../compare/comparison.js';
import { rowsOf } from '../../../compare/summary-rows.js';
import { BASELINE } from '../../../study/baseline.js';

export type CastRole = 'best' | 'second' | 'baseline' | 'cheapest';

export interface CastMember {
  readonly pattern: string;
  /** In the order above; a pattern may have several. */
  readonly roles: readonly CastRole[];
}

/** At most four: the best on the first objective, the second, the single agent, and the cheapest; each once, in this order. */
export function castOf(comparison: Comparison): readonly CastMember[] {
  const { ranking } = comparison;
  const costs = rowsOf(comparison, 'cost').filter(({ mean }) => !Number.isNaN(mean));
  const least = costs.reduce<(typeof costs)[number] | null>((a, b) => (a === null || b.mean < a.mean ? b : a), null);
  const roles: readonly (readonly [CastRole, string | undefined])[] = [
    ['best', ranking[0]],
    ['second', ranking[1]],
    ['baseline', ranking.find((pattern) => pattern === BASELINE)],
    ['cheapest', least?.pattern],
  ];
  const names = [...new Set(roles.flatMap(([, pattern]) => pattern ?? []))];
  return names.map((pattern) => ({
    pattern,
    roles: roles.filter(([, name]) => name === pattern).map(([role]) => role),
  }));
}
