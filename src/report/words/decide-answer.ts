import type { Decision, DecisionOption, PatternRobustness, ShareOfPoints } from '../../decide/decision.js';
import { type Aim, type OptionStanding, worthOf } from '../../decide/score.js';
import { unitOf } from '../../decide/statistics.js';
import { boundText, flipText, statisticText } from './decide-conditions.js';
import { takeNone, whatMustHold } from './decide-none.js';
import { measureFirst } from './decide-worth.js';
import { counted, fixed, formatDifference, formatEstimate, formatValue, listed } from './format.js';

/** The decision in three parts: the pattern and on which ground; how sure that is; what would flip it, and what to measure first. */
export function decisionAnswer(decision: Decision): readonly string[] {
  const first = measureFirst(decision);
  const flips = decision.answer === null ? whatMustHold(decision) : whatFlips(decision);
  return [whichOne(decision), howSure(decision), first === null ? flips : `${flips} ${first}`];
}

export function optionNamed(decision: Decision, name: string): DecisionOption {
  return decision.options.find(({ standing }) => standing.name === name)!;
}

/** Feasible options, best first, then the others in the catalogue's order. */
export function inOrder({ options }: Decision): DecisionOption[] {
  const place = ({ rank }: DecisionOption): number => rank ?? Number.POSITIVE_INFINITY;
  return [...options].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** MADR's ground for the answer; callers say "because". */
export function groundOf(decision: Decision): string {
  const feasible = inOrder(decision).filter(({ standing }) => standing.isFeasible);
  const all = decision.options.length;
  const limits = decision.bounds.length > 0;
  if (feasible.length === 1 && all > 1) {
    const criterion = limits
      ? `keeps every limit (${listed(decision.bounds.map(boundText))})`
      : 'has a value on every objective';
    return `it is the only option, of ${all}, that ${criterion}; its score of ${partsText(decision, feasible[0]!.standing)} has no rival`;
  }
  const [first, second] = feasible;
  if (first === undefined || second === undefined) return 'it is the only option';
  const among = limits ? `the ${feasible.length} options (of ${all}) that keep every limit` : `${all} options`;
  return `it comes out best of ${among}, ${aheadOf(first, second)}, with a score of ${partsText(decision, first.standing)}`;
}

function aheadOf(first: DecisionOption, second: DecisionOption): string {
  const { behind, shown } = second;
  if (behind === null || first === second) return 'alone';
  const by = formatDifference('1', { ...behind, ...shown });
  return behind.mean === 0 ? `level with ${second.standing.name}` : `${by} ahead of ${second.standing.name}`;
}

/** "0.86: correct 59.2 % for 0.46 of 0.60, cost ..." : a score never stands without its parts. */
export function partsText({ aims }: Decision, standing: OptionStanding): string {
  const parts = aims.map((aim, i) => {
    return `${statisticText(aim)} ${objectiveText(aim, standing, i)} for ${contribution(aim.share * worthOf(aim, standing.means[i]!))} of ${fixed(aim.share, 2)}`;
  });
  return `${contribution(standing.score)} (${parts.join(', ')})`;
}

/** The value of an objective, in as many digits as its interval is sure of. */
export function objectiveText(aim: Aim, { means, intervals }: OptionStanding, i: number): string {
  const interval = intervals[i]!;
  return formatValue(unitOf(aim), means[i]!, Number.isNaN(interval.low) ? null : interval);
}

/** Of points: a hundred of them have no decimals. */
const percent = (share: number): string => `${fixed(100 * share, 0)} %`;

export const contribution = (value: number): string => fixed(value, 2);

function whichOne(decision: Decision): string {
  const { answer, ties } = decision;
  if (answer === null) return takeNone(decision);
  const tied = ties.length === 0 ? '' : `; no difference from ${listed(ties)} is shown`;
  return `Take ${answer}: ${groundOf(decision)}${tied}.`;
}

function howSure({ answer, robustness, comparison, effort, aims }: Decision): string {
  if (comparison.scenario.decision.uncertain.length === 0) {
    return 'The robustness of this is unknown: the scenario has no uncertain values under `decision`.';
  }
  if (robustness === null) return 'The robustness of this was not examined.';
  const over = `Over the uncertain ranges (${counted(robustness.points.length, 'point')}${robustness.points.length < effort.samples ? ` of ${effort.samples}` : ''})`;
  const ranking = bestSomewhere(robustness.patterns);
  const { nobody } = robustness;
  if (answer === null) {
    const [first] = ranking;
    if (first === undefined) return `${over} no pattern keeps every limit anywhere.`;
    return `${over} no pattern keeps every limit at ${shareText(nobody)}. Elsewhere ${first.name} is the best most often, at ${shareText(first.wins)} of all points.${cappedText(first.wins, effort, robustness.points.length)}`;
  }
  const none = isSeen(nobody) ? ` At ${percent(nobody.share)} of the points every pattern breaks a limit.` : '';
  const own = robustness.patterns.find(({ name }) => name === answer)!;
  const rival = ranking.find(({ name }) => name !== answer);
  const others = rival === undefined ? '' : `, ${rival.name} at ${percent(rival.wins.share)}`;
  const broken = 1 - own.feasible.share;
  const breaks = broken < SEEN ? '' : `; at ${percent(broken)} it breaks a limit or cannot be scored`;
  const held =
    own.holds.share - own.wins.share < SEEN ? '' : ` (or not shown to be behind, at ${percent(own.holds.share)})`;
  const capped = cappedText(own.wins, effort, robustness.points.length);
  return `${over} it is the best at ${shareText(own.wins)}${held}${others}${breaks}; ${regretText(own, aims)}.${none}${capped}`;
}

/** Where the points allowed did not do. */
function cappedText(wins: ShareOfPoints, { shareWithin, mostSamples }: Decision['effort'], points: number): string {
  if (shareWithin === null || (wins.high - wins.low) / 2 <= shareWithin) return '';
  const asked = `than the ±${fixed(100 * shareWithin, 0)} percentage points asked for`;
  return points < mostSamples
    ? ` Its interval is wider ${asked}.`
    : ` Its interval is wider ${asked}: ${points} points are the most allowed.`;
}

/** Less than this rounds to 0 %, and is not shown. */
const SEEN = 0.005;

export const isSeen = ({ share }: ShareOfPoints): boolean => share >= SEEN;

/** Patterns that are the best at some share of the points that is seen, the most often first. */
export function bestSomewhere(patterns: readonly PatternRobustness[]): PatternRobustness[] {
  return patterns.filter(({ wins }) => isSeen(wins)).sort((a, b) => b.wins.share - a.wins.share);
}

/** Every text that quotes a share of the points quotes it with its interval. */
export function shareText({ share, low, high }: ShareOfPoints): string {
  return formatEstimate('share', { mean: share, low, high });
}

/** What a pattern gives away where it is feasible, in score and, on average, in the unit of each objective. */
export function regretText({ regret }: PatternRobustness, aims: Decision['aims']): string {
  if (regret === null) return 'it is feasible at none of them, so its regret is not defined';
  if (fixed(regret.max, 3) === fixed(0, 3)) return 'wherever it is feasible, its regret is 0';
  const parts = aims.map((aim, i) => {
    const mean = Number(regret.objectives[i]!.mean.toPrecision(2));
    return `${statisticText(aim)} ${formatDifference(unitOf(aim), { mean, low: Number.NaN, high: Number.NaN })}`;
  });
  return `where it is feasible, its regret is ${fixed(regret.mean, 3)} of score on average (${parts.join(', ')}) and ${fixed(regret.max, 3)} at most`;
}

function whatFlips(decision: Decision): string {
  const { sensitivities, comparison, effort } = decision;
  if (comparison.scenario.decision.uncertain.length === 0) {
    return 'What would change it is unknown too: add ranges under `decision.uncertain`.';
  }
  const nearest = sensitivities[0];
  if (nearest === undefined) return 'What would change it was not examined.';
  const flip = nearest.flips[0];
  if (flip === undefined) {
    return effort.isComplete
      ? 'No single one of the uncertain values is shown to change it within its range.'
      : 'No flip was found before the interruption.';
  }
  return `The nearest flip: ${flipText(decision, nearest, flip)}.`;
}
