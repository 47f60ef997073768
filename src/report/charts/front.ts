import type { Comparison } from '../../compare/comparison.js';
import { judgedBetween, measureOf, rowOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { fixed, inSentence } from '../words/format.js';

/** A pattern's mean quality and cost. */
export interface PricedPattern {
  readonly pattern: string;
  readonly quality: number;
  readonly cost: number;
}

/** The first objective that is not the cost itself; `correct` where there is no other. */
export function qualityOf(comparison: Comparison): Measure | undefined {
  const ids = [...comparison.objectives, 'correct'].filter((id) => id !== 'cost');
  return ids.map((id) => measureOf(comparison, id)).find((one) => one !== undefined && one.better !== 'neither');
}

export function pricedPatterns(comparison: Comparison, quality: Measure): PricedPattern[] {
  return comparison.ranking.flatMap((pattern) => {
    const [good, cost] = [quality.id, 'cost'].map((id) => rowOf(comparison, pattern, id)?.mean ?? Number.NaN);
    return Number.isNaN(good) || Number.isNaN(cost) ? [] : { pattern, quality: good!, cost: cost! };
  });
}

/** Those that no other one is better and cheaper than, by their means; the cheapest first. */
export function frontOf(priced: readonly PricedPattern[], { better }: Measure): PricedPattern[] {
  const sign = better === 'lower' ? -1 : 1;
  const sorted = [...priced].sort((a, b) => a.cost - b.cost || sign * (b.quality - a.quality));
  let best = Number.NEGATIVE_INFINITY;
  return sorted.filter(({ quality }) => {
    if (sign * quality <= best) return false;
    best = sign * quality;
    return true;
  });
}

/** What the picture of quality against cost shows, in one sentence without its full stop. */
export function frontTitle(comparison: Comparison, quality: Measure, priced: readonly PricedPattern[]): string {
  const front = frontOf(priced, quality);
  const [best, next] = [front.at(-1), front.at(-2)];
  if (best === undefined) return 'No pattern keeps every limit';
  const { most, more, more2 } = phrasesOf(quality);
  if (next === undefined) return `${best.pattern} ${most}, and nothing is cheaper`;
  const factor = best.cost / next.cost;
  const price = timesText(factor);
  const gap = judgedBetween(comparison, quality.id, best.pattern, next.pattern);
  const isShown = gap !== null && (gap.shown.low > 0 || gap.shown.high < 0);
  if (!isShown)
    return `${best.pattern} is not shown to ${more2} than ${next.pattern}, and costs ${factor < NEARLY ? 'about' : price} as much`;
  const sign = quality.better === 'lower' ? -1 : 1;
  const above = priced.filter((one) => sign * one.quality > sign * next.quality);
  const only = above.length === 1 ? 'Only ' : '';
  return `${only}${best.pattern} ${more} than ${next.pattern}, ${factor < NEARLY ? 'at about the same price' : `for ${price} the price`}`;
}

/** From here on a price is told as a multiple. */
const NEARLY = 1.095;

interface QualityPhrases {
  readonly most: string;
  readonly more: string;
  readonly more2: string;
}

function phrasesOf({ id, label, better }: Measure): QualityPhrases {
  if (id === 'correct')
    return { most: 'is most often right', more: 'is more often right', more2: 'be more often right' };
  if (id === 'latency') return { most: 'is fastest', more: 'is faster', more2: 'be faster' };
  const [least, less] = better === 'lower' ? ['least', 'less'] : ['most', 'more'];
  return {
    most: `has the ${least === 'least' ? 'lowest' : 'highest'} ${inSentence(label)}`,
    more: `has ${less === 'less' ? 'lower' : 'higher'} ${inSentence(label)}`,
    more2: `have ${less === 'less' ? 'lower' : 'higher'} ${inSentence(label)}`,
  };
}

const WORDS = ['', '', 'twice', 'three times', 'four times', 'five times', 'six times', 'seven times', 'eight times'];

/** "six times", "1.4 times"; in whole numbers where it is near to one. */
export function timesText(factor: number): string {
  const whole = Math.round(factor);
  if (whole >= 2 && whole < WORDS.length && Math.abs(factor - whole) / factor < 0.08) return WORDS[whole]!;
  return `${fixed(factor, factor < 10 ? 1 : 0)} times`;
}
