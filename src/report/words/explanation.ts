import {
  type Account,
  type AccountLine,
  type AccountPart,
  type AccountPlace,
  isShown,
  isTakenOut,
} from '../../explain/account.js';
import type { Explanation } from '../../explain/explain.js';
import { sameUpToRounding } from '../../statistics/estimates.js';
import type { PairedDifference } from '../../study/summary-row.js';
import { counted, formatDifference, formatEstimate, inSentence, listed, magnitudes } from './format.js';
import { briefPair } from './verdict/phrases.js';

/** How the difference of a whole, and what it comes from, is put into words. */
interface QuantityWords {
  readonly name: string;
  readonly verb: string;
  readonly more: string;
  readonly less: string;
  /** The unit that a number carries; '1' where the words name it. */
  readonly unit: string;
  /** Of a part. */
  readonly fewer: string;
  readonly on: string;
  readonly it: string;
}

const SECONDS = { unit: 's', fewer: 'less', on: ' on', it: 'it' };
const TOKENS = { unit: '1', fewer: 'fewer', on: ' on', it: 'them' };
const CLAIMS = { ...TOKENS, on: '' };

const WORDINGS: Readonly<Record<string, QuantityWords>> = {
  latency: { ...SECONDS, name: 'latency', verb: 'takes', more: 'longer', less: 'less' },
  tokens: { ...TOKENS, name: 'tokens', verb: 'uses', more: 'more tokens', less: 'fewer tokens' },
  escaped: {
    ...CLAIMS,
    name: 'false claims delivered',
    verb: 'delivers',
    more: 'more false claims',
    less: 'fewer false claims',
  },
};

/** The most causes that a sentence names, and the share of the largest that one has to have. */
const CAUSES = 3;
const WORTH_NAMING = 0.05;

/** Why the second pattern differs from the first: who leads, then seconds, tokens, false claims and dollars. */
export function explanation(found: Explanation): readonly string[] {
  const [latency, tokens, escaped] = found.accounts;
  const delivered = latency!.whole.difference.n > 0;
  return [
    ...whoLeads(found),
    ...howTasksEnd(found),
    ...(delivered ? [difference(found, latency!)] : [nothingDelivered(found)]),
    difference(found, tokens!),
    ...(delivered ? [difference(found, escaped!)] : []),
    dollars(found),
  ];
}

/** The verdict, then by how much. */
function whoLeads({ objective, names, runs }: Explanation): string[] {
  const { measure, means, difference: gap } = objective;
  const on = inSentence(measure.label);
  const [a, b] = briefPair(measure.unit, means[0].mean, means[1].mean);
  if (gap.n === 0)
    return [`They cannot be compared on ${on}: in none of ${counted(runs, 'replication')} is it defined under both.`];
  if (isAlike(gap)) return [`${listed(names)} do not differ on ${on} in any replication: ${a}.`];
  const some = gap.n < runs ? `, in the ${counted(gap.n, 'replication')} in which it is defined under both` : '';
  const by = `The difference is ${amountIn(measure.unit, isShown(gap) ? magnitudes(gap) : gap)}${some}.`;
  if (!isShown(gap)) return [`No difference shown between ${listed(names)} on ${on}: ${a} and ${b}.`, by];
  if (measure.better === 'neither') return [`${listed(names)} differ in ${on}: ${a} and ${b}.`, by];
  const leads = gap.mean > 0 === (measure.better === 'higher') ? 1 : 0;
  const [first, second] = leads === 1 ? [b, a] : [a, b];
  return [`${names[leads]} is ahead of ${names[1 - leads]} on ${on}: ${first} against ${second}.`, by];
}

/** Where the objective is an end, the other ends. */
function howTasksEnd({ objective, ends, names }: Explanation): string[] {
  if (objective.measure.group !== 'outcome') return [];
  const others = ends.filter(({ measure, difference: gap }) => measure !== objective.measure && isShown(gap));
  if (others.length === 0) return [];
  const changes = others.map(({ measure, difference: gap }, i) => {
    const by = amountIn(measure.unit, magnitudes(gap));
    return `${by} ${gap.mean > 0 ? 'more' : 'fewer'}${i === 0 ? ' of the tasks' : ''} end ${measure.label}`;
  });
  return [`Under ${names[1]}, ${listed(changes)}.`];
}

