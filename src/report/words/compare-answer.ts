import type { Comparison } from '../../compare/comparison.js';
import { differenceBetween, judgedBetween, measureOf, rowOf, rowsOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { studentQuantile } from '../../statistics/student.js';
import { isTied, judgedDifference, type PairedDifference, type SummaryRow } from '../../study/summary-row.js';
import { counted, fixed, formatDifference, formatEstimate, inSentence, listed } from './format.js';
import { crossoverSentence } from './offered-load.js';

/** What the sentences are about: the first objective, its leader, and the patterns without a shown difference from it. */
interface View {
  readonly comparison: Comparison;
  readonly measure: Measure;
  readonly leader: SummaryRow;
  readonly ties: readonly SummaryRow[];
}

/** How the value of cost or latency is put into words. */
interface PriceWords {
  readonly verb: string;
  readonly per: string;
  readonly more: string;
  readonly best: string;
  readonly least: string;
  readonly most: string;
}

const WORDINGS: ReadonlyMap<string, PriceWords> = new Map([
  ['cost', { verb: 'costs', per: ' per task', more: 'more', best: 'the cheapest', least: 'costs least', most: 'most' }],
  ['latency', { verb: 'takes', per: '', more: 'longer', best: 'the fastest', least: 'is fastest', most: 'slowest' }],
  [
    'correct',
    {
      verb: 'is correct in',
      per: ' of tasks',
      more: 'less',
      best: 'the highest share',
      least: 'is most often correct',
      most: 'least often',
    },
  ],
]);

/**
 * The answer in exactly three sentences: the best pattern and its lead; its cost; what would change the answer.
 * Every word follows from the comparison's numbers.
 */
export function answer(comparison: Comparison): readonly string[] {
  const id = comparison.objectives[0];
  const measure = id === undefined ? undefined : measureOf(comparison, id);
  const leader = id === undefined ? undefined : rowOf(comparison, comparison.ranking[0] ?? '', id);
  if (measure === undefined || leader === undefined || Number.isNaN(leader.mean) || measure.better === 'neither') {
    return [
      'No pattern can be named: the first objective was not measured, or has no better direction.',
      'So no cost can be compared with it.',
      'Name an objective under `decision` of which lower or higher values are better.',
    ];
  }
  const ties = rowsOf(comparison, measure.id).filter(isTied);
  const view = { comparison, measure, leader, ties };
  return [whoWins(view), whatItCosts(view), whatWouldChangeIt(view)];
}

function whoWins({ comparison, measure, leader, ties }: View): string {
  const on = inSentence(measure.label);
  const estimate = (row: SummaryRow): string => `${row.pattern} ${formatEstimate(measure.unit, row)}`;
  if (comparison.patterns.length === 1)
    return `Only ${leader.pattern} was compared; on ${on}: ${formatEstimate(measure.unit, leader)}.`;
  if (ties.length > 0) {
    const tied = [leader, ...ties];
    const shown = tied.length > 3 ? [leader, tied.at(-1)!] : tied;
    const worse = rowsOf(comparison, measure.id).filter((row) => row.verdict === 'worse').length;
    const rest = worse === 0 ? '' : `; ${worse === 1 ? 'the other one is' : `the other ${worse} are`} worse`;
    const list = listed(shown.map(estimate));
    const range = tied.length > 3 ? `from ${estimate(leader)} to ${estimate(tied.at(-1)!)}` : list;
    return `No difference shown between ${listed(tied.map((row) => row.pattern))} on ${on}: ${range}${perhapsBetter(leader, ties)}${rest}.`;
  }
  const second = comparison.ranking[1]!;
  const ahead = advantage(comparison, measure, leader.pattern, second);
  const by = ahead === null ? '' : `, ${formatDifference(measure.unit, ahead)} ahead of ${second}`;
  return `${leader.pattern} is best on ${on}: ${formatEstimate(measure.unit, leader)}${by}.`;
}

/** Against whom the leader would be shown to be better if nobody else were compared. */
function perhapsBetter(leader: SummaryRow, ties: readonly SummaryRow[]): string {
  const names = ties.filter(({ verdict }) => verdict === 'perhaps').map(({ pattern }) => pattern);
  return names.length === 0 ? '' : `; ${leader.pattern} is perhaps better than ${listed(names)}`;
}

function whatItCosts(view: View): string {
  const { comparison, measure, leader, ties } = view;
  const ids = [...WORDINGS.keys()].filter(
    (id) => id !== measure.id && !Number.isNaN(rowOf(comparison, leader.pattern, id)?.mean ?? Number.NaN),
  );
  const chosen = ids.slice(0, 2);
  if (chosen.length === 0) return 'Neither cost nor latency was measured.';
  if (ties.length === 0) return `It ${chosen.map((id) => priceOfOne(comparison, leader.pattern, id)).join('; it ')}.`;
  const tied = new Set([leader, ...ties].map((row) => row.pattern));
  return `Of these, ${chosen.map((id) => priceAmong(comparison, tied, id)).join('; ')}.`;
}

/** "costs $0.10 (...) per task, $0.05 (...) more than workflow, the cheapest". */
function priceOfOne(comparison: Comparison, pattern: string, id: string): string {
  const words = WORDINGS.get(id)!;
  const { unit } = measureOf(comparison, id)!;
  const row = rowOf(comparison, pattern, id)!;
  const amount = `${words.verb} ${formatEstimate(unit, row)}${words.per}`;
  const order = byMerit(rowsOf(comparison, id));
  const other =
    row.verdict === 'best' ? order.find((one) => one.pattern !== pattern) : order.find((one) => one.verdict === 'best');
  if (other === undefined) return amount;
  const judged = row.verdict === 'best' ? other : row;
  if (judged.verdict === 'no difference shown') return `${amount}, no difference from ${other.pattern} shown`;
  const difference = judgedDifference(judged.vsBest, judged.shown);
  if (difference === null) return amount;
  if (row.verdict === 'perhaps') return `${amount}, perhaps ${words.more} than ${other.pattern}`;
  if (judged.verdict === 'perhaps') return `${amount}, perhaps ${words.best}`;
  const gap = formatDifference(unit, magnitudes(difference));
  if (row.verdict !== 'best') return `${amount}, ${gap} ${words.more} than ${other.pattern}, ${words.best}`;
  return `${amount}, ${words.best}: ${other.pattern} ${words.verb} ${gap} ${words.more}`;
}

/** "workflow costs least, $0.045 (...) per task, and supervisor most, $0.13 (...) more". */
function priceAmong(comparison: Comparison, patterns: ReadonlySet<string>, id: string): string {
  const words = WORDINGS.get(id)!;
  const measure = measureOf(comparison, id)!;
  const order = byMerit(rowsOf(comparison, id)).filter((row) => patterns.has(row.pattern));
  const [best, worst] = [order[0]!, order.at(-1)!];
  const gap = advantage(comparison, measure, best.pattern, worst.pattern);
  if (gap === null) return `${best.pattern} ${words.verb} ${formatEstimate(measure.unit, best)}${words.per}`;
  if (!(gap.low > 0))
    return `no difference shown on ${inSentence(measure.label)} between ${best.pattern} and ${worst.pattern}`;
  const least = `${best.pattern} ${words.least}, ${formatEstimate(measure.unit, best)}${words.per}`;
  return `${least}, and ${worst.pattern} ${words.most}, ${formatDifference(measure.unit, gap)} ${words.more}`;
}

function whatWouldChangeIt(view: View): string {
  const { comparison, measure, leader, ties } = view;
  if (comparison.patterns.length === 1) return 'Compare another pattern to learn what would change it.';
  const others = comparison.objectives.slice(1).filter((id) => measureOf(comparison, id) !== undefined);
  if (ties.length > 0) return `${tellingApart(view)}${amongTies(view, others)}.`;
  const flip = comparison.crossovers.find(
    ({ measure: id, below, above }) => id === measure.id && [below, above].includes(leader.pattern),
  );
  if (flip !== undefined) return crossoverSentence(comparison, flip);
  for (const id of others) {
    const row = rowOf(comparison, leader.pattern, id)!;
    const best = rowsOf(comparison, id).find((one) => one.verdict === 'best');
    const other = measureOf(comparison, id)!;
    const difference = judgedDifference(row.vsBest, row.shown);
    if (best === undefined || row.verdict !== 'worse' || difference === null) continue;
    const gap = formatDifference(other.unit, magnitudes(difference));
    const on = inSentence(other.label);
    return `Weighing ${on} above ${inSentence(measure.label)} would change it: ${best.pattern} leads there, ${gap} ahead of ${leader.pattern}.`;
  }
  if (others.length === 0)
    return 'The scenario has no other objective; only a further objective or other conditions could change it.';
  const labels = listed(others.map((id) => inSentence(measureOf(comparison, id)!.label)));
  return `No other objective changes it: no pattern is shown to be ahead of ${leader.pattern} on ${labels}.`;
}

/** How many replications the difference would need to show, at the spread seen and with Holm's strictest step. */
function tellingApart({ comparison, measure, leader, ties }: View): string {
  const second = ties[0]!.pattern;
  const pair = `${leader.pattern} and ${second}`;
  const on = inSentence(measure.label);
  const paired = differenceBetween(comparison, measure.id, leader.pattern, second);
  if (paired === null || paired.n < 2) return `More replications are needed to tell ${pair} apart on ${on}`;
  if (paired.mean === 0 && paired.high === 0)
    return `${pair} do not differ on ${on} in any replication, so more replications would not tell them apart`;
  const { length: patterns } = comparison.patterns;
  const comparisons = (patterns * (patterns - 1)) / 2;
  const strict = studentQuantile(1 - 0.025 / comparisons, paired.n - 1) / studentQuantile(0.975, paired.n - 1);
  const needed = paired.n * ((strict * (paired.high - paired.mean)) / paired.mean) ** 2;
  if (needed > 1e6)
    return `Telling ${pair} apart on ${on} would need over a million replications at the difference seen`;
  if (!(needed > paired.n)) return `Telling ${pair} apart on ${on} needs more replications`;
  const rounded = Number(needed.toPrecision(2));
  return `Telling ${pair} apart on ${on} needs about ${counted(rounded, 'replication')} if the difference stays as it is (${fixed(paired.n, 0)} so far)`;
}

/** The first further objective on which one of the tied patterns is shown to be ahead of the next of them. */
function amongTies({ comparison, leader, ties }: View, others: readonly string[]): string {
  const tied = new Set([leader, ...ties].map((row) => row.pattern));
  for (const id of others) {
    const measure = measureOf(comparison, id)!;
    const [best, next] = byMerit(rowsOf(comparison, id)).filter((row) => tied.has(row.pattern));
    const gap = best && next ? advantage(comparison, measure, best.pattern, next.pattern) : null;
    if (gap === null || !(gap.low > 0)) continue;
    return `; on ${inSentence(measure.label)}, ${best!.pattern} is ahead of ${next!.pattern} by ${formatDifference(measure.unit, gap)}`;
  }
  return '';
}

/** Defined rows, best first; equals keep the ranking's order. */
function byMerit(rows: readonly SummaryRow[]): SummaryRow[] {
  const sign = rows[0]?.measure.better === 'higher' ? -1 : 1;
  return rows.filter((row) => !Number.isNaN(row.mean)).sort((left, right) => sign * (left.mean - right.mean));
}

/** How far `a` is ahead of `b`, as judged over all pairs: positive where a is better, whichever direction that is. */
function advantage(comparison: Comparison, measure: Measure, a: string, b: string): PairedDifference | null {
  const pair = judgedBetween(comparison, measure.id, a, b);
  const ahead = judgedDifference(pair, pair?.shown ?? null);
  return ahead === null || measure.better === 'higher' ? ahead : negated(ahead);
}

/** A difference that is known to be shown, without its sign. */
export function magnitudes(difference: PairedDifference): PairedDifference {
  return difference.mean < 0 ? negated(difference) : difference;
}

function negated({ mean, low, high }: PairedDifference): PairedDifference {
  return { mean: -mean, low: -high, high: -low };
}
