/** Which pattern is best, and at what price. */
import type { Comparison } from '../../../compare/comparison.js';
import type { Measure } from '../../../measures/measure.js';
import type { SummaryRow } from '../../../study/summary-row.js';
import { briefDifference, briefEstimate, capitalised, counted } from '../format.js';
import { crossoverSentence } from '../offered-load.js';
import { advantage, type Field, fieldOf, isAhead, meanOf, priceMeasures, valuesSentence } from './field.js';
import { isPlural, wordsFor } from './measure-words.js';
import { brief, shortest } from './phrases.js';
import { needed } from './telling-apart.js';
import { among } from './ties.js';
import { type Choice, type Pick, patternsOf, tilesOf } from './tiles.js';
import type { Verdict } from './verdict.js';

/** How much dearer the best one has to be before a cheaper one is named beside it. */
const DEARER = 1.3;
/** The most that it may lose, as a share of what lies between the best pattern and the worst, or in tasks. */
const SMALL_LOSS = 0.5;
const FEW_TASKS = 0.1;

export function chooseVerdict(comparison: Comparison): Verdict {
  const { asks } = comparison.scenario;
  const id = asks.measures[0] ?? comparison.objectives[0];
  const field = id === undefined ? null : fieldOf(comparison, id);
  if (field === null) return nothingToChoose(comparison);
  const prices = priceMeasures(comparison, field.measure, asks.measures);
  const found = chosen(field, prices);
  return {
    kind: 'choose',
    sentence: shortest(found.sentences),
    because: becauseOf(field, prices, found.pick),
    tiles: tilesOf(field, prices, found.pick),
    about: patternsOf(found.pick),
    chart: chartFor(field.measure, prices),
  };
}

/** That nothing can be chosen, and what to do. */
function nothingToChoose(comparison: Comparison): Verdict {
  const what = comparison.objectives[0];
  return {
    kind: 'choose',
    sentence: 'No pattern can be chosen: the first objective has no value, or no better direction.',
    because: [
      what === undefined
        ? 'Name an objective under `decision`.'
        : `Name an objective under \`decision\` of which lower or higher values are better, and that is measured; now it is ${what}.`,
    ],
    tiles: [],
    about: [],
    chart: null,
  };
}

function chosen(field: Field, prices: readonly Measure[]): Choice {
  const { comparison, measure, leader, ties, behind } = field;
  const words = wordsFor(measure);
  const { pattern } = leader;
  const price = prices[0] ?? null;
  const paid = price === null ? Number.NaN : meanOf(comparison, pattern, price.id);
  const forPrice = Number.isNaN(paid) ? '' : `, ${wordsFor(price!).at(paid)}`;
  if (ties.length + behind.length === 0) {
    const rest = comparison.patterns.length - 1;
    const alone = rest === 0 ? `Only ${pattern} was compared` : `Only ${pattern} has a value`;
    return {
      sentences: [`${alone}: ${words.amount(leader.mean)}${forPrice}.`, `${alone}.`],
      pick: { pattern, rival: null },
    };
  }
  if (isWorst(measure, leader)) return hopeless(field);
  if (ties.length > 0) return among(field, prices);
  const second = behind[0]!.pattern;
  const cheaper = price === null ? null : thrifty(field, price);
  if (cheaper !== null) {
    const loss = advantage(comparison, measure, pattern, cheaper)!.mean;
    const part = wordsFor(price!).part(meanOf(comparison, cheaper, price!.id), paid);
    const but = `${cheaper} ${part} and ${words.worse(loss)}`;
    return {
      sentences: [
        `Take ${pattern} ${words.ifMost}; ${but}.`,
        `${pattern} ${words.best}; ${but}.`,
        `Take ${pattern} ${words.ifMost}.`,
      ],
      pick: { pattern, rival: cheaper },
    };
  }
  const best = `${words.best} (${brief(measure.unit, leader.mean)})`;
  const isCheapest = price !== null && [...behind].every((row) => isAhead(comparison, price, pattern, row.pattern));
  const both = isCheapest ? [`Take ${pattern}: it ${best} and ${wordsFor(price).best}${forPrice}.`] : [];
  return {
    sentences: [...both, `Take ${pattern}: it ${best}${forPrice}.`, `Take ${pattern}: it ${words.best}.`],
    pick: { pattern, rival: second },
  };
}

