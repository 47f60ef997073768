import type { Decision, PatternRobustness } from '../../decide/decision.js';
import { bestSomewhere, shareText } from '../words/decide-answer.js';
import { counted, fixed, UNDEFINED } from '../words/format.js';
import { type ChartSpec, chart, INK, QUIET } from './theme.js';

const WIDTH = 380;
/** The best one stands out. */
const COLOURED = 1;

/** How often each pattern is the answer over the uncertain ranges, with its regret beside it. */
export function winsChart(decision: Decision): ChartSpec {
  const { patterns, points, nobody } = decision.robustness!;
  const shown = bestSomewhere(patterns);
  const values = shown.map(({ name, wins, regret }) => ({
    ...{ pattern: name, share: 100 * wins.share, low: 100 * wins.low, high: 100 * wins.high },
    regret: `regret ${regret === null ? UNDEFINED : `${fixed(regret.mean, 2)} on average, ${fixed(regret.max, 2)} at most`}`,
  }));
  const order = shown.map(({ name }) => name);
  const y = {
    field: 'pattern',
    type: 'nominal',
    sort: order,
    title: null,
    axis: { ticks: false, domain: false, labelPadding: 8 },
  };
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: 'Points at which it is best, %',
    scale: { domain: [0, 100] },
  });
  const color = {
    field: 'pattern',
    type: 'nominal',
    scale: { domain: order, range: order.map((_, i) => (i < COLOURED ? '#0072B2' : QUIET)) },
    legend: null,
  };
  const rest = patterns.length - shown.length;
  const subtitle = [
    `${counted(points.length, 'point')} spread evenly over the uncertain ranges; no pattern keeps every limit at ${fixed(100 * nobody.share, 0)} % of the points. Lines: 95 % intervals.`,
    `Regret: difference in score from the best pattern at each point, where the pattern is feasible.${rest === 0 ? '' : ` ${counted(rest, 'further pattern')} ${rest === 1 ? 'is' : 'are'} best nowhere.`}`,
  ];
  const [first] = shown;
  const title = `${first!.name} is the best at ${fixed(100 * first!.wins.share, 0)} % of the points in the uncertain ranges`;
  return chart(title, subtitle, describe(shown, points.length), {
    width: WIDTH,
    height: { step: 26 },
    data: { values },
    layer: [
      { mark: { type: 'bar', height: 14, tooltip: true }, encoding: { y, x: x('share'), color } },
      { mark: { type: 'rule', color: INK, strokeWidth: 1.5 }, encoding: { y, x: x('low'), x2: { field: 'high' } } },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 11, color: INK },
        encoding: { y, x: { value: WIDTH + 14 }, text: { field: 'regret' } },
      },
    ],
  });
}

function describe(shown: readonly PatternRobustness[], points: number): string {
  const told = shown.map(({ name, wins }) => `${name} ${shareText(wins)}`);
  return `Bars of the share of the uncertain ranges, from ${points} points, at which each pattern has the best score of the patterns that keep every limit: ${told.join(', ')}.`;
}
