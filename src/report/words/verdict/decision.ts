/** What to decide, as long as what holds; the few numbers behind it. */
import type { Decision, DecisionFlip, DecisionOption, PatternRobustness } from '../../../decide/decision.js';
import type { Aim } from '../../../decide/score.js';
import { unitOf } from '../../../decide/statistics.js';
import type { Uncertain } from '../../../scenario/scenario.js';
import { unequalBudgets } from '../conditions.js';
import { conditionText, isPerhaps, shortfallText, statisticText } from '../decide-conditions.js';
import { closestMiss, nearestMiss, waysOf } from '../decide-none.js';
import { measureFirst } from '../decide-worth.js';
import { briefDifference, briefEstimate, capitalised, counted, fixed } from '../format.js';
import { brief, shortest } from './phrases.js';
import type { Tile, Verdict } from './verdict.js';

/** Less than this rounds to 0 %. */
const SEEN = 0.005;

export function decisionVerdict(decision: Decision): Verdict {
  const second = secondOf(decision);
  const first = decision.answer ?? nearestMiss(decision)?.standing.name ?? null;
  const about = [first, second?.standing.name ?? null].filter((name) => name !== null);
  return {
    kind: 'choose',
    sentence: shortest(decision.answer === null ? takeNone(decision) : take(decision, decision.answer)),
    because: [...ground(decision, second), ...howSure(decision), ...last(decision)],
    tiles: tilesOf(decision, first, second),
    about: [...new Set(about)],
    chart: chartOf(decision),
  };
}

/** Feasible options and their number among all. */
const feasibleOf = ({ options }: Decision): DecisionOption[] =>
  options.filter(({ standing }) => standing.isFeasible).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));

const secondOf = (decision: Decision): DecisionOption | undefined =>
  feasibleOf(decision).find(({ standing }) => standing.name !== decision.answer);

// The sentence.

function take(decision: Decision, answer: string): string[] {
  const feasible = feasibleOf(decision).length;
  const all = decision.options.length;
  const who = whoIsTaken(decision, answer);
  const only = feasible === 1 && all > 1 ? ', the only one of '.concat(`${all} within the limits`) : '';
  const limited = decision.bounds.length > 0 ? `the ${feasible} that keep every limit` : `${all}`;
  const condition = heldCondition(decision);
  if (condition !== null) {
    const shorter = who.replace(/ \(.*\)$/, '');
    return [
      `Take ${who}${only} as long as ${condition}.`,
      `Take ${who} as long as ${condition}.`,
      `Take ${shorter} as long as ${condition}.`,
      `Take ${shorter}; one uncertain value would change it.`,
    ];
  }
  if (
    decision.sensitivities.length > 0 &&
    decision.effort.isComplete &&
    decision.sensitivities.every(({ flips }) => flips.length === 0)
  )
    return [
      `Take ${who}${only}: no uncertain value, on its own, is shown to change it.`,
      `Take ${who}: no single uncertain value changes it.`,
      `Take ${answer}.`,
    ];
  if (only !== '') return [`Take ${answer}: it alone, of ${all}, keeps every limit.`, `Take ${answer}.`];
  if (decision.ties.length > 0) return [`Take ${who}: the best of ${limited}.`, `Take ${who}.`, `Take ${answer}.`];
  return [
    feasible < 2 ? `Take ${answer}: it is the only option.` : `Take ${answer}: it has the best score of ${limited}.`,
    `Take ${answer}.`,
  ];
}

function whoIsTaken({ ties }: Decision, answer: string): string {
  if (ties.length === 0) return answer;
  if (ties.length === 1) return `${answer} or ${ties[0]} (no difference shown)`;
  return `${answer} or one of ${ties.length} others (no difference shown)`;
}

/** What has to stay as it is: the side of the nearest flip on which the answer holds. */
function heldCondition({ sensitivities }: Decision): string | null {
  const found = sensitivities
    .flatMap(({ parameter, flips }) => flips.map((flip) => ({ parameter, flip })))
    .sort((a, b) => a.flip.distance - b.flip.distance)[0];
  if (found === undefined) return null;
  return briefCondition(found.parameter, { ...found.flip, side: found.flip.side === 'above' ? 'below' : 'above' });
}

