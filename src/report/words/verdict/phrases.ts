/** Numbers as a headline tells them: two or three digits, ratios as fractions; and sentences that are short enough. */
import { fixed, formatValue } from '../format.js';

/** A verdict has at most so many words. */
export const MOST_WORDS = 20;

/** Words as they are read aloud: what holds a letter or a digit; "64 %" is one, "12 s" two. */
export function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

/** The first of some sentences, richest first, that is short enough; else the last one, cut to its first words. */
export function shortest(candidates: readonly string[]): string {
  const fitting = candidates.find((sentence) => wordsIn(sentence) <= MOST_WORDS);
  if (fitting !== undefined) return fitting;
  const last = candidates.at(-1) ?? '';
  return `${last
    .replace(/\.$/, '')
    .split(/\s+/)
    .slice(0, MOST_WORDS - 1)
    .join(' ')} …`;
}

/** "64 %", "$0.0053", "12 s", "4.6 h": two digits, three from a hundred on. */
export function brief(unit: string, value: number): string {
  if (Number.isNaN(value)) return formatValue(unit, value);
  return formatValue(unit, rounded(unit, value));
}

function rounded(unit: string, value: number): number {
  if (value === 0) return 0;
  // A share near 1 is told by what is missing to it: 99.7 %, and never 100 % where it is less.
  if (unit === 'share' && value > 0.99 && value < 1) return 1 - Number((1 - value).toPrecision(1));
  const told = unit === 's' && Math.abs(value) >= 7200 ? value / 3600 : unit === 'share' ? value * 100 : value;
  const factor = value / told;
  return Number(told.toPrecision(Math.abs(told) >= 100 ? 3 : 2)) * factor;
}

/** Two values whose difference is seen: with a digit more where two would make them equal. */
export function briefPair(unit: string, a: number, b: number): readonly [string, string] {
  const [left, right] = [brief(unit, a), brief(unit, b)];
  return left !== right || a === b ? [left, right] : [formatValue(unit, a), formatValue(unit, b)];
}

/** Of shares "5 points", of one "1 point"; of all else the amount with its unit. */
export function briefGap(unit: string, gap: number): string {
  const size = Math.abs(gap);
  if (unit !== 'share') return brief(unit, size);
  const points = Number((100 * size).toPrecision(2));
  return `${fixed(points, points < 10 && !Number.isInteger(points) ? (points < 1 ? 2 : 1) : 0)} point${points === 1 ? '' : 's'}`;
}

const PARTS = ['half', 'a third', 'a quarter', 'a fifth', 'a sixth', 'a seventh', 'an eighth', 'a ninth', 'a tenth'];

/** How far from a whole number of times a fraction may be and still be named. */
const NEAR = 0.12;

/** Beyond this many times the part has no name. */
const TINY = 1000;

/** What a smaller amount is of a larger one: "a sixth", "22 % less", "a 23rd"; callers make a sentence of it. */
export function fraction(smaller: number, larger: number): string {
  const times = larger / smaller;
  const whole = Math.round(times);
  if (!(whole <= TINY)) return smaller === 0 ? 'nothing' : 'next to nothing';
  if (whole > 10) return `1/${whole}`;
  if (whole >= 2 && Math.abs(times - whole) / whole <= NEAR) return PARTS[whole - 2]!;
  return `${fixed(100 * (1 - smaller / larger), 0)} % less`;
}

/** "3.2 times as much", "as much" where it is the same to two digits. */
export function multiple(larger: number, smaller: number): string {
  const times = Number((larger / smaller).toPrecision(2));
  return times <= 1.01 ? 'as much' : `${fixed(times, Number.isInteger(times) ? 0 : 1)} times as much`;
}
