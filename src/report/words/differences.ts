/** What changed between two run folders, in sentences. */

import type { ChangeVerdict, MeasureChange, StudyDifference } from '../../difference/difference.js';
import type { ChangeLimitResult } from '../../difference/limits.js';
import type { ValueChange } from '../../scenario/text/changes.js';
import type { PairedDifference } from '../../study/summary-row.js';
import type { RunFolder } from '../folders/recorded-study.js';
import { amountIn } from './explanation.js';
import { counted, decimalsFor, fixed, formatDifference, formatValue, inSentence, listed } from './format.js';

/** Two run folders, and what was found. */
export interface FolderDiff {
  readonly folders: readonly [RunFolder, RunFolder];
  readonly values: readonly ValueChange[];
  readonly found: StudyDifference;
}

/** Names printed before the rest is only counted. */
const NAMES = 6;

/** What changed, in one to three sentences: how many rows; the measure that matters most; how it was compared. */
export function diffSummary(diff: FolderDiff): string[] {
  const { rows } = diff.found;
  return [changedSentence(rows), ...objectiveSentence(diff), pairingSentence(diff)];
}

/** Changes of one verdict, in the order of the rows. */
export function changesOf({ rows }: StudyDifference, verdict: ChangeVerdict): MeasureChange[] {
  return rows.filter((row) => row.verdict === verdict);
}

function changedSentence(rows: readonly MeasureChange[]): string {
  if (rows.length === 0) return 'Nothing can be compared: no pattern and measure has a value in both.';
  const all = `${counted(rows.length, 'row')} (one per pattern and measure)`;
  if (rows.every(({ verdict }) => verdict === 'same')) return `Nothing changed: ${all}, the same in every replication.`;
  const changed = rows.filter(({ verdict }) => verdict === 'changed');
  const ways = (['better', 'worse'] as const)
    .map((trend) => ({ n: changed.filter((row) => row.trend === trend).length, text: `for the ${trend}` }))
    .filter(({ n }) => n > 0);
  const others = REST.map(([verdict, text]) => ({ n: rows.filter((row) => row.verdict === verdict).length, text }));
  const shown =
    changed.length === 0 ? `No change is shown in ${all}` : `${fixed(changed.length, 0)} of ${all}, changed`;
  const told = (counts: readonly { readonly n: number; readonly text: string }[]): string =>
    listed(counts.filter(({ n }) => n > 0).map(({ n, text }) => `${fixed(n, 0)} ${text}`));
  if (changed.length === 0) return `${shown}: ${told(others)}.`;
  const directed = ways.length === 0 ? shown : `${shown}: ${told(ways)}`;
  return changed.length === rows.length ? `${directed}.` : `${directed}. The others: ${told(others)}.`;
}

/** What is said of the rows that did not change. */
const REST: readonly (readonly [ChangeVerdict, string])[] = [
  ['within noise', 'within noise'],
  ['same', 'the same in every replication'],
  ['lost', 'without a value in B'],
  ['gained', 'without a value in A'],
  ['too few', 'with too few values to tell'],
];

/** Who got better and who got worse on the first objective. */
function objectiveSentence({ folders: [, b], found }: FolderDiff): string[] {
  const first = b.objectives.find((id) => found.rows.some((row) => row.measure.id === id));
  const rows = found.rows.filter((row) => row.measure.id === first && row.verdict === 'changed');
  if (rows.length === 0) return [];
  const sides = (['better', 'worse'] as const).flatMap((trend) => {
    const of = rows.filter((row) => row.trend === trend);
    if (of.length === 0) return [];
    const most = of.reduce((far, row) => (Math.abs(row.difference.mean) > Math.abs(far.difference.mean) ? row : far));
    const others = of.length === 1 ? '' : `, and under ${fixed(of.length - 1, 0)} more`;
    return [`${trend} under ${most.pattern} by ${amountIn(most.measure.unit, upright(most.difference))}${others}`];
  });
  return sides.length === 0
    ? []
    : [`${rows[0]!.measure.label} is ${listed(sides)}.`.replace(/^./, (c) => c.toUpperCase())];
}

function pairingSentence({ folders: [a, b], found: { paired } }: FolderDiff): string {
  if (paired === null) {
    return `The seeds differ ('${a.study.seed}' and '${b.study.seed}'), so the runs share no random numbers: intervals are Welch's, for independent samples.`;
  }
  const left = Math.max(a.study.runs, b.study.runs) - paired;
  const over = left === 0 ? '' : `; the ${counted(left, 'replication')} that only one has are left out`;
  return `Both have the seed '${a.study.seed}', so each replication has the same random numbers in both: differences are paired by replication${over}.`;
}