/** In two digits: "the summariser makes up less than 9.6 % of its claims". */
function briefCondition(parameter: Uncertain, { side, at }: Pick<DecisionFlip, 'side' | 'at'>): string {
  const told = parameter.isWhole ? at : Number(at.toPrecision(Math.abs(at) >= 100 ? 3 : 2));
  return conditionText(parameter, side, told, null);
}

function takeNone(decision: Decision): string[] {
  const { options } = decision;
  if (options.every(({ standing }) => Number.isNaN(standing.score)))
    return ['Take none: no pattern has a value on every objective.'];
  const [way] = waysOf(decision).filter(({ flip }) => flip.kind !== 'somewhere' && flip.to !== null);
  const nearest = nearestMiss(decision);
  const plain =
    nearest === null ? [] : [`Take none: no pattern keeps every limit; ${nearest.standing.name} comes nearest.`];
  const end = [...plain, 'Take none: no pattern keeps every limit.'];
  if (way === undefined) return end;
  const perhaps = isPerhaps(way.flip) ? ' perhaps' : '';
  const condition = briefCondition(way.parameter, way.flip);
  return [`Take none; ${way.flip.to}${perhaps} keeps every limit only if ${condition}.`, ...end];
}

// Behind it.

/** How far ahead it is; where none is feasible, by what the nearest one fails. */
function ground(decision: Decision, second: DecisionOption | undefined): string[] {
  const { answer, options } = decision;
  if (answer === null) {
    const nearest = nearestMiss(decision);
    if (nearest === null) return [];
    return [`The nearest is ${nearest.standing.name}, with ${shortfallText(nearest.hardest)}.`];
  }
  const broken = options.filter(({ standing }) => !standing.isFeasible).length;
  const rest = broken === 0 ? '' : `${counted(broken, 'other')} ${broken === 1 ? 'breaks' : 'break'} a limit`;
  if (second === undefined || second.behind === null) return rest === '' ? [] : [`${capitalised(rest)}.`];
  const { name } = second.standing;
  const { behind } = second;
  const lead =
    behind.mean === 0
      ? `Its score is level with that of ${name}`
      : decision.ties.includes(name)
        ? `No difference in score from ${name} is shown`
        : `Its score is ${briefDifference('1', { ...behind, ...second.shown })} ahead of ${name}`;
  return [`${lead}${rest === '' ? '' : `; ${rest}`}.`];
}

function howSure({ answer, robustness, comparison, effort }: Decision): string[] {
  if (comparison.scenario.decision.uncertain.length === 0)
    return ['How robust this is is unknown: the scenario has no ranges under `decision.uncertain`.'];
  if (robustness === null) return ['How robust this is was not examined.'];
  const worlds = counted(robustness.points.length, 'uncertain world');
  const best = mostOften(robustness.patterns);
  if (answer === null) {
    const [first] = best;
    if (first === undefined) return [`Over ${worlds} no pattern keeps every limit anywhere.`];
    return [
      `Over ${worlds} no pattern keeps every limit in ${briefEstimate('share', shareOf(robustness.nobody))}; ${first.name} is best most often, in ${whole(first.wins.share)}.`,
    ];
  }
  const own = robustness.patterns.find(({ name }) => name === answer)!;
  const rival = best.find(({ name }) => name !== answer);
  const others = rival === undefined ? '' : `, ${rival.name} in ${whole(rival.wins.share)}`;
  const broken = 1 - own.feasible.share;
  const breaks = broken < SEEN ? '' : `; in ${whole(broken)} it breaks a limit or has no score`;
  const wide =
    effort.shareWithin !== null && (own.wins.high - own.wins.low) / 2 > effort.shareWithin
      ? `, wider than the ±${fixed(100 * effort.shareWithin, 0)} points asked for`
      : '';
  return [
    `Over ${worlds} it is best in ${briefEstimate('share', shareOf(own.wins)).replace(/\)$/, `${wide})`)}${tiedText(own)}${others}${breaks}.`,
  ];
}