function nothingDelivered({ delivered, names, runs }: Explanation): string {
  const without = names.filter((_, side) => delivered.each[side] === 0);
  const who = without.length === 0 ? 'No task was delivered under both' : `${listed(without)} delivered nothing`;
  return `${who} in ${counted(runs, 'replication')}, so their seconds and their false claims cannot be compared.`;
}

function difference(found: Explanation, account: Account): string {
  const { whole, parts, beside } = account;
  const words = WORDINGS[whole.measure.id]!;
  const [a, b] = found.names;
  const { difference: gap } = whole;
  const causes = [
    ...causesOf(parts).map((part) => cause(part, words)),
    ...beside.filter((line) => isShown(line.difference)).map((line) => amountOf(line, words)),
  ].join('; ');
  const where = gap.n < found.runs ? `, in the ${counted(gap.n, 'replication')} delivered under both` : '';
  if (isShown(gap)) {
    const by = amountIn(words.unit, magnitudes(gap));
    const lead = `${b} ${words.verb} ${by} ${gap.mean > 0 ? words.more : words.less} than ${a}${where}`;
    return causes === '' ? `${lead}; no single cause of it is shown.` : `${lead}: ${causes}.`;
  }
  if (isAlike(gap) && causes === '') return `${a} and ${b} do not differ in ${words.name}${where}.`;
  const lead = `No difference shown in ${words.name}${where}: ${b} minus ${a} is ${amountIn(words.unit, gap)}`;
  return causes === '' ? `${lead}.` : `${lead}, though parts of it differ: ${causes}.`;
}

/** The largest parts whose interval excludes zero. */
function causesOf(parts: readonly AccountPart[]): AccountPart[] {
  const size = ({ difference: gap }: AccountLine): number => Math.abs(gap.mean);
  const shown = parts.filter((part) => isShown(part.difference)).sort((one, other) => size(other) - size(one));
  return shown.filter((part) => size(part) >= WORTH_NAMING * size(shown[0]!)).slice(0, CAUSES);
}

/** "9.06 s (8.97 to 9.16) more on coordination, most of it at plan". */
function cause(line: AccountPart, words: QuantityWords): string {
  return `${amountOf(line, words)}${mainly(line.mostly, words)}`;
}

function amountOf(line: AccountLine, { unit, fewer, on }: QuantityWords): string {
  const { measure, difference: gap } = line;
  const more = gap.mean > 0 !== isTakenOut(line);
  return `${amountIn(unit, magnitudes(gap))} ${more ? 'more' : fewer}${on} ${inSentence(measure.label)}`;
}

function mainly(place: AccountPlace | null, { it }: QuantityWords): string {
  if (place === null) return '';
  return `, ${place.all ? 'all' : 'most'} of ${it} ${place.kind === 'step' ? 'at' : 'by'} ${place.name}`;
}

function dollars({ cost, names: [a, b] }: Explanation): string {
  const { measure, means, difference: gap } = cost;
  const price = `${b} costs ${formatEstimate(measure.unit, told(means[1]))} per task`;
  if (isAlike(gap)) return `${price}, as ${a} does.`;
  if (!isShown(gap)) return `${price}; no difference from ${a} shown.`;
  return `${price}, ${amountIn(measure.unit, magnitudes(gap))} ${gap.mean > 0 ? 'more' : 'less'} than ${a}.`;
}

/** "9.06 s (8.97 to 9.16)"; what is the same in every replication stands without an interval. `keeps` the measure's unit. */
export function amountIn(unit: string, gap: PairedDifference, keeps = false): string {
  return formatDifference(unit, told(gap), keeps);
}

export function told<T extends PairedDifference>(estimate: T): T {
  const { low, high } = estimate;
  return sameUpToRounding(low, high) ? { ...estimate, low: Number.NaN, high: Number.NaN } : estimate;
}

/** Zero in every replication. */
function isAlike({ mean, high }: PairedDifference): boolean {
  return mean === 0 && high === 0;
}
