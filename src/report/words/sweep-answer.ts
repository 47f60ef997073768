import type { SweepCell } from '../../sweep/cells.js';
import type { ParameterFlip } from '../../sweep/flips.js';
import type { Sweep } from '../../sweep/sweep.js';
import { counted, fixed, inSentence, listed } from './format.js';
import { cellName, flipText, isEqual, isWon, marginText, valueText, winners } from './sweep-values.js';
import { shortest } from './verdict/phrases.js';

/** Stretches of equal values of one parameter that are told one by one; more are counted. */
const TOLD = 5;
/** Names of tied patterns that are told. */
const NAMES = 3;
/** Flips that are told; the table has all of them. */
const FLIPS = 3;

/** The verdict first; then who wins where, as far as it does not say that; where that flips; how sure it is. */
export function sweepAnswer(sweep: Sweep): string[] {
  const isSimple = sweep.axes.length === 1 && stretchesOf(sweep.cells).length === 1;
  return [sweepVerdict(sweep), ...(isSimple ? [] : [whoWins(sweep)]), ...whereItFlips(sweep), howSure(sweep)];
}

/** Who is ahead, and up to where: at most 20 words. */
export function sweepVerdict(sweep: Sweep): string {
  const { axes, cells, measure } = sweep;
  const on = inSentence(measure.label);
  const stretches = stretchesOf(cells);
  const [first, last] = [stretches[0]?.[0], stretches.at(-1)?.at(-1)];
  if (first === undefined || last === undefined) return 'No value was finished.';
  if (axes.length > 1) return shortest(mapVerdicts(sweep, on));
  const [from, to] = [cellName(sweep, first), cellName(sweep, last)];
  const range = `from ${from} to ${to}`;
  if (stretches.length === 1) {
    if (first.winner === null)
      return shortest([`No pattern has a value on ${on} ${range}.`, `No pattern has a value ${range}.`]);
    if (isWon(first))
      return shortest([`${first.winner} is ahead on ${on} ${range}.`, `${first.winner} is ahead ${range}.`]);
    return shortest([
      `${range}, no difference on ${on} is shown between ${tiedNames(cells)}.`.replace(/^f/, 'F'),
      `${range}, no difference on ${on} is shown.`.replace(/^f/, 'F'),
    ]);
  }
  const flip = sweep.flips.find(({ settles }) => settles);
  const won = [...new Set(cells.filter(isWon).map(({ winner }) => winner))];
  if (flip !== undefined && won.length <= 2) {
    const at = valueText(axes[0]!.parameter, Number(flip.at.toPrecision(2)));
    return shortest([
      `On ${on}, ${flip.below} is ahead below about ${at}, and ${flip.above} above.`,
      `${flip.below} is ahead below about ${at}, ${flip.above} above.`,
    ]);
  }
  if (won.length === 1)
    return shortest([
      `${won[0]} is ahead on ${on} at ${shareOf(cells, isWon)}; elsewhere no difference is shown.`,
      `${won[0]} is ahead at ${shareOf(cells, isWon)}.`,
    ]);
  return shortest([
    `The lead on ${on} changes between ${from} and ${to}: ${wonText(sweep)}.`,
    `The lead changes between ${from} and ${to}: ${wonText(sweep)}.`,
    `The lead changes between ${from} and ${to}.`,
  ]);
}

/** "debate is ahead on correct at 12 of 49 pairs of values; at 30 no difference is shown." */
function mapVerdicts(sweep: Sweep, on: string): string[] {
  const ties = sweep.cells.filter((cell) => cell.winner !== null && !isWon(cell)).length;
  const most = winners(sweep)[0];
  const all = sweep.cells.length;
  if (most === undefined) return [`No pattern has a value at any of ${all} pairs of values.`];
  if (most.won === 0) return [`No difference on ${on} is shown at any of ${all} pairs of values.`];
  const rest = ties === 0 ? '' : `; at ${ties} no difference is shown`;
  return [
    `${most.name} is ahead on ${on} at ${most.won} of ${all} pairs of values${rest}.`,
    `${most.name} is ahead at ${most.won} of ${all} pairs${rest}.`,
  ];
}

const shareOf = (cells: readonly SweepCell[], test: (cell: SweepCell) => boolean): string =>
  `${cells.filter(test).length} of ${cells.length} values`;

/** "pipeline at 3 values, debate at 2": the most often first. */
function wonText(sweep: Sweep): string {
  const some = winners(sweep)
    .filter(({ won }) => won > 0)
    .slice(0, NAMES);
  if (some.length === 0) return 'no lead is shown';
  return some.map(({ name, won }) => `${name} at ${won}`).join(', ');
}

function whoWins(sweep: Sweep): string {
  const { axes, cells, measure } = sweep;
  const on = `On ${inSentence(measure.label)}`;
  const stretches = stretchesOf(cells);
  if (axes.length > 1 || stretches.length > TOLD) return `${on}, ${counts(sweep)}.`;
  const told = stretches.map((stretch) => {
    const [first, last] = [stretch[0]!, stretch.at(-1)!];
    const [from, to] = [cellName(sweep, first), cellName(sweep, last)];
    const where = stretch.length === 1 ? `at ${from}` : `from ${from} to ${to}`;
    if (first.winner === null) return `no pattern has a value ${where}`;
    if (isWon(first)) return `${first.winner} is ahead ${where}`;
    return isEqual(first)
      ? `${where} ${tiedNames(stretch)} are practically equal`
      : `${where} no difference is shown between ${tiedNames(stretch)}`;
  });
  return `${on}, along ${axes[0]!.parameter.path}: ${told.join('; ')}.`;
}