/** How often it is as good as the best, as far as is shown; nothing where that is no more often than it is the best. */
function tiedText({ wins, holds }: PatternRobustness): string {
  return holds.share - wins.share < SEEN ? '' : `, best or tied in ${whole(holds.share)}`;
}

const shareOf = ({ share, low, high }: PatternRobustness['wins']) => ({ mean: share, low, high });
const whole = (share: number): string => `${fixed(100 * share, 0)} %`;

/** Patterns that are the best in a share of the worlds that is seen, the most often first. */
function mostOften(patterns: readonly PatternRobustness[]): PatternRobustness[] {
  return patterns.filter(({ wins }) => wins.share >= SEEN).sort((a, b) => b.wins.share - a.wins.share);
}

/** What to measure first; where none can be taken and nothing within the ranges helps, how near it comes; that budgets differ. */
function last(decision: Decision): string[] {
  const { comparison, options, answer, sensitivities } = decision;
  const names = options.map(({ standing }) => standing.name);
  const isUnequal = unequalBudgets(comparison.scenario, names).some((text) => text.startsWith('The budgets'));
  const budgets = isUnequal ? ' The budgets of the patterns are not equal; --fair makes them so.' : '';
  const miss =
    answer === null && sensitivities.length > 0 && waysOf(decision).length === 0 ? closestMiss(decision) : null;
  const first = miss ?? measureFirst(decision);
  const text = `${first ?? ''}${budgets}`.trim();
  return text === '' ? [] : [text];
}

// The figures.

function tilesOf(decision: Decision, first: string | null, second: DecisionOption | undefined): Tile[] {
  const option = decision.options.find(({ standing }) => standing.name === first);
  const objectives =
    option === undefined ? [] : decision.aims.slice(0, 3).map((aim, i) => aimTile(aim, i, option, second));
  return [...objectives, ...worldTile(decision, first)];
}

function aimTile(aim: Aim, i: number, { standing }: DecisionOption, second: DecisionOption | undefined): Tile {
  const unit = unitOf(aim);
  const value = brief(unit, standing.means[i]!);
  const { low, high } = standing.intervals[i]!;
  const range = Number.isNaN(low) || low === high ? '' : `; ${brief(unit, low)} to ${brief(unit, high)}`;
  const other =
    second === undefined || second.standing.name === standing.name
      ? ''
      : `; ${second.standing.name} ${brief(unit, second.standing.means[i]!)}`;
  return { label: capitalised(statisticText(aim)), value, note: `${standing.name}${range}${other}` };
}

function worldTile({ robustness, bounds }: Decision, first: string | null): Tile[] {
  const own = robustness?.patterns.find(({ name }) => name === first);
  if (own === undefined) return [];
  const { wins, feasible } = own;
  const best = `best in ${briefEstimate('share', shareOf(wins))}${tiedText(own)}`;
  if (bounds.length === 0)
    return [{ label: 'How sure', value: `best in ${fixed(100 * wins.share, 0)} of 100 worlds`, note: best }];
  const rival = mostOften(robustness!.patterns).find(({ name }) => name !== first);
  const others = rival === undefined ? '' : `; ${rival.name} in ${whole(rival.wins.share)}`;
  return [
    {
      label: 'How sure',
      value: `safe in ${fixed(100 * feasible.share, 0)} of 100 worlds`,
      note: `keeps every limit there; ${best}${others}`,
    },
  ];
}

function chartOf({ aims, robustness, comparison }: Decision): string | null {
  const ids = aims.map(({ measure }) => measure.id);
  if (ids.includes('correct') && ids.includes('cost')) return 'correct-cost';
  if (robustness === null) return null;
  return comparison.scenario.decision.uncertain.length > 1 ? 'worlds' : 'wins';
}
