/** Where several patterns are not told apart: the prices decide among them, as far as they are shown to. */
import type { Comparison } from '../../../compare/comparison.js';
import { rowOf } from '../../../compare/summary-rows.js';
import type { Measure } from '../../../measures/measure.js';
import type { SummaryRow } from '../../../study/summary-row.js';
import { advantage, byMerit, type Field, isAhead, meanOf } from './field.js';
import { wordsFor } from './measure-words.js';
import { brief } from './phrases.js';
import type { Choice } from './tiles.js';

/** Several are not told apart: the prices decide among them, as far as they are shown to. */
export function among(field: Field, prices: readonly Measure[]): Choice {
  const { comparison, measure, leader, ties, behind } = field;
  const tied = [leader, ...ties].map((row) => row.pattern);
  const { noun, amount } = wordsFor(measure);
  const none = `${whoTies(tied, behind.length === 0)}: no difference shown in ${noun}`;
  const isEqual = tied.every((name) => meanOf(comparison, name, measure.id) === leader.mean);
  const told = isEqual && tied.length > 2 ? `${none} (${amount(leader.mean)})` : none;
  const [price, second] = prices;
  if (ties.every(({ verdict }) => verdict === 'perhaps')) return perhapsBest(field, price);
  const asked = askedRival(field, price, none);
  if (asked !== null) return asked;
  const cheap = price === undefined ? tied : leastOf(comparison, price, tied);
  const picked = second === undefined ? cheap : leastOf(comparison, second, cheap);
  const pattern = picked[0]!;
  const rival =
    tied.find((name) => name !== pattern && !picked.includes(name)) ?? tied.find((name) => name !== pattern)!;
  const pick = { pattern, rival };
  if (price === undefined || (cheap.length === tied.length && picked.length === tied.length)) {
    const also = price === undefined ? '' : ` or in ${wordsFor(price).noun}`;
    return { sentences: [`${told.replace(/ \(.*/, '')}${also}.`, `${none}.`], pick };
  }
  const words = wordsFor(price);
  const paid = meanOf(comparison, pattern, price.id);
  if (cheap.length === 1) {
    const other = meanOf(comparison, rival, price.id);
    const richest =
      tied.length === 2
        ? `${none}; ${pattern} ${words.part(paid, other)}.`
        : `${told}; of these ${pattern} ${words.best}, ${words.amount(paid)}.`;
    return { sentences: [richest, `${none}; of these ${pattern} ${words.best}.`, `${none}.`], pick };
  }
  const better = [price, ...(second === undefined || picked.length === cheap.length ? [] : [second])];
  const than = better.map((one) => wordsFor(one).more).join(' or ');
  return {
    sentences: [`${told}; none is ${than} than ${pattern}.`, `${none}; none is ${than} than ${pattern}.`, `${none}.`],
    pick,
  };
}

/** Alone, the leads would be shown; after the correction for all pairs they are not. */
function perhapsBest({ comparison, measure, leader, ties }: Field, price: Measure | undefined): Choice {
  const words = wordsFor(measure);
  const { pattern } = leader;
  const is = `${pattern} ${words.best.replace(/^(is )?/, '$1perhaps ')}`;
  const [cheapest] =
    price === undefined ? [] : leastOf(comparison, price, [pattern, ...ties.map((row) => row.pattern)]);
  const rival = ties.find((row) => row.pattern === cheapest) ?? ties[0]!;
  const pick = { pattern, rival: rival.pattern };
  if (price === undefined || cheapest === undefined || cheapest === pattern)
    return {
      sentences: [
        `${is}: ${words.amount(leader.mean)}, against ${brief(measure.unit, rival.mean)} under ${rival.pattern}.`,
        `${is}.`,
      ],
      pick,
    };
  const part = pricePart(comparison, price, cheapest, pattern);
  const loss = words.worse(Math.abs(leader.mean - rival.mean));
  return {
    sentences: [`${is}; ${cheapest} ${part} and perhaps ${loss}.`, `${is}; ${cheapest} ${part}.`, `${is}.`],
    pick,
  };
}

/** Where the question names a pattern that is behind, it is told against the best ones. */
function askedRival(field: Field, price: Measure | undefined, none: string): Choice | null {
  const { comparison, measure, leader, behind } = field;
  const { patterns } = comparison.scenario.asks;
  const rival = behind.find(({ pattern }) => patterns.includes(pattern))?.pattern;
  const gap = rival === undefined ? null : advantage(comparison, measure, leader.pattern, rival);
  if (rival === undefined || gap === null) return null;
  const loss = wordsFor(measure).worse(gap.mean);
  const but =
    price === undefined
      ? `${rival} ${loss}`
      : `${rival} ${pricePart(comparison, price, rival, leader.pattern)} and ${loss}`;
  return {
    sentences: [`${none}; ${but}.`, `${none}; ${rival} ${loss}.`, `${none}.`],
    pick: { pattern: leader.pattern, rival },
  };
}

/** What a pattern has of a price against another: "costs a quarter", "costs $0.02 more". */
function pricePart(comparison: Comparison, price: Measure, pattern: string, other: string): string {
  const words = wordsFor(price);
  const [own, rest] = [meanOf(comparison, pattern, price.id), meanOf(comparison, other, price.id)];
  return isAhead(comparison, price, pattern, other) ? words.part(own, rest) : words.worse(own - rest);
}

/** Less than this share of a price is not worth choosing by. */
const SAME_PRICE = 0.02;

/** Of some patterns those that have the least of a price, or hardly more, or are not shown to have more; the least first. */
function leastOf(comparison: Comparison, price: Measure, names: readonly string[]): string[] {
  const rows = byMerit(names.flatMap((name) => rowOf(comparison, name, price.id) ?? []));
  const [least] = rows;
  if (least === undefined) return [...names];
  const isLevel = ({ pattern, mean }: SummaryRow): boolean =>
    Math.abs(mean - least.mean) <= SAME_PRICE * Math.abs(least.mean) ||
    !isAhead(comparison, price, least.pattern, pattern);
  return rows.filter((row) => row === least || isLevel(row)).map(({ pattern }) => pattern);
}

function whoTies(tied: readonly string[], isAll: boolean): string {
  if (tied.length === 2) return `${tied[0]} or ${tied[1]}`;
  if (isAll) return `All ${tied.length} patterns`;
  return `${tied[0]} or one of ${tied.length - 1} others`;
}
