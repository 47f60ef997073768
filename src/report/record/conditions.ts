import type { Decision, DecisionFlip, Sensitivity } from '../../decide/decision.js';
import { unitOf } from '../../decide/statistics.js';
import type { Uncertain } from '../../scenario/scenario.js';
import type { RichText } from '../documents/document.js';
import { optionNamed } from '../words/decide-answer.js';
import { boundText, conditionText, isPerhaps, parameterValue, statisticText } from '../words/decide-conditions.js';
import { counted, listed } from '../words/format.js';
import { brief } from '../words/verdict/phrases.js';

/** Values that are told to be measured, and assumptions that are told. */
const MEASURED = 2;
const ASSUMED = 4;

/** What confirms the decision, and from which value on it is to be thought over: what it is worth most to know first. */
export function toMeasure(decision: Decision): RichText[] {
  const { answer, aims, sensitivities } = decision;
  const told = inOrderOfWorth(decision)
    .filter(({ parameter, flips }) => flips.length > 0 || isWorth(decision, parameter.path))
    .slice(0, MEASURED)
    .map(({ parameter, flips }): RichText => {
      const is = `, assumed ${parameterValue(parameter, parameter.base)}`;
      const whens = flips.map((flip) => {
        const { condition, outcome } = whenAndThen(decision, parameter, flip);
        return answer === null ? `${outcome} if ${condition}` : `reconsider if ${condition}: then ${outcome}`;
      });
      if (whens.length > 0) return [{ code: parameter.path }, `${is}: ${whens.join('; ')}.`];
      return [
        { code: parameter.path },
        `${is}: knowing it would improve the choice, though no single value of it changes it.`,
      ];
    });
  const none =
    told.length === 0 && sensitivities.length > 0
      ? ['No uncertain value, on its own, is shown to change the decision.']
      : [];
  if (answer === null) return [...told, ...none];
  const { standing } = optionNamed(decision, answer);
  const expected = aims.map((aim, i) => `${statisticText(aim)} ${brief(unitOf(aim), standing.means[i]!)}`);
  const check = `Expect ${listed(expected)}. Where production is far from that, the scenario is wrong: fit it anew, and decide again.`;
  return [...told, ...none, check];
}

/** In two digits with its interval; who is the answer beyond, or what it fails. */
function whenAndThen(
  { answer }: Decision,
  parameter: Uncertain,
  flip: DecisionFlip,
): { readonly condition: string; readonly outcome: string } {
  const digits = (value: number): number => (parameter.isWhole ? value : Number(value.toPrecision(2)));
  const { side, at, low, high, to, bound, kind } = flip;
  const condition = conditionText(parameter, side, digits(at), { low: digits(low), high: digits(high) });
  if (answer === null) return { condition, outcome: `${to} ${isPerhaps(flip) ? 'perhaps ' : ''}keeps every limit` };
  if (kind === 'breaks') return { condition, outcome: `it breaks ${boundText(bound!)}` };
  return { condition, outcome: to === null ? 'no pattern keeps every limit' : `${to} is the answer` };
}

const isWorth = ({ worth }: Decision, path: string): boolean =>
  worth?.parameters.some((one) => one.path === path && one.removes.low > 0) ?? false;

/** Worth most to know; of those that are not shown to be worth anything, the one with the nearest flip. */
function inOrderOfWorth({ sensitivities, worth }: Decision): Sensitivity[] {
  const place = ({ parameter }: Sensitivity): number => {
    const at = worth?.parameters.findIndex(({ path, removes }) => path === parameter.path && removes.low > 0) ?? -1;
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  return [...sensitivities].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** Those with the nearest flips, with the range in which they were varied. */
export function assumptions(decision: Decision): RichText[] {
  const { sensitivities, comparison } = decision;
  const told = sensitivities.slice(0, ASSUMED).map(({ parameter }): RichText => {
    const [base, low, high] = [parameter.base, parameter.low, parameter.high].map((value) =>
      parameterValue(parameter, value),
    );
    return [{ code: parameter.path }, `: ${base} (${low} to ${high})`];
  });
  const rest = comparison.scenario.decision.uncertain.length - told.length;
  const others =
    rest > 0
      ? `${counted(rest, 'further uncertain value')}, and what is assumed and not varied: in the appendix.`
      : 'What is assumed and not varied: in the appendix.';
  return [...told, `The agents are simulated: the results are as good as the assumptions. ${others}`];
}
