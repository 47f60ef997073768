/** What happens, and through what: the largest part of what goes wrong, of the time, of the false claims. */
import { CLAIM_EXITS, type ClaimBalance, type ClaimExit } from '../../../compare/breakdowns.js';
import type { Comparison } from '../../../compare/comparison.js';
import { measureOf } from '../../../compare/summary-rows.js';
import { partsOf } from '../../../measures/index.js';
import type { Measure } from '../../../measures/measure.js';
import { briefEstimate } from '../format.js';
import { fieldOf, isAhead, meanOf, priceMeasures, valuesSentence } from './field.js';
import { wordsFor } from './measure-words.js';
import { brief, shortest } from './phrases.js';
import { priceTile, qualityTile, sureTile } from './tiles.js';
import type { Verdict } from './verdict.js';

/** From this share on a part is nearly all, and from this on most of it. */
const NEARLY_ALL = 0.9;
const MOST = 0.5;

/** The largest part of something: its words, and its share. */
interface Part {
  readonly words: string;
  readonly share: number;
}

/** Null where the measure has no value, or no better direction. */
export function mechanismVerdict(comparison: Comparison): Verdict | null {
  const { asks } = comparison.scenario;
  const id = asks.measures[0] ?? comparison.objectives[0];
  const field = id === undefined ? null : fieldOf(comparison, id);
  if (field === null) return null;
  const { measure, leader, ties, behind } = field;
  const isThere = (name: string): boolean => !Number.isNaN(meanOf(comparison, name, measure.id));
  const asked = asks.patterns.filter(isThere);
  const pair =
    asked.length > 0
      ? asked.slice(0, 2)
      : [leader.pattern, ...[...ties, ...behind].slice(-1).map((row) => row.pattern)];
  const [first, second] = pair;
  if (first === undefined) return null;
  const prices = priceMeasures(comparison, measure, asks.measures);
  const pick = { pattern: first, rival: second ?? null };
  return {
    kind: 'mechanism',
    sentence: shortest(
      second === undefined
        ? ofOne(comparison, first, [
            measure,
            ...asks.measures.slice(1).flatMap((one) => measureOf(comparison, one) ?? []),
          ])
        : ofTwo(comparison, measure, [first, second]),
    ),
    because: becauseOf(comparison, measure, pair),
    tiles: [
      qualityTile(field, pick),
      ...prices.slice(0, 2).flatMap((price) => priceTile(comparison, price, pick)),
      sureTile(field),
    ],
    about: pair,
    chart:
      measure.id === 'latency' ? 'time' : measure.group === 'errors' || pair.length === 1 ? 'error-flow' : 'outcomes',
  };
}

/** "Under workflow, checks stop 78 % of false claims; waiting for a turn takes 99 % of the 6 h." */
function ofOne(comparison: Comparison, pattern: string, measures: readonly Measure[]): string[] {
  const clauses = measures.map((measure) => clauseOf(comparison, pattern, measure));
  const lead = `Under ${pattern}, `;
  const amount = wordsFor(measures[0]!).amount(meanOf(comparison, pattern, measures[0]!.id));
  return [...clauses.map((_, i) => `${lead}${clauses.slice(0, clauses.length - i).join('; ')}.`), `${lead}${amount}.`];
}

function clauseOf(comparison: Comparison, pattern: string, measure: Measure): string {
  const mean = meanOf(comparison, pattern, measure.id);
  const amount = wordsFor(measure).amount(mean);
  if (measure.id === 'latency') {
    const part = timePart(comparison, pattern);
    return part === null
      ? `a task takes ${amount}`
      : `${part.words} takes ${brief('share', part.share)} of the ${amount}`;
  }
  const exit = claimsAre(measure) ? claimPart(comparison, pattern) : null;
  if (exit !== null) return `${exit.words} ${brief('share', exit.share)} of false claims`;
  const end = endPart(comparison, pattern, measure);
  return end === null ? `tasks are ${amount}` : `tasks are ${amount}, the others ${end.words}`;
}

const claimsAre = ({ id, group }: Measure): boolean => id === 'correct' || id === 'wrong' || group === 'errors';

const EXITS: Readonly<Record<ClaimExit, string>> = {
  claimsCaught: 'checks stop',
  claimsDisbelieved: 'disbelief stops',
  claimsLeftOut: 'summaries leave out',
  claimsUnread: 'nothing delivered rests on',
};

/** The largest way out of false claims, delivery among them; null where none were made. */
function claimPart(comparison: Comparison, pattern: string): Part | null {
  const balance: ClaimBalance | undefined = comparison.claimBalances.find((one) => one.pattern === pattern);
  if (balance === undefined || !(balance.made.mean > 0)) return null;
  const out = balance.exits.map(({ mean }, i) => ({ words: EXITS[CLAIM_EXITS[i]!], share: mean / balance.made.mean }));
  const all = [...out, { words: 'the reader gets', share: balance.delivered.mean / balance.made.mean }];
  return all.reduce((most, one) => (one.share > most.share ? one : most));
}

const TIMES: Readonly<Record<string, string>> = {
  timeWork: 'work',
  timeCoordination: 'coordination',
  timeQueueing: 'waiting for a turn',
  timeRateLimit: 'the rate limit',
  timeRetry: 'trying again',
  timeRepair: 'repairs',
  timeMessages: 'message delay',
};

