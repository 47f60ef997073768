import type { Kind } from './kinds.js';
import { got, inHundreds, readDuration, readRate } from './units.js';

/** A number with what is written behind it: '' for nothing, 's', '/h', '%'. */
export interface RangeEnd {
  readonly value: number;
  readonly unit: string;
}

const NUMBER = '-?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?';
const PATTERN = `^(${NUMBER}) ?(%|(?:/ ?)?(?:ms|s|m|h|d))$`;
const UNITED = new RegExp(PATTERN);
/** Any number, with anything behind it: the key that takes it says whether that is a unit. */
const MEASURED = /^([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?) ?([^0-9 .].*)?$/i;
const NEXT = 'Write a number as the key itself takes it, such as 0.05, 30s or 40/h.';

/** One end of a range. */
export const END: Kind<RangeEnd> = {
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

/** The number that a text is, and its unit, known or not; null where it starts with no number. */
export function splitEnd(text: string): RangeEnd | null {
  const match = MEASURED.exec(text);
  return match === null ? null : { value: Number(match[1]), unit: (match[2] ?? '').replace(' ', '') };
}

/** An end as a file writes it: a number, or a text with a known unit; null for anything else. */
export function endOf(raw: unknown): RangeEnd | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? { value: raw, unit: '' } : null;
  return typeof raw === 'string' && UNITED.test(raw.trim()) ? splitEnd(raw.trim()) : null;
}

/** The value of an end in another unit, or in base units where that is ''; null where one is a rate and the other is not. */
export function inUnit({ value, unit }: RangeEnd, other: string): number | null {
  if (unit === other) return value;
  const isRate = [unit, other].map((one) => one.startsWith('/'));
  if (unit !== '' && other !== '' && (unit === '%' || other === '%')) return null;
  // A bare number is in base units: seconds, or events per second.
  if (unit !== '' && other !== '' && isRate[0] !== isRate[1]) return null;
  const inBase = value < 0 ? value * inBaseUnits(1, unit) : inBaseUnits(value, unit);
  // Twelve digits: what went through seconds and back is again what was written.
  return other === '' ? inBase : Number((inBase / inBaseUnits(1, other)).toPrecision(12));
}

/** Seconds, or events per second; a share of 1. */
function inBaseUnits(value: number, unit: string): number {
  if (unit === '') return value;
  if (unit === '%') return inHundreds(value);
  const reading = unit.startsWith('/') ? readRate(`${value}${unit}`) : readDuration(`${value}${unit}`);
  return reading.ok ? reading.value : Number.NaN;
}
