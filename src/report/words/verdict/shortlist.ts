/** The few patterns worth reading, those that behave alike in one row, and the rest in a sentence. */
import type { Comparison } from '../../../compare/comparison.js';
import { measureOf, rowOf } from '../../../compare/summary-rows.js';
import type { Measure } from '../../../measures/measure.js';
import { BASELINE } from '../../../study/baseline.js';
import type { SummaryRow } from '../../../study/summary-row.js';
import { counted, listed } from '../format.js';
import { castOf } from './cast.js';
import { fieldOf, meanOf, priceMeasures } from './field.js';
import { verdictOf } from './index.js';
import { wordsFor } from './measure-words.js';
import { brief } from './phrases.js';

export interface ShortlistRow {
  readonly pattern: string;
  /** Others with the same results. */
  readonly alike: readonly string[];
  /** By measure id. */
  readonly values: ReadonlyMap<string, SummaryRow>;
  /** Why it is here: "best", "cheapest, fastest"; '' where its values say it. */
  readonly note: string;
}

export interface Shortlist {
  /** The measure of the question, then the prices. */
  readonly measures: readonly Measure[];
  /** Best first. */
  readonly rows: readonly ShortlistRow[];
  /** Of the patterns in no row, in sentences. */
  readonly rest: readonly string[];
  /** The two rows that are compared below. */
  readonly ticked: readonly [string, string] | readonly [string] | readonly [];
}

const ROWS = 6;
const MEASURES = 4;
/** Apart by less than this share of the larger value, two patterns are alike in a price. */
const ALIKE = 0.1;
/** The same of a share of tasks, which is told in points. */
const ALIKE_POINTS = 0.015;
/** At most this share correct is nearly always wrong. */
const HOPELESS = 0.05;
/** Names that a sentence about the rest tells. */
const NAMES = 5;

export function shortlistOf(comparison: Comparison): Shortlist {
  const measures = measuresOf(comparison);
  const { about } = verdictOf(comparison);
  const groups = groupsOf(comparison, measures, about);
  const chosen = worthReading(comparison, measures, about, groups).slice(0, ROWS);
  const place = ([head]: readonly string[]): number => comparison.ranking.indexOf(head!);
  const rows = [...chosen]
    .sort((a, b) => place(a) - place(b))
    .map(([pattern, ...alike]) => ({
      pattern: pattern!,
      alike,
      values: valuesOf(comparison, measures, pattern!),
      note: noteOf(comparison, measures, pattern!),
    }));
  const left = groups.filter((group) => !chosen.includes(group)).flat();
  return { measures, rows, rest: restSentences(comparison, measures[0], left), ticked: tickedOf(rows, about) };
}

function measuresOf(comparison: Comparison): Measure[] {
  const { asks } = comparison.scenario;
  const id = asks.measures[0] ?? comparison.objectives[0] ?? 'correct';
  const first = measureOf(comparison, id);
  if (first === undefined) return [];
  return [first, ...priceMeasures(comparison, first, asks.measures)].slice(0, MEASURES);
}

function valuesOf(comparison: Comparison, measures: readonly Measure[], pattern: string): Map<string, SummaryRow> {
  const rows = measures.flatMap(({ id }) => rowOf(comparison, pattern, id) ?? []);
  return new Map(rows.map((row) => [row.measure.id, row]));
}

/** Patterns that behave alike, whoever is told first in front; in the order of the ranking but for those. */
function groupsOf(comparison: Comparison, measures: readonly Measure[], about: readonly string[]): string[][] {
  const groups: string[][] = [];
  const heads = about.filter((name) => comparison.ranking.includes(name));
  for (const name of new Set([...heads, ...comparison.ranking])) {
    // A pattern that the answer tells apart keeps a row of its own.
    const group = heads.includes(name)
      ? undefined
      : groups.find(([head]) => measures.every((measure) => areAlike(comparison, measure, head!, name)));
    if (group === undefined) groups.push([name]);
    else group.push(name);
  }
  return groups;
}

