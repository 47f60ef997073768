import type { Breaking, Capacity, PatternCapacity } from '../../capacity/result.js';
import { LOSS_CAUSES } from '../../measures/lost.js';
import { formatValue, listed } from './format.js';
import { valueText } from './sweep-values.js';
import { shortest } from './verdict/phrases.js';

/** Other patterns that are told one by one. */
const TOLD = 4;

/** The answer first: who sustains the most, how much, and what breaks there; then the others; then how sure it is. */
export function capacityAnswer(capacity: Capacity): string[] {
  const ranked = rankedPatterns(capacity);
  const [best, ...others] = ranked;
  if (best === undefined) return ['No search was finished.'];
  if (best.most === null) {
    const { parameter, label } = capacity.axis;
    const least = valueText(parameter, best.points[0]!.value);
    return [`No pattern sustains even ${least} ${label}: most of the tasks are lost.`];
  }
  const equal = others.filter(({ most, isOpen }) => most === best.most && isOpen === best.isOpen);
  const rest = others.filter((one) => !equal.includes(one));
  return [firstSentence(capacity, [best, ...equal]), ...othersSentence(capacity, rest), howSure(capacity)];
}

/** "pipeline sustains 23 agents (22 to 23); beyond that, the queue for the clerk breaks first." */
function firstSentence(capacity: Capacity, leaders: readonly PatternCapacity[]): string {
  const best = leaders[0]!;
  const isAll = leaders.length === capacity.patterns.length && leaders.length > TOLD + 1;
  const short = leaders.length < 3 ? nameList(leaders) : `${best.pattern} and ${leaders.length - 1} others`;
  const verb = isAll || leaders.length === 1 ? 'sustains' : 'sustain';
  const breaks = best.breaks === null ? '' : `; beyond that, ${breakingText(best.breaks)} breaks first`;
  const amounts = [amountText(capacity, best), valueText(capacity.axis.parameter, best.most!)];
  const names = isAll ? ['Every pattern'] : [nameList(leaders), short];
  return shortest([
    ...names.map((name) => `${name} ${verb} ${amounts[0]!}${breaks}.`),
    ...names.map((name) => `${name} ${verb} ${amounts[0]!}.`),
    `${best.pattern} ${leaders.length > 1 ? 'and others sustain' : 'sustains'} ${amounts[1]!}.`,
  ]);
}

const nameList = (some: readonly PatternCapacity[]): string => {
  const names = some.map(({ pattern }) => pattern);
  return names.length > TOLD + 1
    ? `${names.slice(0, TOLD).join(', ')} and ${names.length - TOLD} others`
    : listed(names);
};

function othersSentence(capacity: Capacity, rest: readonly PatternCapacity[]): string[] {
  if (rest.length === 0) return [];
  const told = rest.slice(0, TOLD).map((one) => {
    const amount = one.most === null ? 'sustains none' : amountText(capacity, one, false);
    return `${one.pattern} ${amount}${one.breaks === null ? '' : `, then ${breakingText(one.breaks)}`}`;
  });
  const more = rest.length > TOLD ? `; ${rest.length - TOLD} more in the table` : '';
  return [`Of the others: ${told.join('; ')}${more}.`];
}

function howSure({ runs, axis, tolerated }: Capacity): string {
  return `A value counts as sustained if at most ${formatValue('share', tolerated)} of the tasks are lost there (failed, stalled, late or incomplete) beyond those lost at the smallest value, and no queue grows without bound; each was looked at in up to ${runs} replications with the same random numbers. In brackets: the largest value that is shown to be sustained, and the largest that is not shown to be too much, by the 95 % interval of the difference at each${axis.parameter.isWhole ? '' : '; the search stops within 10 %'}.`;
}

/** Those that sustain the most first; in the order of the catalogue where it is the same. */
export function rankedPatterns({ patterns }: Pick<Capacity, 'patterns'>): PatternCapacity[] {
  const size = ({ most, isOpen }: PatternCapacity): number => (most === null ? -1 : isOpen ? 1e300 : most);
  return [...patterns].sort((a, b) => size(b) - size(a));
}

/** "23 agents (22 to 23)", "at least 112 users". */
function amountText({ axis }: Capacity, { most, low, high, isOpen }: PatternCapacity, withLabel = true): string {
  const { label, parameter } = axis;
  const text = (value: number): string => valueText(parameter, value);
  const isPath = label === parameter.path;
  const named = `${withLabel && isPath ? `${label} of ` : ''}${text(most!)}${withLabel && !isPath ? ` ${label}` : ''}`;
  return isOpen ? `at least ${named}` : `${named}${intervalText(low, high, text)}`;
}

function intervalText(low: number | null, high: number | null, text: (value: number) => string): string {
  if (low !== null && low === high) return '';
  return ` (${low === null ? '0' : text(low)} to ${high === null ? 'open' : text(high)})`;
}

/** What breaks first, as the subject of a sentence. */
export function breakingText({ cause, who }: Breaking): string {
  if (cause === 'queue') return `the queue for ${who ?? 'a participant'}`;
  if (cause === 'participant' && who !== null) return `the capacity of ${who}`;
  return LOSS_CAUSES[cause];
}

/** The interval of a table: "4–6". */
export function rangeText({ axis }: Capacity, { low, high, most }: PatternCapacity): string {
  if (most === null && low === null) return '';
  const text = (value: number | null): string => (value === null ? '' : valueText(axis.parameter, value));
  return high === null ? `from ${low === null ? '0' : text(low)}` : `${low === null ? '0' : text(low)}–${text(high)}`;
}
