import type { Decision, MeanOfPoints, WorthKnowing } from '../../decide/decision.js';
import { fixed, formatDifference } from './format.js';

/** Less than this is 0.000 of score. */
const SEEN = 0.0005;

/** Whether knowing it is shown to gain anything. */
const isShown = ({ mean, low }: MeanOfPoints): boolean => mean >= SEEN && low > 0;

/** What to measure first; null: nobody looked. */
export function measureFirst({ worth }: Decision): string | null {
  if (worth === null) return null;
  const [first] = worth.parameters;
  if (first !== undefined && isShown(first.removes))
    return `Measure ${first.path} first: ${removesText(worth, first.removes)}.`;
  return isShown(worth.regret)
    ? 'No single uncertain value is shown to be worth measuring first.'
    : 'Knowing the uncertain values is not shown to lead to a better choice.';
}

/** A sentence a parameter whose knowledge is shown to gain something, the most first; then how many are not. */
export function worthSentences({ worth }: Decision): string[] {
  if (worth === null) return [];
  const { choice, regret, parameters } = worth;
  const shown = parameters.filter(({ removes }) => isShown(removes));
  const rest = parameters.filter((one) => !shown.includes(one)).map(({ path }) => path);
  return [
    `Without knowing any of them, ${choice === null ? 'taking none' : choice} is best on average over the ranges; knowing all of them would gain ${scoreText(regret)} in expectation.`,
    ...shown.map(({ path, removes }) => `${path}: ${removesText(worth, removes)}.`),
    ...(rest.length === 0 ? [] : [`Not shown to gain anything alone: ${rest.join(', ')}.`]),
  ];
}

function removesText({ regret }: WorthKnowing, removes: MeanOfPoints): string {
  const share = Math.min(1, removes.mean / regret.mean);
  const part = regret.mean >= SEEN ? `, ${fixed(100 * share, 0)} % of the expected regret` : '';
  return `knowing it would remove ${scoreText(removes)}${part}`;
}

function scoreText({ mean, low, high }: MeanOfPoints): string {
  return `${formatDifference('1', { mean: Math.max(0, mean), low: Math.max(0, low), high: Math.max(0, high) })} of score`;
}
