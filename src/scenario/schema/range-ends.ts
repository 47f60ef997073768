import type { Kind } from './kinds.js';
import { got, readDuration, readRate } from './units.js';

/** A number with what is written behind it: '' for nothing, 's', '/h'. */
export interface End {
  readonly value: number;
  readonly unit: string;
}

const NUMBER = '-?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?';
const PATTERN = `^(${NUMBER}) ?((?:/ ?)?(?:ms|s|m|h|d))$`;
const UNITED = new RegExp(PATTERN);
const NEXT = 'Write a number as the key itself takes it, such as 0.05, 30s or 40/h.';

/** One end of a range. */
export const END: Kind<End> = {
  expected: 'a number',
  range: 'a number as the key itself takes it, with its unit',
  next: NEXT,
  json: { type: ['number', 'string'], pattern: PATTERN },
  read: (raw) => {
    const end = endOf(raw);
    return end === null
      ? { ok: false, message: `expected a number, got ${got(raw)}`, next: NEXT }
      : { ok: true, value: end };
  },
};

/** Null where it is no number, with or without a unit. */
export function endOf(raw: unknown): End | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? { value: raw, unit: '' } : null;
  const match = typeof raw === 'string' ? UNITED.exec(raw.trim()) : null;
  return match === null ? null : { value: Number(match[1]), unit: match[2]!.replace(' ', '') };
}

/** The value of an end in another unit, or in base units where that is ''; null where one is a rate and the other none. */
export function inUnit({ value, unit }: End, other: string): number | null {
  if (unit === other) return value;
  const isRate = [unit, other].map((one) => one.startsWith('/'));
  // A bare number is in base units: seconds, or events a second.
  if (unit !== '' && other !== '' && isRate[0] !== isRate[1]) return null;
  return Number(((value * factorOf(unit)) / factorOf(other)).toPrecision(12));
}

/** What one of a unit is in base units. */
function factorOf(unit: string): number {
  if (unit === '') return 1;
  const reading = unit.startsWith('/') ? readRate(`1${unit}`) : readDuration(`1${unit}`);
  return reading.ok ? reading.value : Number.NaN;
}
