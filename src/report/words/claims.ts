import type { ClaimSweep, Statement } from '../../claims/claim.js';
import type { Estimated } from '../../claims/estimate.js';
import type { Examined } from '../../claims/examine.js';
import { type ConditionFound, type FlipFound, type SweepFound, sweepVerdict, type Word } from '../../claims/verdict.js';
import { counted, formatDifference, formatEstimate, formatValue, listed } from './format.js';

/** The estimate of a contrast with its interval; without an interval if it never varied. */
export function estimateText(estimate: Estimated): string {
  const { unit, isDifference, mean, low, high, n } = estimate;
  if (Number.isNaN(mean)) return 'nothing to measure';
  if (low === high)
    return `${isDifference ? formatDifference(unit, exact(mean)) : formatValue(unit, mean, null)} in all of ${n}`;
  return isDifference ? formatDifference(unit, estimate) : formatEstimate(unit, estimate);
}

const exact = (mean: number) => ({ mean, low: Number.NaN, high: Number.NaN });

/** The estimate without its interval, where a picture shows that. */
export function meanText({ unit, isDifference, mean }: Estimated): string {
  if (Number.isNaN(mean)) return 'nothing to measure';
  const rounded = Number(mean.toPrecision(3));
  return isDifference ? formatDifference(unit, exact(rounded)) : formatValue(unit, rounded, null);
}

/** "above 10 times". */
export function requirement({ is, than }: Pick<Statement, 'is' | 'than'>, { unit, isDifference }: Estimated): string {
  const number = isDifference ? formatDifference(unit, exact(than)) : formatValue(unit, than, null);
  return `${is} ${number}`;
}

/** The verdict as a sentence: the word and its conditions; for an assumed claim, the value at which it becomes false. */
export function verdictSentence({ verdict, conditions, sweeps, claim }: Examined): string {
  const judged = sweeps.filter(({ sweep }) => sweep.aside !== true);
  const along = judged.map((found) => sweepPart(found, claim.type.includes('Q')));
  const parts = [...conditionParts(conditions), ...along];
  const { measured } = verdict;
  if (verdict.word === 'assumed') {
    return `assumed: ${parts.join('; ')}${claim.type === 'Q' ? '' : ' (in part measured)'}`;
  }
  if (measured === 'holds when') return parts.join('; ');
  // Many that agree are told apart below.
  return along.length > 2 ? WORD[measured] : [WORD[measured], ...along].join('; ');
}

const WORD = {
  holds: 'holds',
  'does not hold': 'does not hold',
  'not shown': 'not shown',
  'holds when': 'holds',
} as const;

/** Some conditions are places, or measures: "in announce", "by cost". */
const clause = (name: string): string => (/^(?:in|by) /.test(name) ? name : `when ${name}`);

/** "holds when A and when B", "does not hold when C", "not shown when D". */
function conditionParts(conditions: readonly ConditionFound[]): string[] {
  const part = (before: string, outcome: ConditionFound['outcome']): string[] => {
    const own = conditions.filter(({ outcome: found, condition }) => {
      return found === outcome && condition.name !== '' && condition.aside !== true;
    });
    return own.length === 0 ? [] : [`${before} ${listed(own.map(({ condition }) => clause(condition.name)))}`];
  };
  return [...part('holds', 'shown'), ...part('does not hold', 'refuted'), ...part('not shown', 'open')];
}

