import type { Comparison } from '../../compare/comparison.js';
import { rowOf } from '../../compare/summary-rows.js';
import { colouredOf } from './subjects.js';
import { type ChartLook, looksOf, QUIET } from './theme.js';

/** How patterns are told apart in charts of many: the few that the report is about in their colours, the rest in grey. */

export interface CastLook extends ChartLook {
  /** Of the few: coloured, and always named. */
  readonly isCast: boolean;
}

/** Patterns that behave alike, drawn as one mark or row. */
export interface AlikePatterns {
  /** The one whose values and look are drawn: of the cast where one of them is. */
  readonly lead: string;
  /** All of them, the lead first. */
  readonly patterns: readonly string[];
  /** "workflow", "workflow and choreography", "workflow and 4 alike". */
  readonly label: string;
}

export function castLooks(comparison: Comparison): (pattern: string) => CastLook {
  const looks = looksOf(comparison.patterns.map(({ name }) => name));
  const cast = new Set(colouredOf(comparison));
  return (pattern) => {
    const { colour, shape } = looks.get(pattern)!;
    return cast.has(pattern) ? { colour, shape, isCast: true } : { colour: QUIET, shape: 'circle', isCast: false };
  };
}

/** Those with the same mean and interval of each of these measures are one; in the order of the ranking. */
export function alikeIn(comparison: Comparison, ids: readonly string[], among = comparison.ranking): AlikePatterns[] {
  const groups = new Map<string, string[]>();
  for (const pattern of among) {
    const key = ids.map((id) => valuesKey(comparison, pattern, id)).join('|');
    groups.set(key, [...(groups.get(key) ?? []), pattern]);
  }
  return [...groups.values()].map((group) => alikeOf(comparison, group));
}

/** These as one, in their order but for the lead. */
export function alikeOf(comparison: Comparison, group: readonly string[]): AlikePatterns {
  const cast = colouredOf(comparison);
  const lead = cast.find((name) => group.includes(name)) ?? group[0]!;
  const patterns = [lead, ...group.filter((name) => name !== lead)];
  return { lead, patterns, label: alikeLabel(patterns) };
}

export function alikeLabel([lead, ...others]: readonly string[]): string {
  if (others.length === 0) return lead!;
  return others.length === 1 ? `${lead} and ${others[0]}` : `${lead} and ${others.length} alike`;
}

function valuesKey(comparison: Comparison, pattern: string, id: string): string {
  const row = rowOf(comparison, pattern, id);
  if (row === undefined) return '';
  return [row.mean, row.low, row.high].map((value) => Number(value.toPrecision(9))).join(' ');
}