function timeParts(comparison: Comparison, pattern: string): ReadonlyMap<string, number> {
  const found = comparison.breakdowns
    .find(({ whole }) => whole === 'latency')
    ?.patterns.find((one) => one.pattern === pattern);
  return new Map(partsOf('latency').map(({ id }, i) => [id, found?.parts[i] ?? 0]));
}

function timePart(comparison: Comparison, pattern: string): Part | null {
  const parts = timeParts(comparison, pattern);
  const whole = [...parts.values()].reduce((sum, one) => sum + one, 0);
  if (!(whole > 0)) return null;
  const [id, most] = [...parts].reduce((a, b) => (b[1] > a[1] ? b : a));
  return { words: TIMES[id] ?? id, share: most / whole };
}

/** What a second pattern spends most of its further time on; null where it takes no longer. */
function furtherTime(comparison: Comparison, slow: string, quick: string): string | null {
  const [more, less] = [timeParts(comparison, slow), timeParts(comparison, quick)];
  const gaps = [...more].map(([id, amount]) => [id, amount - (less.get(id) ?? 0)] as const);
  const [id, most] = gaps.reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0] as const);
  return most > 0 ? (TIMES[id] ?? null) : null;
}

const ENDS: Readonly<Record<string, string>> = { late: 'late', wrong: 'wrong', failed: 'failed', stalled: 'stalled' };

/** How most of the tasks end that the measure counts as lost; null where there are none. */
function endPart(comparison: Comparison, pattern: string, { id }: Measure): (Part & { readonly end: string }) | null {
  const ids = id === 'correct' ? Object.keys(ENDS) : Object.keys(ENDS).filter((end) => end !== 'wrong');
  const parts = ids
    .map((end) => ({ end, words: ENDS[end]!, share: meanOf(comparison, pattern, end) }))
    .filter(({ share }) => share > 0);
  const whole = parts.reduce((sum, { share }) => sum + share, 0);
  if (!(whole > 0)) return null;
  const most = parts.reduce((a, b) => (b.share > a.share ? b : a));
  return { end: most.end, words: `${howMuch(most.share / whole)} ${most.words}`, share: most.share / whole };
}

const howMuch = (share: number): string =>
  share >= NEARLY_ALL ? 'nearly all' : share >= MOST ? 'mostly' : 'most often';

/** "choreography fails in 58 % of tasks, nearly all stalled; overseer in 0.7 %." */
function ofTwo(comparison: Comparison, measure: Measure, [a, b]: readonly [string, string]): string[] {
  const isFirst = isAhead(comparison, measure, a, b);
  const isSecond = isAhead(comparison, measure, b, a);
  const value = (name: string): number => meanOf(comparison, name, measure.id);
  const { noun, amount, does } = wordsFor(measure);
  if (!isFirst && !isSecond) {
    const both =
      value(a) === value(b) ? `both ${amount(value(a))}` : `${brief(measure.unit, value(a))} and ${amount(value(b))}`;
    return [`${a} or ${b}: no difference shown in ${noun}, ${both}.`, `${a} or ${b}: no difference shown in ${noun}.`];
  }
  const [good, bad] = isFirst ? [a, b] : [b, a];
  const parts = partsOfGap(comparison, measure, good, bad);
  const other = `${good} ${does(value(good)).replace(/^fails (in .*) of tasks$/, '$1')}`;
  return [
    ...parts.map((part) => `${bad} ${does(value(bad))}, ${part}; ${other}.`),
    `${bad} ${does(value(bad))}; ${other}.`,
    `${good} is ahead of ${bad} in ${noun}.`,
  ];
}

/** Through what, richest first. */
function partsOfGap(comparison: Comparison, measure: Measure, good: string, bad: string): string[] {
  if (measure.id === 'latency') {
    const further = furtherTime(comparison, bad, good);
    return further === null ? [] : [`for ${further}`];
  }
  const end = endPart(comparison, bad, measure);
  if (measure.unit !== 'share' || end === null) return [];
  const further = end.end === 'late' ? furtherTime(comparison, bad, good) : null;
  return [...(further === null ? [] : [`${end.words} after ${further}`]), end.words];
}

function becauseOf(comparison: Comparison, measure: Measure, pair: readonly string[]): string[] {
  return [
    ...valuesSentence(comparison, measure, pair),
    ...claimSentence(comparison, measure, pair),
    ...timeSentence(comparison, pair),
  ].slice(0, 3);
}

function claimSentence(comparison: Comparison, measure: Measure, pair: readonly string[]): string[] {
  if (!claimsAre(measure)) return [];
  const told = comparison.claimBalances
    .filter(({ pattern, made }) => pair.includes(pattern) && made.mean > 0)
    .map(
      ({ pattern, made, delivered }) =>
        `of ${brief('1', made.mean)} false claims per task ${briefEstimate('1', delivered)} are delivered under ${pattern}`,
    );
  return told.length === 0 ? [] : [`${told.join('; ').replace(/^o/, 'O')}.`];
}

function timeSentence(comparison: Comparison, pair: readonly string[]): string[] {
  const told = pair.flatMap((name) => {
    const part = timePart(comparison, name);
    const mean = meanOf(comparison, name, 'latency');
    if (part === null || Number.isNaN(mean)) return [];
    return [`${brief('s', mean)} under ${name}, ${howMuch(part.share)} ${part.words}`];
  });
  return told.length === 0 ? [] : [`A task takes ${told.join('; ')}.`];
}
