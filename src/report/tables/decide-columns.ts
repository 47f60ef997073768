import type { Decision, DecisionOption } from '../../decide/decision.js';
import { verdictOf } from '../../decide/limits.js';
import { worthOf } from '../../decide/score.js';
import { statisticId, unitOf } from '../../decide/statistics.js';
import { contribution, inOrder, objectiveText } from '../words/decide-answer.js';
import { boundText, statisticText } from '../words/decide-conditions.js';
import { fixed, formatValue, inSentence, UNDEFINED } from '../words/format.js';
import type { TableColumn } from './columns.js';

/** What stands beside every pattern: its score with all of its parts, its limits, and how it fares over the uncertain ranges. */
export function decisionColumns(decision: Decision): TableColumn[] {
  const { aims, bounds, robustness } = decision;
  const options = inOrder(decision);
  const column = (
    heading: readonly string[],
    align: 'left' | 'right',
    cell: (option: DecisionOption) => string,
  ): TableColumn => ({
    heading,
    align,
    cells: new Map(options.map((option) => [option.standing.name, cell(option)])),
  });
  const robust = ({ standing }: DecisionOption) => robustness?.patterns.find(({ name }) => name === standing.name);
  return [
    column(['score'], 'right', ({ standing }) => contribution(standing.score)),
    ...aims.map((aim, i) =>
      column([aimHeading(aim), `of ${fixed(aim.share, 2)}`], 'right', ({ standing }) => {
        return `${objectiveText(aim, standing, i)} · ${contribution(aim.share * worthOf(aim, standing.means[i]!))}`;
      }),
    ),
    ...bounds.map((bound, l) =>
      column([...limitHeading(bound), 'kept, %'], 'right', ({ standing }) => {
        const check = standing.limits[l]!;
        const mark = { met: '', 'not shown': '?', broken: '×' }[verdictOf(check)];
        return `${fixed(100 * check.probability, 0)}${mark}`;
      }),
    ),
    column(['front'], 'left', ({ front }) => FRONTS[front]),
    ...(robustness === null
      ? []
      : [
          column(['best at,', '% of points'], 'right', (option) => percent(robust(option)?.wins.share)),
          column(['best or', 'tied, %'], 'right', (option) => percent(robust(option)?.holds.share)),
          column(['regret', 'mean / max'], 'right', (option) => {
            const regret = robust(option)?.regret ?? null;
            return regret === null ? UNDEFINED : `${fixed(regret.mean, 2)} / ${fixed(regret.max, 2)}`;
          }),
        ]),
  ];
}

const FRONTS: Readonly<Record<DecisionOption['front'], string>> = {
  'on the front': 'yes',
  'perhaps dominated': 'perhaps',
  dominated: 'no',
  'not feasible': UNDEFINED,
};

const percent = (share: number | undefined): string => (share === undefined ? UNDEFINED : fixed(100 * share, 0));

const aimHeading = (aim: Decision['aims'][number]): string =>
  aim.statistic === 'mean' ? inSentence(aim.measure.label) : statisticId(aim);

/** Two short lines. */
function limitHeading(bound: Decision['bounds'][number]): string[] {
  const { operator, value } = bound;
  return [statisticId(bound), `${operator === '<=' ? '≤' : '≥'} ${formatValue(unitOf(bound), value)}`];
}

/** What the table's marks mean. */
export function decisionNote({ bounds, robustness, aims }: Decision): string {
  const swing = aims
    .map(
      (aim) =>
        `${statisticText(aim)} from ${formatValue(unitOf(aim), aim.worst)} to ${formatValue(unitOf(aim), aim.best)}`,
    )
    .join(', ');
  const limits =
    bounds.length === 0
      ? ''
      : ` Kept: the probability, given the sampling error, of ${bounds.map(boundText).join('; ')}; ? neither shown to be kept nor broken, × shown to be broken; below 50 % a pattern is not feasible.`;
  const regret =
    robustness === null
      ? ''
      : ' Best at: the share of all points in the ranges at which the pattern is truly the best, estimated without the bias of noisy means. Regret: difference in score from the best pattern, over the points at which the pattern is feasible; the most, of those at which it is shown to be behind.';
  return `Score: a sum over the objectives, each from 0 at its worst to its weight share at its best (${swing}); patterns that are not feasible may lie outside. Front: no feasible pattern is better on every objective.${limits}${regret}`;
}

/** Between which weights the answer stays. */
export function weightSentences({ weights, answer }: Decision): string[] {
  return weights.map(({ aim, low, high, below, above }) => {
    const on = statisticText(aim);
    const now = `The weight share of ${on} is ${percentText(aim.share)}`;
    if (below === null && above === null) return `${now}: no weight changes the answer.`;
    const parts = [
      ...(below === null ? [] : [`below ${percentText(low)} ${below} is best`]),
      ...(above === null ? [] : [`above ${percentText(high)} ${above} is best`]),
    ];
    return `${now}; ${answer} stays best ${rangeText(low, high, below, above)}: ${parts.join(', ')}.`;
  });
}

function rangeText(low: number, high: number, below: string | null, above: string | null): string {
  if (below === null) return `up to ${percentText(high)}`;
  return above === null ? `from ${percentText(low)} on` : `from ${percentText(low)} to ${percentText(high)}`;
}

const percentText = (share: number): string => `${fixed(100 * share, 0)} %`;