/** Neighbouring cells that end alike: with the same winner, with none told apart, or with nobody. */
function stretchesOf(cells: readonly SweepCell[]): SweepCell[][] {
  const kind = (cell: SweepCell): string =>
    isWon(cell) ? `won by ${cell.winner}` : cell.winner === null ? 'none' : isEqual(cell) ? 'equal' : 'tie';
  const stretches: SweepCell[][] = [];
  for (const cell of cells) {
    const last = stretches.at(-1);
    if (last !== undefined && kind(last[0]!) === kind(cell)) last.push(cell);
    else stretches.push([cell]);
  }
  return stretches;
}

/** Whoever is best or tied somewhere in a stretch, most often first. */
function tiedNames(stretch: readonly SweepCell[]): string {
  const count = new Map<string, number>();
  for (const { winner, tied } of stretch) {
    for (const name of [winner!, ...tied]) count.set(name, (count.get(name) ?? 0) + 1);
  }
  const names = [...count].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const others = names.length - NAMES;
  return others > 1 ? `${names.slice(0, NAMES).join(', ')} and ${others} others` : listed(names);
}

function counts(sweep: Sweep): string {
  const { cells, axes } = sweep;
  const places = axes.length > 1 ? 'pairs of values' : 'values';
  const won = winners(sweep).filter((one) => one.won > 0);
  const some = won.map(({ name, won }) => `${name} is ahead at ${won}`);
  const ties = cells.filter((cell) => cell.winner !== null && !isWon(cell)).length;
  const none = cells.filter(({ winner }) => winner === null).length;
  if (ties > 0) some.push(`at ${ties} no difference between the best is shown (by the mean, ${aheadInTies(sweep)})`);
  if (none > 0) some.push(`at ${none} no pattern has a value`);
  return `of ${cells.length} ${places}, ${listed(some)}`;
}

/** Who has the best mean where nobody is shown to win, most often first. */
function aheadInTies(sweep: Sweep): string {
  const some = winners(sweep)
    .map(({ name, won, ahead }) => ({ name, count: ahead - won }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const rest = some.slice(NAMES);
  const told = some.slice(0, NAMES).map(({ name, count }) => `${name} at ${count}`);
  const others = rest.reduce((sum, { count }) => sum + count, 0);
  return listed(rest.length === 0 ? told : [...told, `others at ${others}`]);
}

function whereItFlips(sweep: Sweep): string[] {
  const { axes, flips, unconfirmed, cells, size, flipRuns } = sweep;
  if (axes.length > 1) {
    return ['Crossovers are not located along two parameters: vary one, and fix the other with --set.'];
  }
  const axis = axes[0]!;
  const [from, to] = [axis.values[0]!, axis.values.at(-1)!].map((value) => valueText(axis.parameter, value));
  const order = [...flips.filter(({ settles }) => settles), ...flips.filter(({ settles }) => !settles)];
  const told = order.slice(0, FLIPS).map((flip) => flipSentence(sweep, flip));
  if (order.length > FLIPS)
    told.push(
      `${counted(order.length - FLIPS, 'further flip')} between patterns that are best somewhere: see crossovers.csv.`,
    );
  for (const { below, above, between } of unconfirmed.slice(0, FLIPS - 1)) {
    const [low, high] = between.map((value) => valueText(axis.parameter, value));
    told.push(
      `Between ${low} and ${high}, ${above} may overtake ${below}: its mean does, but with ${counted(flipRuns, 'replication')} the lead is not shown on both sides.`,
    );
  }
  const more = unconfirmed.length - (FLIPS - 1);
  if (more > 0) told.push(`For ${counted(more, 'further pair')} the means cross too, but no crossover is shown.`);
  if (told.length > 0 || cells.length < size) return told;
  const best = winners(sweep);
  if (best.length === 1 && best[0]!.won === 0) return [`${best[0]!.name} has the best mean from ${from} to ${to}.`];
  if (best.length === 1) return [`No pattern overtakes ${best[0]!.name} between ${from} and ${to}.`];
  return [`No crossover of patterns that are best somewhere is shown between ${from} and ${to}.`];
}

function flipSentence({ axes }: Sweep, flip: ParameterFlip): string {
  const { below, above, settles } = flip;
  const beside = settles ? '' : ' (a third pattern is best there)';
  const word = axes[0]!.parameter.isWhole ? `from ${flipText(axes[0]!, flip)} on` : `at ${flipText(axes[0]!, flip)}`;
  return `${above} overtakes ${below} ${word}${beside}.`;
}

function howSure(sweep: Sweep): string {
  const { cells, runs, mostRuns, axes } = sweep;
  const place = axes.length > 1 ? 'pair of values' : 'value';
  const equal = cells.filter(isEqual).length;
  const ties = cells.filter((cell) => cell.winner !== null && !isWon(cell)).length - equal;
  const more = cells.filter(({ replications }) => replications > runs);
  const upTo = Math.max(...more.map(({ replications }) => replications));
  const further =
    more.length === 0
      ? ''
      : `, and at ${more.length} of ${cells.length} the patterns that may be the best have more, up to ${fixed(upTo, 0)}`;
  const alike = equal === 0 ? '' : `; at ${equal} the best are practically equal (${marginText(sweep)})`;
  const base = `Every ${place} has ${counted(runs, 'replication')} with the same random numbers${further}${alike}`;
  if (ties === 0 && equal > 0)
    return `${base}. At all others the difference between the best and every other pattern is shown.`;
  if (ties === 0)
    return `${base}, and the difference between the best and every other pattern is shown at all of them.`;
  return `${base}; at ${ties} of ${cells.length} that is too few to tell the best pattern from the others: raise ${mostRuns > runs ? '--most-runs' : '--runs'}, or choose the cheaper pattern there.`;
}
