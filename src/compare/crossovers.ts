import type { Measure } from '../measures/measure.js';
import { mean, sameUpToRounding } from '../statistics/estimates.js';
import { isShown, type Lead } from '../study/flip.js';
import { type JudgedPair, Pairs } from '../study/pairs.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import { isEndless } from '../study/summarise.js';
import type { Crossover } from './comparison.js';
import type { Grown } from './growth.js';

/**
 * Where, along the sizes of a growth study, the order of two patterns flips: of every two that are best at some size. A
 * flip counts where the paired difference is shown on both sides of it, after Holm's correction over all pairs of a size, each for another pattern; it lies where the mean
 * difference is zero, and its interval reaches, by inversion, from where the difference's interval stops excluding zero
 * on the one side to where it begins to on the other. Between sizes all three go straight, and how far the true curve is
 * from straight is not in the interval: sizes near the flip help. A pattern without a steady state at a size counts as
 * behind there; where its curve leads to is not known then, and the interval goes from size to size.
 */
export function crossoversOf(grown: readonly Grown[], measures: readonly Measure[]): Crossover[] {
  const sizes = [...grown].sort((a, b) => a.size - b.size);
  return measures.flatMap((measure) => {
    if (measure.better === 'neither') return [];
    const judged = sizes.map(({ size, patterns }) => ({ size, leads: leadsOf(measure, patterns) }));
    const leaders = leadersOf(sizes, measure);
    return leaders.flatMap((a, i) => leaders.slice(i + 1).flatMap((b) => flipsOf(measure, a, b, judged)));
  });
}

/** Who is best somewhere, in the order of the catalogue. */
function leadersOf(sizes: readonly Grown[], measure: Measure): string[] {
  const names = new Set(sizes.flatMap(({ patterns }) => patterns.map(({ name }) => name)));
  const best = new Set(sizes.map(({ patterns }) => bestOf(patterns, measure)));
  return [...names].filter((name) => best.has(name));
}

function bestOf(patterns: readonly PatternRuns[], { id, better }: Measure): string | null {
  let best: { name: string; value: number } | null = null;
  for (const { name, columns } of patterns) {
    const value = mean(columns.get(id)!) * (better === 'higher' ? 1 : -1);
    if (Number.isNaN(value)) continue;
    if (best === null || (value > best.value && !sameUpToRounding(value, best.value))) best = { name, value };
  }
  return best?.name ?? null;
}

function flipsOf(
  measure: Measure,
  a: string,
  b: string,
  sizes: readonly { readonly size: number; readonly leads: LeadOf }[],
): Crossover[] {
  const leads = sizes.flatMap(({ size, leads }) => leads([a, b], size) ?? []);
  const found: Crossover[] = [];
  let last = -1;
  for (const [i, lead] of leads.entries()) {
    if (!isShown(lead)) continue;
    const before = leads[last];
    if (before !== undefined && before.mean > 0 !== lead.mean > 0) {
      const [below, above] = before.mean > 0 ? [a, b] : [b, a];
      found.push({ measure: measure.id, below, above, ...flipBetween(leads.slice(last, i + 1)) });
    }
    last = i;
  }
  return found;
}

/**
 * How far the first of two patterns is ahead at a value: positive where it is better, whichever direction that is; infinite where
 * only one of them has a steady state. Null where there is nothing to compare.
 */
export type LeadOf = (names: readonly [string, string], value: number) => Lead | null;

/** The leads between these patterns, each with its interval after Holm's correction over all pairs. */
export function leadsOf(measure: Measure, patterns: readonly PatternRuns[], allowed?: number): LeadOf {
  const pairs = new Pairs(
    patterns.map(({ columns }) => columns.get(measure.id)!),
    allowed,
  );
  return leadsBy(measure, patterns, (a, b) => pairs.between(a, b));
}

/** The same with differences that were judged elsewhere. */
export function leadsBy(
  measure: Measure,
  patterns: readonly PatternRuns[],
  between: (a: number, b: number) => JudgedPair | null,
): LeadOf {
  return (names, value) => {
    const [i, j] = names.map((name) => patterns.findIndex((one) => one.name === name)) as [number, number];
    const [left, right] = [patterns[i], patterns[j]];
    if (left === undefined || right === undefined) return null;
    const endless = [left, right].map((runs) => isEndless(measure, runs));
    if (endless[0] !== endless[1]) {
      const far = endless[0] === true ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      return { value, mean: far, low: far, high: far };
    }
    // The better one is the higher one, or the one that the other is above.
    const pair = measure.better === 'higher' ? between(i, j) : between(j, i);
    if (pair === null || pair.n < 2) return null;
    return { value, mean: pair.mean, ...pair.shown };
  };
}

/** Of leads of which only the first and the last one are shown, each for another pattern. */
function flipBetween(leads: readonly Lead[]): Pick<Crossover, 'at' | 'low' | 'high'> {
  const falls = leads[0]!.mean > 0;
  const turn = leads.findIndex((lead) => (falls ? lead.mean <= 0 : lead.mean >= 0));
  const [first, second] = [leads[0]!, leads[1]!];
  const [beforeLast, last] = [leads.at(-2)!, leads.at(-1)!];
  const [near, far] = falls ? (['low', 'high'] as const) : (['high', 'low'] as const);
  return {
    at: zeroBetween(leads[turn - 1]!, leads[turn]!, 'mean') ?? (leads[turn - 1]!.value + leads[turn]!.value) / 2,
    low: zeroBetween(first, second, near) ?? first.value,
    high: zeroBetween(beforeLast, last, far) ?? last.value,
  };
}

/** The size at which one of a lead's bounds is zero, on the straight line between two sizes; null where one is infinite. */
function zeroBetween(a: Lead, b: Lead, bound: 'mean' | 'low' | 'high'): number | null {
  if (!Number.isFinite(a[bound]) || !Number.isFinite(b[bound])) return null;
  return a.value + ((b.value - a.value) * a[bound]) / (a[bound] - b[bound]);
}
