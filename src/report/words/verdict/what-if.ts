/** What changes when the growth reaches its last size. */
import type { Comparison, GrowthRow } from '../../../compare/comparison.js';
import type { Measure } from '../../../measures/measure.js';
import { briefEstimate, counted } from '../format.js';
import { curvedPatterns, curveOf, followedMeasures, sizesOf, sizeText } from './curves.js';
import { meanOf } from './field.js';
import { wordsFor } from './measure-words.js';
import { brief, shortest } from './phrases.js';
import type { Tile, Verdict } from './verdict.js';

/** A pattern under the scenario as it is, and at the last size. */
interface Change {
  readonly pattern: string;
  readonly from: { readonly mean: number; readonly low: number; readonly high: number };
  readonly to: GrowthRow;
  /** The intervals do not meet. */
  readonly isShown: boolean;
}

/** Null where no growth was measured. */
export function whatIfVerdict(comparison: Comparison): Verdict | null {
  const [measure] = followedMeasures(comparison);
  const last = sizesOf(comparison).at(-1);
  if (measure === undefined || last === undefined) return null;
  const changes = changesOf(comparison, measure, last);
  const focus = focusOf(comparison, measure, changes);
  if (focus === undefined) return null;
  const best = bestAtLast(measure, changes, focus.pattern);
  const condition = comparison.scenario.asks.condition ?? `there is ${sizeText(comparison, last)}`;
  return {
    kind: 'what-if',
    sentence: shortest(sentences(measure, condition, focus, best)),
    because: becauseOf(measure, changes, focus, best),
    tiles: tilesOf(comparison, measure, changes, focus, best),
    about: best === null ? [focus.pattern] : [focus.pattern, best.pattern],
    chart: 'growth-ends',
  };
}

function changesOf(comparison: Comparison, { id }: Measure, last: number): Change[] {
  return curvedPatterns(comparison, id).flatMap((pattern) => {
    const to = curveOf(comparison, pattern, id).find(({ size }) => size === last);
    const from = comparison.summary.find((row) => row.pattern === pattern && row.measure.id === id);
    if (to === undefined || from === undefined || Number.isNaN(from.mean)) return [];
    return [{ pattern, from, to, isShown: to.low > from.high || to.high < from.low }];
  });
}

/** The pattern that the question is about, else the one that changes the most for the worse. */
function focusOf({ scenario }: Comparison, measure: Measure, changes: readonly Change[]): Change | undefined {
  const asked = changes.find(({ pattern }) => pattern === scenario.asks.patterns[0]);
  const sign = measure.better === 'higher' ? 1 : -1;
  const loss = ({ from, to }: Change): number => sign * (from.mean - to.mean);
  return asked ?? [...changes].sort((a, b) => loss(b) - loss(a))[0];
}

/** The best of the others at the last size; null where there is none, or the focus is not behind it. */
function bestAtLast(measure: Measure, changes: readonly Change[], focus: string): Change | null {
  const sign = measure.better === 'higher' ? -1 : 1;
  const [best] = [...changes].sort((a, b) => sign * (a.to.mean - b.to.mean));
  return best === undefined || best.pattern === focus ? null : best;
}

function sentences(measure: Measure, condition: string, focus: Change, best: Change | null): string[] {
  const { amount, noun } = wordsFor(measure);
  const moved = (change: Change): string => {
    const { pattern, from, to, isShown } = change;
    if (!isShown) return `${pattern} stays at ${amount(to.mean)}`;
    const way = to.mean < from.mean ? 'falls' : 'rises';
    return `${pattern} ${way} from ${brief(measure.unit, from.mean)} to ${amount(to.mean)}`;
  };
  const other =
    best === null ? '' : `; ${best.pattern} ${best.isShown ? 'has' : 'keeps'} ${brief(measure.unit, best.to.mean)}`;
  const short = focus.isShown
    ? `${focus.pattern} ${focus.to.mean < focus.from.mean ? 'loses' : 'gains'} in ${noun}`
    : `no change in ${noun} is shown under ${focus.pattern}`;
  return [
    `If ${condition}, ${moved(focus)}${other}.`,
    `If ${condition}, ${moved(focus)}.`,
    `${moved(focus)}${other}.`,
    `If so, ${short}.`,
  ];
}

function becauseOf(measure: Measure, changes: readonly Change[], focus: Change, best: Change | null): string[] {
  const { unit } = measure;
  const { pattern, from, to } = focus;
  const changed = changes.filter(({ isShown }) => isShown).length;
  const other =
    best === null
      ? ''
      : `, and that of ${best.pattern} ${best.isShown ? `becomes ${brief(unit, best.to.mean)}` : 'is not shown to change'}`;
  return [
    `The ${wordsFor(measure).noun} of ${pattern} is ${briefEstimate(unit, from)} as it is and ${briefEstimate(unit, to)} then${other}.`,
    `A change is shown under ${changed} of ${counted(changes.length, 'pattern')}.`,
  ];
}

function tilesOf(
  comparison: Comparison,
  measure: Measure,
  changes: readonly Change[],
  focus: Change,
  best: Change | null,
): Tile[] {
  const { unit } = measure;
  const last = focus.to.size;
  const tile = ({ pattern, from, to }: Change): Tile => ({
    label: pattern,
    value: wordsFor(measure).amount(to.mean),
    note: `${brief(unit, from.mean)} as it is`,
  });
  const price = ['latency', 'cost'].flatMap((id) => {
    const row = curveOf(comparison, focus.pattern, id).find(({ size }) => size === last);
    if (row === undefined || measure.id === id) return [];
    const unitOf = id === 'cost' ? 'USD' : 's';
    const base = meanOf(comparison, focus.pattern, id);
    return [
      {
        label: id === 'cost' ? 'Cost' : 'Time',
        value: brief(unitOf, row.mean),
        note: `${focus.pattern}; ${brief(unitOf, base)} as it is`,
      },
    ];
  });
  const changed = changes.filter(({ isShown }) => isShown).length;
  const sure = {
    label: 'How sure',
    value: focus.isShown ? 'shown' : 'no change shown',
    note: `${changed} of ${changes.length} patterns change; ${counted(comparison.runs, 'replication')}, same luck`,
  };
  return [tile(focus), ...(best === null ? [] : [tile(best)]), ...price.slice(0, 1), sure];
}
