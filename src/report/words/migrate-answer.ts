import { measureNamed } from '../../measures/index.js';
import { between, type LookedState, type Migration, type MigrationState } from '../../migrate/result.js';
import { counted, formatDifference, formatEstimate, formatValue, inSentence, listed } from './format.js';

/** The answer first: the order, and the worst that is met on the way; then what other orders risk; then how sure it is. */
export function migrationAnswer(migration: Migration): string[] {
  const { from, to, states } = migration;
  if (states.length === 0) return [`The order of moves from ${from} to ${to} was not rehearsed to its end.`];
  return [order(migration), ...changesSentence(migration), ...othersSentence(migration), howSure(migration)];
}

function order(migration: Migration): string {
  const { from, to, states } = migration;
  const moves = states.flatMap(({ move }) => (move === null ? [] : [move]));
  if (moves.length === 1) return `From ${from} to ${to} there is one move, ${moves[0]}, and no state between.`;
  const [worst, place] = worstBetween(migration);
  const { unit, label } = measureOf(migration);
  return `Move ${inOrder(moves)}: the worst on the way is ${inSentence(label)} ${formatEstimate(unit, worst.value)}, after ${counted(place, 'move')}.`;
}

const inOrder = (moves: readonly string[]): string => `${moves.slice(0, -1).join(', then ')}, then ${moves.at(-1)}`;

/** The worst state between, and after how many moves it is met. */
export function worstBetween(migration: Migration): readonly [MigrationState, number] {
  const { better } = measureOf(migration);
  const risk = ({ value }: MigrationState): number => (better === 'higher' ? -value.mean : value.mean);
  const all = between(migration);
  const place = all.reduce((worst, state, i) => (risk(state) > risk(all[worst]!) ? i : worst), 0);
  return [all[place]!, place + 1];
}

function changesSentence(migration: Migration): string[] {
  const { from, to, states } = migration;
  const { unit, better, label } = measureOf(migration);
  const sign = better === 'higher' ? 1 : -1;
  const worse = states.slice(1).filter(({ change }) => (sign > 0 ? change.high < 0 : change.low > 0));
  const last = states.at(-1)!;
  const isSame = last.change.low === 0 && last.change.high === 0;
  const change = isSame ? 'the same in every replication' : `a change of ${formatDifference(unit, last.change)}`;
  const end = `At the start, under ${from}, ${inSentence(label)} ${formatEstimate(unit, states[0]!.value)}; at the end, under ${to}, ${formatEstimate(unit, last.value)}: ${change}.`;
  if (between(migration).length === 0) return [end];
  const shown = worse.filter((state) => state !== last).map(({ move }) => move!);
  const dip =
    shown.length === 0
      ? 'No state between is shown to be worse than the start.'
      : `Worse than the start is shown after moving ${listed(shown)}.`;
  return [end, dip];
}

function othersSentence(migration: Migration): string[] {
  const { looked, from, to } = migration;
  const { unit, better, label } = measureOf(migration);
  const risk = ({ mean }: LookedState): number =>
    Number.isNaN(mean) ? Number.MAX_VALUE : better === 'higher' ? -mean : mean;
  const [worst] = [...looked].sort((a, b) => risk(b) - risk(a));
  if (worst === undefined || worst.isChosen) return [];
  const leads = worst.layout === 'marked' ? '' : ` and ${worst.layout === 'old leads' ? from : to} in the lead`;
  const value = Number.isNaN(worst.mean) ? 'has no value' : formatValue(unit, Number(worst.mean.toPrecision(3)));
  return [
    `Other orders pass worse states: with ${listed(worst.moved)} moved first${leads}, ${inSentence(label)} ${value}.`,
  ];
}

function howSure({ looked, searchRuns, runs, isPruned, measure, states }: Migration): string {
  if (states.length === 2) return `Means of ${counted(runs, 'replication')} with the same random numbers.`;
  const all = isPruned ? 'the least risky of the states' : 'all that can be expressed';
  return `Chosen among ${counted(looked.length, 'state')} (${all}), each with ${counted(searchRuns, 'replication')}; of orders within a point the cheapest. What is told of the chosen order comes from ${counted(runs, 'replication')} with other random numbers, the same for each state; the intervals of the changes in ${measure} hold together at 95 % (Bonferroni).`;
}

export const measureOf = ({ measure }: Pick<Migration, 'measure'>) => measureNamed(measure)!;
