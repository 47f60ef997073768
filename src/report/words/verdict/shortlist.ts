import type { Comparison } from '../../../compare/comparison.js';
import { measureOf, rowOf } from '../../../compare/summary-rows.js';
import type { Measure } from '../../../measures/measure.js';
import type { SummaryRow } from '../../../study/summary-row.js';

export interface ShortlistRow {
  readonly pattern: string;
  readonly alike: readonly string[];
  readonly values: ReadonlyMap<string, SummaryRow>;
  readonly note: string;
}

export interface Shortlist {
  readonly measures: readonly Measure[];
  readonly rows: readonly ShortlistRow[];
  readonly rest: readonly string[];
  readonly ticked: readonly [string, string] | readonly [string];
}

export function shortlistOf(comparison: Comparison): Shortlist {
  const { objectives, ranking } = comparison;
  const measures = [...new Set([objectives[0]!, 'correct', 'cost', 'latency'])].flatMap(
    (id) => measureOf(comparison, id) ?? [],
  );
  const rows = ranking.slice(0, 6).map((pattern) => ({
    pattern,
    alike: [],
    values: new Map(measures.map(({ id }) => [id, rowOf(comparison, pattern, id)!])),
    note: '',
  }));
  return { measures, rows, rest: [`${ranking.length - rows.length} others.`], ticked: [ranking[0]!, ranking[1]!] };
}
