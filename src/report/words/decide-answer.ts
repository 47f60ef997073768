import { rowOf } from '../../compare/summary-rows.js';
import type { Decision, DecisionOption, PatternRobustness } from '../../decide/decision.js';
import { type OptionStanding, worthOf } from '../../decide/score.js';
import { boundText, flipText } from './decide-conditions.js';
import { counted, fixed, formatDifference, formatEstimate, formatValue, inSentence, listed } from './format.js';

/** The decision in three sentences: the pattern and on which ground; how sure that is; what would flip it. */
export function decisionAnswer(decision: Decision): readonly string[] {
  return [whichOne(decision), howSure(decision), whatFlips(decision)];
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
  const { behind } = second;
  if (behind === null || first === second) return 'alone';
  const by = formatDifference('1', behind);
  return behind.mean === 0 ? `level with ${second.standing.name}` : `${by} ahead of ${second.standing.name}`;
}

/** "0.86: correct 59.2 % for 0.46 of 0.60, cost ..." : a score never stands without its parts. */
export function partsText({ aims, comparison }: Decision, standing: OptionStanding): string {
  const parts = aims.map((aim, i) => {
    const row = rowOf(comparison, standing.name, aim.measure.id);
    const value =
      row === undefined
        ? formatValue(aim.measure.unit, standing.means[i]!)
        : formatValue(aim.measure.unit, row.mean, row);
    return `${inSentence(aim.measure.label)} ${value} for ${contribution(aim.share * worthOf(aim, standing.means[i]!))} of ${fixed(aim.share, 2)}`;
  });
  return `${contribution(standing.score)} (${parts.join(', ')})`;
}

/** Of points: a hundred of them have no decimals. */
const percent = (share: number): string => `${fixed(100 * share, 0)} %`;

export const contribution = (value: number): string => fixed(value, 2);

function whichOne(decision: Decision): string {
  const { answer, ties } = decision;
  if (answer === null) return nobody(decision);
  const tied = ties.length === 0 ? '' : `; no difference from ${listed(ties)} is shown`;
  return `Take ${answer}: ${groundOf(decision)}${tied}.`;
}

/** Who comes nearest to keeping the limits. */
function nobody(decision: Decision): string {
  const scored = decision.options.filter(({ standing }) => !Number.isNaN(standing.score));
  if (scored.length === 0) return 'No pattern can be taken: none has a value on every objective.';
  const least = ({ standing }: DecisionOption): number =>
    Math.min(...standing.limits.map(({ probability }) => probability));
  const nearest = scored.reduce((best, option) => (least(option) > least(best) ? option : best));
  const hardest = nearest.standing.limits.reduce((a, b) => (b.probability < a.probability ? b : a));
  const { measure } = hardest.bound;
  return `No pattern keeps every limit; ${nearest.standing.name} is nearest, with ${formatEstimate(measure.unit, { ...hardest, mean: hardest.value })} where ${boundText(hardest.bound)} is required.`;
}

function howSure({ answer, robustness, comparison, effort, aims }: Decision): string {
  if (comparison.scenario.decision.uncertain.length === 0) {
    return 'The robustness of this is unknown: the scenario has no uncertain values under `decision`.';
  }
  if (robustness === null) return 'The robustness of this was not examined.';
  const over = `Over the uncertain ranges (${counted(robustness.points.length, 'point')}${robustness.points.length < effort.samples ? ` of ${effort.samples}` : ''})`;
  const ranking = [...robustness.patterns].sort((a, b) => b.wins.count - a.wins.count);
  const none =
    robustness.nobody === 0
      ? ''
      : `, and none keeps every limit at ${percent(robustness.nobody / robustness.points.length)}`;
  if (answer === null) return `${over} ${winsText(ranking[0]!)} is best at${none}.`;
  const own = robustness.patterns.find(({ name }) => name === answer)!;
  const rival = ranking.find(({ name, wins }) => name !== answer && wins.count > 0);
  const others = rival === undefined ? '' : `, ${rival.name} at ${percent(rival.wins.share)}`;
  const broken = 1 - own.feasible.share;
  const breaks = broken === 0 ? '' : `; at ${percent(broken)} it breaks a limit or cannot be scored`;
  const held = own.holds.count === own.wins.count ? '' : ` (or not shown to be behind, at ${percent(own.holds.share)})`;
  return `${over} it is the best at ${shareText(own)}${held}${others}${none}${breaks}; ${regretText(own, aims)}.`;
}

const winsText = (one: PatternRobustness): string => `${one.name}, at ${shareText(one)},`;

function shareText({ wins }: PatternRobustness): string {
  return formatEstimate('share', { mean: wins.share, low: wins.low, high: wins.high });
}

/** What a pattern gives away where it is feasible, in score and, on average, in the unit of each objective. */
export function regretText({ regret }: PatternRobustness, aims: Decision['aims']): string {
  if (regret === null) return 'it is feasible at none of them, so its regret is not defined';
  if (regret.max <= 0) return 'wherever it is feasible, its regret is 0';
  const parts = aims.map(({ measure }, i) => {
    const mean = Number(regret.objectives[i]!.mean.toPrecision(2));
    return `${inSentence(measure.label)} ${formatDifference(measure.unit, { mean, low: Number.NaN, high: Number.NaN })}`;
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