/** What is in only one of them, and what else cannot be compared; a line each. */
export function onlyInLines({ found }: FolderDiff): string[] {
  const { patternsOnlyIn, measuresOnlyIn, redefined } = found;
  const lines = ([0, 1] as const).flatMap((side) => [
    ...only('Patterns', side, patternsOnlyIn[side]),
    ...only('Measures', side, measuresOnlyIn[side]),
  ]);
  if (redefined.length > 0)
    lines.push(`Not compared, because the unit or the direction changed: ${listed(redefined)}.`);
  const [lost, gained] = (['lost', 'gained'] as const).map((verdict) => changesOf(found, verdict).map(nameOf));
  if (lost!.length > 0) lines.push(`No value in any replication of B: ${listed(lost!)}.`);
  if (gained!.length > 0) lines.push(`No value in any replication of A: ${listed(gained!)}.`);
  const few = changesOf(found, 'too few').map(nameOf);
  if (few.length > 0) lines.push(`Too few values for an interval: ${listed(few)}.`);
  return lines;
}

function only(what: string, side: 0 | 1, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what} only in ${side === 0 ? 'A' : 'B'}: ${listed(names)}.`];
}

function nameOf({ pattern, measure }: MeasureChange): string {
  return `${inSentence(measure.label)} of ${pattern}`;
}

/** By measure: under which patterns no change is shown, and how large one may still be. */
export function noiseLines({ found }: FolderDiff): string[] {
  return byMeasure(changesOf(found, 'within noise')).map((rows) => {
    const { label, unit } = rows[0]!.measure;
    const most = Math.max(...rows.map(({ difference: { low, high } }) => Math.max(-low, high)));
    const size = unit === 'share' ? ([100 * most, 'points'] as const) : ([most, unit] as const);
    // Two digits: so much of a bound is no noise.
    const bound = formatValue(size[1], size[0], { low: 0, high: 2 * size[0] });
    return `${inSentence(label)}: ${shortList(rows.map(({ pattern }) => pattern))}; a change of up to ${bound} in either direction remains possible`;
  });
}

/** By measure: the patterns under which every replication is the same. */
export function sameLines({ found }: FolderDiff): string[] {
  return byMeasure(changesOf(found, 'same')).map(
    (rows) => `${inSentence(rows[0]!.measure.label)}: ${shortList(rows.map(({ pattern }) => pattern))}`,
  );
}

/** Rows of one measure together. */
export function byMeasure(rows: readonly MeasureChange[]): MeasureChange[][] {
  return [...new Set(rows.map((row) => row.measure.id))].map((id) => rows.filter((row) => row.measure.id === id));
}

function shortList(names: readonly string[]): string {
  if (names.length <= NAMES) return listed(names);
  return `${names.slice(0, NAMES - 1).join(', ')} and ${counted(names.length - NAMES + 1, 'more')}`.replace(
    /mores$/,
    'more',
  );
}

/** "cost of mesh got worse by $0.012 ($0.011 to $0.013)": what a limit found under one pattern. */
export function limitSentence({ pattern, measure, worsening, verdict }: ChangeLimitResult): string {
  const what = `${inSentence(measure.label)} of ${pattern}`;
  if (Number.isNaN(worsening.mean)) {
    return verdict === 'broken' ? `${what} has no value in any replication of B` : `${what} has too few values to tell`;
  }
  if (worsening.mean === 0) return `${what} did not change`;
  const amount = amountIn(measure.unit, upright(worsening));
  return `${what} got ${worsening.mean > 0 ? 'worse' : 'better'} by ${amount}`;
}

/** What a limit allows: "5 % of A, which is $0.0021"; "2 points". */
export function allowance({ limit, measure, allowed }: ChangeLimitResult): string {
  const { amount, isRelative } = limit;
  const bound = formatDifference(measure.unit, { mean: allowed, low: Number.NaN, high: Number.NaN });
  if (!isRelative) return bound;
  const percent = `${fixed(100 * amount, decimalsFor(100 * amount, null))} % of A`;
  return `${percent}, which is ${bound}`;
}

/** A change as large as it is, in whichever direction. */
function upright(change: PairedDifference): PairedDifference {
  return change.mean < 0 ? { mean: -change.mean, low: -change.high, high: -change.low } : change;
}

/** A scenario's value as it is written, on one line. */
export function writtenValue(value: unknown): string {
  if (value === undefined) return '(not written)';
  if (typeof value === 'number' && !Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