/** "true while X is above 0.46 (0.42 to 0.50)". */
export function sweepPart(found: SweepFound, isAssumed: boolean): string {
  const { sweep, leads, outcomes, flips } = found;
  const { values, flipsWithin } = sweep;
  const range = `from ${valueText(sweep, values[0]!)} to ${valueText(sweep, values.at(-1)!)}`;
  const subject = sweep.label.replace(/,$/, '');
  const [truth, untruth] = isAssumed ? ['true', 'not true'] : ['holds', 'does not hold'];
  if (flipsWithin !== undefined) {
    const claimed = listed([...new Set(flipsWithin)].map((value) => valueText(sweep, value)));
    if (flips.length === 0) return `no flip is shown for ${subject} ${range}, where ${claimed} was claimed`;
    return `it flips where ${subject} is ${listed(flips.map((flip) => flipText(sweep, flip)))}, where ${claimed} was claimed`;
  }
  if (flips.length > 0) return `${truth} while ${subject} is ${listed(flips.map((flip) => flipText(sweep, flip)))}`;
  const verdict = sweepVerdict(found);
  if (verdict === 'holds') return `${truth} for ${subject} ${range}`;
  if (verdict === 'holds when') {
    const shown = leads.filter((_, i) => outcomes[i] === 'shown').map(({ value }) => valueText(sweep, value));
    return `shown where ${subject} is ${listed(shown)}, not shown at the others`;
  }
  return `${verdict === 'does not hold' ? untruth : 'not shown'} for ${subject} ${range}`;
}

/** "above 0.46 (0.42 to 0.50)"; of a count "6 or more". */
export function flipText(sweep: ClaimSweep, { at, low, high, trueIs }: FlipFound): string {
  const interval = low === high ? '' : ` (${valueText(sweep, low)} to ${valueText(sweep, high)})`;
  if (sweep.isWhole === true) {
    return trueIs === 'above'
      ? `${valueText(sweep, at)} or more${interval}`
      : `less than ${valueText(sweep, at)}${interval}`;
  }
  return `${trueIs} ${valueText(sweep, at)}${interval}`;
}

/** Three digits tell where it is; the interval says how surely. */
export function valueText({ unit = '', isWhole }: ClaimSweep, value: number): string {
  const digits = isWhole === true ? Math.round(value) : Number(value.toPrecision(3));
  return `${digits.toLocaleString('en-US', { maximumFractionDigits: 6 })}${unit}`;
}

/** The most informative number, in one line: the first that contradicts the claim, or else the first one. */
export function keyNumber({ conditions, sweeps }: Examined): string {
  const all = conditions.flatMap(({ condition, statements }) => (condition.aside === true ? [] : statements));
  const first =
    all.find(({ outcome }) => outcome === 'refuted') ?? all.find(({ outcome }) => outcome === 'open') ?? all[0];
  if (first !== undefined) return `${first.statement.says}: ${estimateText(first.estimate)}`;
  const [sweep] = sweeps;
  if (sweep === undefined) return '';
  const last = sweep.estimates.length - 1;
  const at = (i: number): string =>
    `${estimateText(sweep.estimates[i]!)} at ${valueText(sweep.sweep, sweep.leads[i]!.value)}`;
  return `${sweep.sweep.says}: ${at(0)}, ${at(last)}`;
}

/** Names that are short for sources, by what their text says. */
const SOURCES: readonly (readonly [RegExp, string])[] = [
  [/^articles on|^a decision matrix/, 'articles without data'],
  [/price lists/, 'price lists'],
  [/this project/, 'this project'],
];

/** Who said it, in a few words: "Azure Architecture Center". */
export function sourceName(source: string): string {
  return SOURCES.find(([pattern]) => pattern.test(source))?.[1] ?? source.split(/[,;(]/)[0]!.trim();
}

/** What a sweep varies, without its path and what it is counted for: "the delay of the broker". */
export function sweepSubject({ label }: ClaimSweep): string {
  const [subject = label] = label.split(/ \(|, /);
  // A letter says nothing without its path.
  return subject.length > 1 ? subject : label;
}

const NUMBERED: Readonly<Record<Word, readonly [one: string, many: string]>> = {
  holds: ['holds', 'hold'],
  'holds when': ['holds under conditions', 'hold under conditions'],
  'does not hold': ['does not hold', 'do not hold'],
  'not shown': ['is not shown', 'are not shown'],
  assumed: ['rests on an assumption', 'rest on assumptions'],
};

/** "Of 45 claims, 13 hold, 18 hold under conditions and 6 do not hold." */
export function countsSentence(counts: readonly (readonly [Word, number])[]): string {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const parts = counts.map(([word, count]) => `${count} ${NUMBERED[word][count === 1 ? 0 : 1]}`);
  return `Of ${counted(total, 'claim')}, ${listed(parts)}.`;
}