/** The same value, as far as a reader cares. */
function areAlike(comparison: Comparison, { id, unit }: Measure, a: string, b: string): boolean {
  const [left, right] = [meanOf(comparison, a, id), meanOf(comparison, b, id)];
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) === Number.isNaN(right);
  const gap = Math.abs(left - right);
  return unit === 'share' ? gap <= ALIKE_POINTS : gap <= ALIKE * Math.max(Math.abs(left), Math.abs(right));
}

/** Those of the answer, the cast, those that nobody beats in quality and price at once, then the ranking. */
function worthReading(
  comparison: Comparison,
  measures: readonly Measure[],
  about: readonly string[],
  groups: readonly string[][],
): string[][] {
  const names = [
    ...about,
    ...castOf(comparison).map(({ pattern }) => pattern),
    ...frontOf(comparison, measures),
    ...comparison.ranking.filter((name) => !isHopeless(comparison, name)),
  ];
  return [...new Set(names.map((name) => groups.find((group) => group.includes(name))))].filter(
    (group) => group !== undefined,
  );
}

/** Patterns to which no other is at least equal in both the first measure and the first price, and better in one. */
function frontOf(comparison: Comparison, [first, price]: readonly Measure[]): string[] {
  if (first === undefined || price === undefined) return [];
  const merit = (name: string, { id, better }: Measure): number =>
    meanOf(comparison, name, id) * (better === 'higher' ? 1 : -1);
  return comparison.ranking.filter((name) => {
    const [quality, cheapness] = [merit(name, first), merit(name, price)];
    if (Number.isNaN(quality) || Number.isNaN(cheapness)) return false;
    return comparison.ranking.every((other) => {
      const [q, c] = [merit(other, first), merit(other, price)];
      return !(q >= quality && c >= cheapness && (q > quality || c > cheapness));
    });
  });
}

function isHopeless(comparison: Comparison, name: string): boolean {
  return meanOf(comparison, name, 'correct') <= HOPELESS;
}

/** What it is best at, and whether it is the one that all are held against. */
function noteOf(comparison: Comparison, measures: readonly Measure[], pattern: string): string {
  const notes = measures.flatMap((measure, i) => {
    const field = fieldOf(comparison, measure.id);
    if (field === null) return [];
    const { leader, ties } = field;
    const isFirst = i === 0;
    if (leader.pattern === pattern)
      return ties.length === 0 || isFirst ? [isFirst ? 'best' : superlative(measure)] : [];
    return isFirst && ties.some((row) => row.pattern === pattern) ? ['not shown to be behind'] : [];
  });
  return [...notes, ...(pattern === BASELINE ? ['baseline'] : [])].join(', ');
}

const superlative = (measure: Measure): string => wordsFor(measure).best.replace(/^(is|has the) /, '');

function restSentences(comparison: Comparison, first: Measure | undefined, left: readonly string[]): string[] {
  // Where the question is another one than being right, all are told by the answer to that.
  const hopeless = first?.id === 'correct' ? left.filter((name) => isHopeless(comparison, name)) : [];
  const others = left.filter((name) => !hopeless.includes(name));
  const told = (names: readonly string[], id: string, unit: string): string => {
    const some = names.slice(0, NAMES).map((name) => `${name} ${brief(unit, meanOf(comparison, name, id))}`);
    const more = names.length - some.length;
    return listed(more > 0 ? [...some, `${more} more`] : some);
  };
  return [
    ...(others.length === 0
      ? []
      : [
          `${counted(others.length, 'more pattern')} ${others.length === 1 ? 'was' : 'were'} compared: ${first === undefined ? listed(others) : told(others, first.id, first.unit)}.`,
        ]),
    ...(hopeless.length === 0
      ? []
      : [
          `${hopeless.length} ${hopeless.length === 1 ? 'is' : 'are'} nearly always wrong: ${told(hopeless, 'correct', 'share')} correct.`,
        ]),
  ];
}

function tickedOf(rows: readonly ShortlistRow[], about: readonly string[]): Shortlist['ticked'] {
  const names = [...new Set([...about, ...rows.map(({ pattern }) => pattern)])].filter((name) =>
    rows.some(({ pattern }) => pattern === name),
  );
  const [first, second] = names;
  if (first === undefined) return [];
  return second === undefined ? [first] : [first, second];
}
