import { counted, formatDifference, formatValue } from '../../report/words/format.js';
import type { MeasureEntry, StudyPicture } from '../engine/protocol.js';

/** What a study says, in words and in bins. */

export function studyTitle({ done, until }: Pick<StudyPicture, 'done' | 'until'>, tasks: number): string {
  const made =
    done === until
      ? counted(done, tasks === 1 ? 'task' : 'replication')
      : `${done} of ${counted(until, tasks === 1 ? 'task' : 'replication')}`;
  return tasks === 1 ? `How ${made} end` : `How tasks end in ${made} of ${tasks}`;
}

/** "choreography is 7.0 points (3.0 to 11.0) higher in correct than pipeline." */
export function differenceText({ patterns, differences }: StudyPicture, { id, label, unit }: MeasureEntry): string {
  const [a, b] = patterns;
  const found = differences[id];
  if (a === undefined || b === undefined || found === undefined || Number.isNaN(found.mean)) return '';
  const { mean, low, high } = found;
  if (a.name === b.name) return '';
  if (mean === 0 && low === high) return `${label}: ${b.name} and ${a.name} come to exactly the same.`;
  if (!(low > 0 || high < 0)) {
    return `${label}: no difference shown between ${b.name} and ${a.name}: ${formatDifference(unit, found)}.`;
  }
  const size = mean > 0 ? { mean, low, high } : { mean: -mean, low: -high, high: -low };
  return `${label}: ${b.name} is ${formatDifference(unit, size)} ${mean > 0 ? 'higher' : 'lower'} than ${a.name}.`;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  /** By pattern: the share of its values that lie within. */
  readonly shares: readonly number[];
}

const BINS = 24;

/** Values of both patterns in the same bins; few different values get a bin each. The largest hundredth is cut off. */
export function binsOf(columns: readonly Float64Array[]): Bin[] {
  const defined = columns.map((column) => column.filter((value) => !Number.isNaN(value)).sort());
  const all = Float64Array.from(defined.flatMap((column) => [...column])).sort();
  if (all.length === 0) return [];
  const low = all[0]!;
  const high = all[Math.floor((all.length - 1) * 0.99)]!;
  if (high === low) return [binOf(low, low, defined, true)];
  const distinct = new Set(all).size;
  const isWhole = distinct <= BINS && all.every((value) => Number.isInteger(value));
  const count = isWhole ? high - low + 1 : BINS;
  const width = isWhole ? 1 : (high - low) / count;
  const start = isWhole ? low - 0.5 : low;
  return Array.from({ length: Math.min(count, BINS) }, (_, i) =>
    binOf(start + i * width, start + (i + 1) * width, defined, i === count - 1),
  );
}

function binOf(from: number, to: number, columns: readonly Float64Array[], isLast: boolean): Bin {
  const within = (value: number): boolean => value >= from && (value < to || (isLast && value <= to));
  return { from, to, shares: columns.map((column) => column.filter(within).length / Math.max(1, column.length)) };
}

/** A bin's range as a table says it. */
export function rangeText({ from, to }: Bin, unit: string): string {
  if (from === to) return formatValue(unit, from);
  if (to - from === 1 && Number.isInteger(from + 0.5)) return formatValue(unit, from + 0.5);
  return `${short(unit, from)} to ${short(unit, to)}`;
}

/** Three digits are enough for an axis. */
export const short = (unit: string, value: number): string => formatValue(unit, Number(value.toPrecision(3)));
