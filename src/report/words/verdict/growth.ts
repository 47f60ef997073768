/** How things grow with the size: by which law, and under which patterns. */
import type { Comparison, GrowthRow } from '../../../compare/comparison.js';
import type { Measure } from '../../../measures/measure.js';
import { capitalised, inSentence, listed } from '../format.js';
import { curvedPatterns, curveOf, followedMeasures, sizesOf, sizeText } from './curves.js';
import { isPlural } from './measure-words.js';
import { brief, MOST_WORDS, shortest, wordsIn } from './phrases.js';
import type { Tile, Verdict } from './verdict.js';

/** How a curve goes, the steepest first. */
const LAWS = [
  'quadratically',
  'faster than linearly',
  'linearly',
  'slower than linearly',
  'flat',
  'falling',
  'up and down',
] as const;
type Law = (typeof LAWS)[number];

/** Less than this share of its mean between the ends is flat. */
const FLAT = 0.15;
/** How far the middle may lie from the straight line between the ends, as a share of the rise, and still be on it. */
const STRAIGHT = 0.06;
/** How much second differences may vary and still be those of a square. */
const CONSTANT = 0.05;

/** One measure, and which patterns follow which law. */
interface Grown {
  readonly measure: Measure;
  readonly laws: ReadonlyMap<string, Law>;
}

/** Null where no growth was measured. */
export function growthVerdict(comparison: Comparison): Verdict | null {
  const sizes = sizesOf(comparison);
  if (sizes.length < 3) return null;
  const grown = followedMeasures(comparison).map((measure) => ({ measure, laws: lawsOf(comparison, measure) }));
  const [first] = grown;
  if (first === undefined) return null;
  const [steep, mild] = extremes(comparison, first);
  return {
    kind: 'growth',
    sentence: sentenceOf(comparison, grown),
    because: becauseOf(comparison, grown),
    tiles: grown.slice(0, 4).map((one) => tileOf(comparison, one)),
    about: steep === mild ? [steep] : [steep, mild],
    chart: 'growth',
  };
}

function lawsOf(comparison: Comparison, { id }: Measure): Map<string, Law> {
  return new Map(curvedPatterns(comparison, id).map((name) => [name, lawOf(curveOf(comparison, name, id))]));
}

function lawOf(rows: readonly GrowthRow[]): Law {
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const rise = last.mean - first.mean;
  const typical = rows.reduce((sum, { mean }) => sum + Math.abs(mean), 0) / rows.length;
  const spread = Math.max(...rows.map(({ mean }) => mean)) - Math.min(...rows.map(({ mean }) => mean));
  if (typical === 0 || spread <= FLAT * typical) return 'flat';
  if (spread > 2 * Math.abs(rise)) return 'up and down';
  if (rise < 0) return 'falling';
  if (isSquare(rows)) return 'quadratically';
  const bend = bendOf(rows, rise);
  if (bend > STRAIGHT) return 'faster than linearly';
  return bend < -STRAIGHT ? 'slower than linearly' : 'linearly';
}

/** How far the curve hangs below the straight line between its ends, at the size in the middle; as a share of the rise. */
function bendOf(rows: readonly GrowthRow[], rise: number): number {
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const middle = rows[Math.floor((rows.length - 1) / 2)]!;
  const along = (middle.size - first.size) / (last.size - first.size);
  return (first.mean + along * rise - middle.mean) / rise;
}

/** Second divided differences that are the same all along, and not nought. */
function isSquare(rows: readonly GrowthRow[]): boolean {
  const bends = rows.slice(2).map((c, i) => {
    const [a, b] = [rows[i]!, rows[i + 1]!];
    const [before, after] = [(b.mean - a.mean) / (b.size - a.size), (c.mean - b.mean) / (c.size - b.size)];
    return (after - before) / ((c.size - a.size) / 2);
  });
  const middle = bends.reduce((sum, one) => sum + one, 0) / bends.length;
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const isBent = (middle * (last.size - first.size) ** 2) / 8 > STRAIGHT * (last.mean - first.mean);
  return isBent && bends.every((one) => Math.abs(one - middle) <= CONSTANT * middle);
}

/** "Edges grow quadratically under mesh and group-chat, tokens under 8; latency stays flat under 10." */
function sentenceOf(comparison: Comparison, grown: readonly Grown[]): string {
  const clauses = grown.map(clauseOf);
  const joined = (n: number, withNames: boolean): string => {
    const parts = clauses.slice(0, n).map((clause, i) => {
      const who = withNames ? clause.names : clause.count;
      const isSame = i > 0 && clause.law === clauses[i - 1]!.law;
      if (isSame) return `, ${clause.noun} ${who}`;
      return `${i === 0 ? '' : '; '}${clause.noun} ${clause.verb} ${who}`;
    });
    return `${capitalised(parts.join(''))}.`;
  };
  // All measures matter more than the names, and the names more than the last measure.
  const candidates = clauses.flatMap((_, i) => [joined(clauses.length - i, true), joined(clauses.length - i, false)]);
  const size = sizeText(comparison, sizesOf(comparison).at(-1)!);
  const fitting = candidates.find((one) => wordsIn(one) <= MOST_WORDS);
  return shortest([
    ...(fitting === undefined ? [] : [fitting]),
    `${clauses[0]!.noun} ${clauses[0]!.verb} up to ${size}.`,
  ]);
}

