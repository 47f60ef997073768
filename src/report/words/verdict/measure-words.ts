/** How a measure is put into a headline. */
import type { Measure } from '../../../measures/measure.js';
import { inSentence } from '../format.js';
import { brief, briefGap, fraction } from './phrases.js';

export interface MeasureWords {
  /** Behind "Take debate": what is weighed most. */
  readonly ifMost: string;
  /** What patterns are, or are not shown to differ in. */
  readonly noun: string;
  /** "64 % correct", "12 s". */
  readonly amount: (value: number) => string;
  /** As a price: "at $0.03 per task", "in 12 s". */
  readonly at: (value: number) => string;
  /** The predicate with its amount: "takes 12 s", "fails in 3 % of tasks". */
  readonly does: (value: number) => string;
  /** The predicate of a pattern that is worse by so much: "loses 5 points", "takes 3 s longer". */
  readonly worse: (gap: number) => string;
  /** The predicate of a pattern that has so much less of it than another: "costs a sixth". */
  readonly part: (smaller: number, larger: number) => string;
  /** Of two: "cheaper". */
  readonly more: string;
  /** The predicate of the best one: "is cheapest". */
  readonly best: string;
}

const share = (value: number): string => brief('share', value);
const points = (gap: number): string => briefGap('share', gap);

type SharedWords = Omit<MeasureWords, 'part' | 'at'>;

const SHARES: Readonly<Record<string, SharedWords>> = {
  correct: {
    ifMost: 'if being right counts most',
    noun: 'correctness',
    amount: (value) => `${share(value)} correct`,
    does: (value) => `is correct in ${share(value)} of tasks`,
    worse: (gap) => `loses ${points(gap)}`,
    more: 'more often correct',
    best: 'is most often correct',
  },
  operationalFailures: {
    ifMost: 'if failures count most',
    noun: 'failures',
    amount: (value) => (value === 0 ? 'no failures' : `${share(value)} failures`),
    does: (value) => `fails in ${share(value)} of tasks`,
    worse: (gap) => `fails in ${points(gap)} more`,
    more: 'safer',
    best: 'fails least',
  },
  lost: {
    ifMost: 'if lost tasks count most',
    noun: 'lost tasks',
    amount: (value) => (value === 0 ? 'none lost' : `${share(value)} lost`),
    does: (value) => `loses ${share(value)} of tasks`,
    worse: (gap) => `loses ${points(gap)} more`,
    more: 'safer',
    best: 'loses least',
  },
};

/** The words for a measure, its own or made from its label and unit. */
export function wordsFor(measure: Measure): MeasureWords {
  const { id, unit, better } = measure;
  const label = inSentence(measure.label);
  const own = SHARES[id];
  if (own !== undefined)
    return {
      ...own,
      at: (value) => `with ${own.amount(value)}`,
      part: (smaller, larger) => `has ${ofIt(smaller, larger)} of its ${label}`,
    };
  if (id === 'cost') {
    return {
      ifMost: 'if cost counts most',
      noun: 'cost',
      amount: (value) => `${brief(unit, value)} per task`,
      at: (value) => `at ${brief(unit, value)} per task`,
      does: (value) => `costs ${brief(unit, value)}`,
      worse: (gap) => `costs ${briefGap(unit, gap)} more`,
      part: (smaller, larger) => `costs ${fraction(smaller, larger)}`,
      more: 'cheaper',
      best: 'is cheapest',
    };
  }
  if (id === 'latency') {
    return {
      ifMost: 'if time counts most',
      noun: 'latency',
      amount: (value) => brief(unit, value),
      at: (value) => `in ${brief(unit, value)}`,
      does: (value) => `takes ${brief(unit, value)}`,
      worse: (gap) => `takes ${briefGap(unit, gap)} longer`,
      part: (smaller, larger) => `takes ${timeOf(smaller, larger)}`,
      more: 'faster',
      best: 'is fastest',
    };
  }
  if (id === 'logsOpened') {
    return {
      ifMost: 'if reading logs costs most',
      noun: 'logs to open',
      amount: (value) => brief(unit, value),
      at: (value) => `with ${brief(unit, value)} to open`,
      does: (value) => `needs ${brief(unit, value)}`,
      worse: (gap) => `needs ${brief(unit, gap)} more`,
      part: (smaller, larger) => `needs ${brief(unit, smaller)} instead of ${brief('1', larger)}`,
      more: 'lower in logs',
      best: 'needs the fewest logs',
    };
  }
  const isMore = better === 'lower';
  // "2.8 logs opened", "12 claims of recall": a label that begins with its unit is not told twice.
  const amount = (value: number): string => {
    if (unit === 'share') return `${label} ${share(value)}`;
    if (label.startsWith(unit)) return `${brief(unit, value)}${label.slice(unit.length)}`;
    return `${brief(unit, value)} ${unit === '1' ? label : `of ${label}`}`;
  };
  return {
    ifMost: `for the ${isMore ? 'lowest' : 'highest'} ${label}`,
    noun: label,
    amount,
    at: (value) => `with ${amount(value)}`,
    does: (value) => `has ${amount(value)}`,
    worse: (gap) => `has ${briefGap(unit, gap)} ${isMore ? 'more' : 'less'} ${label}`,
    part: (smaller, larger) => `has ${amount(smaller)} instead of ${brief('share' === unit ? unit : '1', larger)}`,
    more: `${isMore ? 'lower' : 'higher'} in ${label}`,
    best: `has the ${isMore ? 'lowest' : 'highest'} ${label}`,
  };
}

function timeOf(smaller: number, larger: number): string {
  const part = fraction(smaller, larger);
  return part.endsWith(' less') ? `${part} time` : `${part} of the time`;
}

function ofIt(smaller: number, larger: number): string {
  const part = fraction(smaller, larger);
  return part.endsWith(' less') ? `${Math.round((100 * smaller) / larger)} %` : part;
}

/** "failures are", "correctness is". */
export const isPlural = (noun: string): boolean => /[^s]s( |$)/.test(noun);
