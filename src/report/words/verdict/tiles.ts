/** The few figures beside a verdict: quality, cost, time, and how sure it is. */
import type { Comparison } from '../../../compare/comparison.js';
import type { Measure } from '../../../measures/measure.js';
import { briefDifference, capitalised, counted, inSentence, magnitudes } from '../format.js';
import { advantage, type Field, meanOf } from './field.js';
import { brief, multiple } from './phrases.js';
import type { Tile } from './verdict.js';

/** The pattern that the figures are about, and the one that it is held against. */
export interface Pick {
  readonly pattern: string;
  readonly rival: string | null;
}

/** What can be said, richest first, and of whom the figures tell. */
export interface Choice {
  readonly sentences: readonly string[];
  readonly pick: Pick;
}

export const patternsOf = ({ pattern, rival }: Pick): string[] => (rival === null ? [pattern] : [pattern, rival]);

const LABELS: Readonly<Record<string, string>> = { correct: 'Quality', cost: 'Cost', latency: 'Time' };

const labelOf = ({ id, label }: Measure): string => LABELS[id] ?? capitalised(label);

/** The measure of the question, two prices, and how sure the order is. */
export function tilesOf(field: Field, prices: readonly Measure[], pick: Pick): Tile[] {
  const { comparison } = field;
  return [
    qualityTile(field, pick),
    ...prices.slice(0, 2).flatMap((price) => priceTile(comparison, price, pick)),
    sureTile(field),
  ];
}

export function qualityTile({ comparison, measure, leader, ties }: Field, { pattern, rival }: Pick): Tile {
  const value = brief(measure.unit, meanOf(comparison, pattern, measure.id));
  const gap = rival === null ? null : advantage(comparison, measure, pattern, rival);
  const tile = { label: labelOf(measure), value: measure.id === 'correct' ? `${value} correct` : value };
  if (gap === null) return { ...tile, note: pattern };
  if (gap.mean === 0 && gap.high === 0) return { ...tile, note: `${pattern}; ${rival} the same` };
  const { mean } = gap;
  const level = [leader, ...ties].map((row) => row.pattern);
  const shown = !(level.includes(pattern) && level.includes(rival!)) && (gap.low > 0 || gap.high < 0);
  const way = mean < 0 ? 'behind' : 'ahead of';
  const note = shown
    ? `${pattern}; ${briefDifference(measure.unit, magnitudes(gap))} ${way} ${rival}`
    : `${pattern}; no difference from ${rival} shown`;
  return { ...tile, note };
}

export function priceTile(comparison: Comparison, price: Measure, { pattern, rival }: Pick): Tile[] {
  const mean = meanOf(comparison, pattern, price.id);
  if (Number.isNaN(mean)) return [];
  const other = rival === null ? Number.NaN : meanOf(comparison, rival, price.id);
  const per = price.id === 'cost' ? ' per task' : '';
  const tile = { label: labelOf(price), value: `${brief(price.unit, mean)}${per}` };
  if (Number.isNaN(other)) return [{ ...tile, note: pattern }];
  const times = other > mean && mean > 0 ? `, ${multiple(other, mean)}` : '';
  return [{ ...tile, note: `${rival}: ${brief(price.unit, other)}${times}` }];
}

/** How many are shown to be behind the leader, and from how many replications. */
export function sureTile({ comparison, measure, leader, ties, behind }: Field): Tile {
  const label = 'How sure';
  const luck = `${counted(comparison.runs, 'replication')}, same luck`;
  const others = ties.length + behind.length;
  if (others === 0) return { label, value: 'one pattern', note: luck };
  const noun = inSentence(measure.label);
  if (ties.length === 0) {
    return { label, value: 'shown', note: `${leader.pattern} is ahead of all ${others} on ${noun}; ${luck}` };
  }
  const isPerhaps = ties.every(({ verdict }) => verdict === 'perhaps');
  return {
    label,
    value: isPerhaps ? 'perhaps' : `tie of ${ties.length + 1}`,
    note: `${behind.length} of ${others} others are shown to be behind on ${noun}; ${luck}`,
  };
}