interface Clause {
  readonly noun: string;
  readonly law: Law;
  readonly verb: string;
  /** "under mesh and group-chat", "under 8", "everywhere". */
  readonly names: string;
  readonly count: string;
}

/** The most telling law of a measure: the steepest; of times, that they stay flat under some patterns. */
function clauseOf({ measure, laws }: Grown): Clause {
  const noun = nounOf(measure);
  const followers = (law: Law): string[] => [...laws].filter(([, one]) => one === law).map(([name]) => name);
  const present = LAWS.filter((law) => followers(law).length > 0);
  const law = measure.unit === 's' && present.includes('flat') ? 'flat' : present[0]!;
  const names = followers(law);
  const count =
    present.length === 1 ? 'everywhere' : `under ${names.length === 1 ? 'one pattern' : `${names.length} patterns`}`;
  const who = present.length > 1 && names.length <= 2 ? `under ${listed(names)}` : count;
  return { noun, law, verb: verbOf(law, isPlural(noun)), names: who, count };
}

function verbOf(law: Law, isMany: boolean): string {
  if (law === 'flat') return isMany ? 'stay flat' : 'stays flat';
  if (law === 'falling') return isMany ? 'fall' : 'falls';
  if (law === 'up and down') return isMany ? 'go up and down' : 'goes up and down';
  return `${isMany ? 'grow' : 'grows'} ${law}`;
}

const NOUNS: Readonly<Record<string, string>> = {
  inputTokens: 'tokens',
  escaped: 'false claims',
  correct: 'correctness',
};

const nounOf = ({ id, label }: Measure): string => NOUNS[id] ?? inSentence(label);

/** The pattern with the most at the last size, and the one with the least. */
function extremes(comparison: Comparison, { measure, laws }: Grown): [string, string] {
  const atEnd = (name: string): number => curveOf(comparison, name, measure.id).at(-1)!.mean;
  const names = [...laws.keys()].sort((a, b) => atEnd(b) - atEnd(a));
  const least = names.filter((name) => atEnd(name) > 0).at(-1) ?? names.at(-1)!;
  return [names[0]!, least];
}

/** By which laws, with names; then from what to what. */
function becauseOf(comparison: Comparison, grown: readonly Grown[]): string[] {
  const [first] = grown;
  const sizes = sizesOf(comparison);
  const told = grown.slice(0, 4).map((one) => {
    const [steep, mild] = extremes(comparison, one);
    const end = (name: string): string => `${amountAt(comparison, one, name)} (${name})`;
    return `${nounOf(one.measure)} ${steep === mild ? end(steep) : `${end(mild)} to ${end(steep)}`}`;
  });
  return [lawSentence(first!), `With ${sizeText(comparison, sizes.at(-1)!)}: ${told.join(', ')}.`];
}

/** "Edges grow linearly under 18 patterns and stay flat under single-agent.": those laws that the first sentence does not tell. */
function lawSentence(grown: Grown): string {
  const { measure, laws } = grown;
  const noun = nounOf(measure);
  const told = clauseOf(grown);
  const isOnly = new Set(laws.values()).size === 1;
  const parts = LAWS.filter((law) => isOnly || law !== told.law).flatMap((law) => {
    const names = [...laws].filter(([, one]) => one === law).map(([name]) => name);
    if (names.length === 0) return [];
    return [`${verbOf(law, isPlural(noun))} under ${names.length <= 3 ? listed(names) : `${names.length} patterns`}`];
  });
  return `${capitalised(noun)} ${listed(parts)}.`;
}

/** The mean at the last size; of what is counted the number alone, since the noun stands before it. */
function amountAt(comparison: Comparison, { measure }: Grown, name: string): string {
  const { mean } = curveOf(comparison, name, measure.id).at(-1)!;
  return brief(isPlural(nounOf(measure)) ? '1' : measure.unit, mean);
}

function tileOf(comparison: Comparison, grown: Grown): Tile {
  const [steep, mild] = extremes(comparison, grown);
  const [most, least] = [steep, mild].map((name) => amountAt(comparison, grown, name)) as [string, string];
  const size = sizeText(comparison, sizesOf(comparison).at(-1)!);
  return {
    label: capitalised(nounOf(grown.measure)),
    value: steep === mild ? most : `${least} to ${most}`,
    note: steep === mild ? `${steep}, with ${size}` : `${mild} to ${steep}, with ${size}`,
  };
}
