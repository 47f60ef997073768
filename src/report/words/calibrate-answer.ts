import type { Calibration, HeldOutRow } from '../../calibrate/result.js';
import { counted, listed } from './format.js';

const percent = (share: number): string => {
  const value = 100 * Math.abs(share);
  return `${value < 10 ? Number(value.toPrecision(2)) : Math.round(value)} %`;
};

/** The answer first: what the traces look like, and how well the scenario tells tasks that it was not fitted to. */
export function calibrateAnswer(found: Calibration): string[] {
  return [firstSentence(found), ...namingSentences(found), ...predictionSentences(found), ...gradeSentences(found)];
}

function firstSentence({ tasks, pattern, naming }: Calibration): string {
  const what = `${tasks === 1 ? 'This trace looks' : `These ${tasks} tasks look`} like`;
  if (naming === null) return `${counted(tasks, 'task')} calibrated as ${pattern}, as you said.`;
  const { alike } = naming;
  if (alike.length > 1)
    return `${what} ${listed(alike).replace(/ and ([^,]*)$/, ' or $1')}, which they cannot tell apart.`;
  return `${what} ${pattern} (p ${shown(naming.ranked[0]!.probability)}).`;
}

const shown = (probability: number): string =>
  probability > 0.995 ? '> .99' : `= ${probability.toFixed(2).replace(/^0/, '')}`;

function namingSentences({ naming, pattern }: Calibration): string[] {
  if (naming === null) return [];
  const { alike, signs, ranked } = naming;
  const next = ranked.find((one) => !alike.includes(one.pattern));
  const why =
    signs.length === 0
      ? []
      : [
          `Against ${next?.pattern ?? 'the others'} speaks how far these are so: ${signs.map(({ says, value }) => `${says} (${Number.isNaN(value) ? 'never' : percent(value)})`).join('; ')}.`,
        ];
  const tie =
    alike.length > 1
      ? [
          `Calls, times and tokens are the same in ${listed(alike)}; the scenario is written for ${pattern}. Say another one with --pattern.`,
        ]
      : [];
  return [...tie, ...why];
}

/** The means that a user asks for first. */
const MAIN = ['calls', 'inputTokens', 'outputTokens', 'duration'];

/** The largest relative error of a mean, over the figures that the traces tell. */
export function worstMean(rows: readonly HeldOutRow[]): HeldOutRow | null {
  const means = rows.filter(
    ({ statistic, figure, observed }) => statistic === 'mean' && MAIN.includes(figure) && observed > 0,
  );
  return means.length === 0 ? null : means.reduce((a, b) => (Math.abs(b.error) > Math.abs(a.error) ? b : a));
}

function predictionSentences({ rows, heldOut, fitted }: Calibration): string[] {
  const worst = worstMean(rows);
  if (worst === null) return ['The traces tell nothing that tasks could be compared by.'];
  const spread = (worst.high - worst.low) / 2 / worst.observed;
  if (heldOut === 0) return [`With ${counted(fitted, 'task')} none was held out: how well it predicts is not known.`];
  return [
    `Fitted to ${fitted} of the tasks, it predicts the means of the other ${heldOut} within ${percent(worst.error)} (the largest error: ${worst.label.toLowerCase()}; that mean itself is known within ${percent(spread)}).`,
  ];
}

function gradeSentences({ grade }: Calibration): string[] {
  return grade.grade === 'good' ? [] : [`The data are ${grade.grade}: ${grade.reasons.join('; ')}.`];
}

export { percent as percentText };
