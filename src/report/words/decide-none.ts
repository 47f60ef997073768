import type { Decision, DecisionFlip } from '../../decide/decision.js';
import { distanceBeyond } from '../../decide/limits.js';
import { nearestOf } from '../../decide/nearest.js';
import type { Uncertain } from '../../scenario/scenario.js';
import { boundText, flipCondition, isPerhaps, parameterValue, shortfallText } from './decide-conditions.js';
import { counted, listed } from './format.js';

/** The option that comes nearest to keeping every limit; null: none has a value on every objective. */
export function nearestMiss({ options }: Decision): ReturnType<typeof nearestOf> {
  const standings = options.map(({ standing }) => standing);
  return standings.every(({ score }) => Number.isNaN(score)) ? null : nearestOf(standings);
}

/** That no pattern can be taken, and which one comes nearest to keeping every limit. */
export function takeNone({ options }: Decision): string {
  const standings = options.map(({ standing }) => standing);
  if (standings.every(({ score }) => Number.isNaN(score))) {
    return 'Take none: no pattern has a value on every objective.';
  }
  const nearest = nearestOf(standings);
  if (nearest === null) return 'Take none: no pattern keeps every limit.';
  const { standing, hardest, others } = nearest;
  const more =
    others.length === 0
      ? ''
      : ` It also breaks ${counted(others.length, 'other limit')}: ${listed(others.map(({ bound }) => boundText(bound)))}.`;
  return `Take none: no pattern keeps every limit. The nearest is ${standing.name}, with ${shortfallText(hardest)}.${more}`;
}

/** How many ways out the answer names; the others stand in the list of all values. */
const NAMED = 3;

/** Goal-seek: from which value of which parameter on some pattern keeps every limit. */
export function whatMustHold(decision: Decision): string {
  const { comparison, sensitivities, effort } = decision;
  if (comparison.scenario.decision.uncertain.length === 0) {
    return 'What must hold for a pattern to keep them is unknown: add ranges under `decision.uncertain`.';
  }
  if (sensitivities.length === 0) return 'What must hold for a pattern to keep them was not examined.';
  const ways = waysOf(decision);
  const shown = ways.filter(({ flip }) => !isPerhaps(flip));
  if (shown.length > 0) return `What must hold: ${wayTexts(shown)}.`;
  if (ways.length > 0) return `What must hold is not shown; perhaps ${wayTexts(ways)}.`;
  if (!effort.isComplete) return 'What must hold was not found before the interruption.';
  return closestMiss(decision);
}

/** Where no single value helps: how near one comes. */
export function closestMiss({ sensitivities }: Decision): string {
  const closest = sensitivities
    .flatMap(({ parameter, nearest }) => (nearest === null ? [] : [{ parameter, ...nearest }]))
    .sort((a, b) => distanceBeyond(a.check) - distanceBeyond(b.check))[0];
  const alone = 'No single uncertain value, within its range, lets a pattern keep every limit';
  if (closest === undefined) return `${alone}.`;
  const { parameter, name, value, check } = closest;
  if (value === parameter.base) return `${alone}, or come nearer.`;
  return `${alone}: the closest is ${name} at ${parameter.path} ${parameterValue(parameter, value)}, with ${shortfallText(check)}.`;
}

export interface WayOut {
  readonly parameter: Uncertain;
  readonly flip: DecisionFlip;
}

/** The nearest first. */
export function waysOf({ sensitivities }: Decision): WayOut[] {
  const all = sensitivities.flatMap(({ parameter, flips }) => flips.map((flip) => ({ parameter, flip })));
  return all.sort((a, b) => a.flip.distance - b.flip.distance);
}

/** "workflow keeps every limit if A, or if B; or debate if C; 2 more ways are listed below". */
function wayTexts(ways: readonly WayOut[]): string {
  const named = ways.slice(0, NAMED);
  const patterns = [...new Set(named.map(({ flip }) => flip.to))];
  const texts = patterns.map((name, i) => {
    const conditions = named
      .filter(({ flip }) => flip.to === name)
      .map((way) => flipCondition(way.parameter, way.flip));
    return `${name}${i === 0 ? ' keeps every limit' : ''} if ${conditions.join(', or if ')}`;
  });
  const rest = ways.length - named.length;
  const more = rest === 0 ? '' : `; ${counted(rest, 'more way')} ${rest === 1 ? 'is' : 'are'} listed below`;
  return `${texts.join('; or ')}${more}`;
}

/** What the list of flips is called. */
export function flipsTitle({ answer }: Decision): string {
  return answer === null ? 'What must hold for a pattern to keep every limit' : 'What changes the answer';
}