/** The best one is as bad as can be: nothing correct, everything lost. */
function isWorst({ interval, better }: Measure, { mean }: SummaryRow): boolean {
  return interval === 'share' && mean === (better === 'higher' ? 0 : 1);
}

function hopeless({ comparison, measure, leader }: Field): Choice {
  const amount = wordsFor(measure).amount(leader.mean);
  return {
    sentences: [
      `Take none: every pattern is at ${amount} in ${counted(comparison.runs, 'replication')}.`,
      `Take none: every pattern is at ${amount}.`,
    ],
    pick: { pattern: leader.pattern, rival: null },
  };
}

/** The best of those that are much cheaper than the leader and lose little; null where there is none. */
function thrifty({ comparison, leader, behind, measure }: Field, price: Measure): string | null {
  const paid = meanOf(comparison, leader.pattern, price.id);
  const range = Math.abs(leader.mean - behind.at(-1)!.mean);
  const found = behind.find(({ pattern, mean }) => {
    const less = meanOf(comparison, pattern, price.id);
    const ratio = price.better === 'lower' ? paid / less : less / paid;
    const loss = Math.abs(leader.mean - mean);
    const isSmall =
      loss <= SMALL_LOSS * range || behind.length === 1 || (measure.unit === 'share' && loss <= FEW_TASKS);
    return (
      price.better === 'lower' && ratio >= DEARER && isSmall && isAhead(comparison, price, pattern, leader.pattern)
    );
  });
  return found === undefined || advantage(comparison, measure, leader.pattern, found.pattern) === null
    ? null
    : found.pattern;
}

/** With intervals: the lead, the price, and what would change it or tell the tied ones apart. */
function becauseOf(field: Field, prices: readonly Measure[], { pattern, rival }: Pick): string[] {
  const { comparison, measure, leader, ties, behind } = field;
  const { unit } = measure;
  const sentences: string[] = [];
  if (ties.length + behind.length === 0) return [`${leader.pattern}: ${measure.label} ${briefEstimate(unit, leader)}.`];
  if (ties.length === 0) {
    const gap = advantage(comparison, measure, leader.pattern, behind[0]!.pattern);
    const by = gap === null ? '' : `, ${briefDifference(unit, gap)} ahead of ${behind[0]!.pattern}`;
    sentences.push(`${leader.pattern} has ${wordsFor(measure).noun} of ${briefEstimate(unit, leader)}${by}.`);
  } else sentences.push(rangeOfTies(field));
  const price = prices[0];
  if (price !== undefined)
    sentences.push(...valuesSentence(comparison, price, [pattern, ...(rival === null ? [] : [rival])]));
  const flip = comparison.crossovers.find(
    ({ measure: id, below, above }) => id === measure.id && [below, above].includes(leader.pattern),
  );
  if (flip !== undefined) sentences.push(crossoverSentence(comparison, flip));
  else if (ties.length > 0) sentences.push(...needed(field));
  return sentences.slice(0, 3);
}

function rangeOfTies({ measure, leader, ties, behind }: Field): string {
  const last = ties.at(-1)!;
  const [from, to] = [leader, last].map((row) => `${brief(measure.unit, row.mean)} under ${row.pattern}`);
  const rest =
    behind.length === 0
      ? ''
      : `; ${counted(behind.length, 'other')} ${behind.length === 1 ? 'is' : 'are'} shown to be worse`;
  const equal = leader.mean === last.mean;
  const noun = wordsFor(measure).noun;
  if (equal)
    return `${capitalised(noun)} ${isPlural(noun) ? 'are' : 'is'} ${briefEstimate(measure.unit, leader)} under ${ties.length === 1 ? 'both' : 'all of them'}${rest}.`;
  return `${capitalised(noun)} ${isPlural(noun) ? 'go' : 'goes'} from ${from} to ${to}${rest}.`;
}

function chartFor({ id, group }: Measure, prices: readonly Measure[]): string {
  if (id === 'correct' && prices.some((price) => price.id === 'cost')) return 'correct-cost';
  return group === 'outcome' || group === 'dependability' ? 'outcomes' : 'differences';
}
