import type { Decision, DecisionOption, PatternRobustness, ShareOfPoints } from '../../decide/decision.js';
import { type Aim, type OptionStanding, worthOf } from '../../decide/score.js';
import { unitOf } from '../../decide/statistics.js';
import { boundText, statisticText } from './decide-conditions.js';
import { fixed, formatDifference, formatEstimate, formatValue, listed } from './format.js';
import { decisionVerdict } from './verdict/decision.js';

/** The verdict, then the numbers behind it. */
export function decisionAnswer(decision: Decision): readonly string[] {
  const { sentence, because } = decisionVerdict(decision);
  return [sentence, ...because];
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

export const contribution = (value: number): string => fixed(value, 2);

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
