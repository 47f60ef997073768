import type { Capacity, PatternCapacity } from '../../capacity/result.js';
import { BASELINE } from '../../study/baseline.js';
import { breakingText, capacityAnswer, rankedPatterns } from '../words/capacity-answer.js';
import { counted, formatValue } from '../words/format.js';
import { axisTitle, valueText } from '../words/sweep-values.js';
import { lines } from './missing.js';
import { bracket, type Chart, chart, INK, lookOf, patternRows, pointedAt, QUIET } from './theme.js';

const WIDTH = 420;
const FONT_SIZE = 11;
/** Room at the right for what breaks. */
const BESIDE = 250;

/** A bar a pattern, as long as what it sustains, with its interval and what breaks first. */
export function capacityChart(capacity: Capacity): Chart {
  const { axis, tolerated, runs, patterns } = capacity;
  const ranked = rankedPatterns(capacity);
  const sort = ranked.map(({ pattern }) => pattern);
  const rows = { y: patternRows(sort) };
  const ends = patterns.flatMap(({ most, high }) => [most ?? 0, high ?? 0]);
  const scale = { domain: [0, Math.max(1e-9, ...ends) * 1.05], nice: false };
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: `${axis.label}: ${axisTitle({ ...axis.parameter, scale: 'linear' })}`,
    scale,
    axis: { tickCount: 6, grid: true, ...(axis.parameter.isWhole ? { tickMinStep: 1, format: 'd' } : {}) },
  });
  const values = ranked.map((one) => ({
    pattern: one.pattern,
    most: one.most ?? 0,
    colour: colourOf(one.pattern, ranked),
    amount: one.most === null ? 'none' : `${one.isOpen ? 'at least ' : ''}${valueText(axis.parameter, one.most)}`,
    first: textOf(one),
  }));
  const intervals = ranked
    .filter(({ isOpen }) => !isOpen)
    .map(({ pattern, low, high, most }) => ({ pattern, low: low ?? 0, high: high ?? most ?? 0 }));
  const subtitle = `At most ${formatValue('share', tolerated)} of the tasks lost beyond those lost at the smallest value, ${counted(runs, 'replication')} at each value. Lines: from the largest value that is shown to be sustained to the largest that is not shown to be too much. At the right: what breaks first.`;
  const spec = chart(
    capacityAnswer(capacity)[0]!.replace(/\.$/, ''),
    lines(subtitle, WIDTH + BESIDE),
    describe(capacity),
    {
      width: WIDTH,
      height: { step: 24 },
      layer: [
        {
          data: { values },
          mark: { type: 'bar', color: { expr: 'datum.colour' }, height: { band: 0.62 } },
          encoding: {
            ...rows,
            x: x('most'),
            tooltip: pointedAt({ pattern: 'Pattern', amount: 'Sustains', first: 'Breaks first' }),
          },
        },
        bracket(intervals, rows, x),
        {
          data: { values: values.filter(({ first }) => first !== '') },
          mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: FONT_SIZE, color: INK, limit: BESIDE },
          encoding: { ...rows, x: { value: WIDTH + 10 }, text: { field: 'first' } },
        },
      ],
    },
  );
  return { name: 'capacity', spec };
}

/** The one that sustains most, and the single agent. */
function colourOf(pattern: string, ranked: readonly PatternCapacity[]): string {
  const names = ranked.map((one) => one.pattern);
  return pattern === names[0] || pattern === BASELINE ? lookOf(pattern, names).colour : QUIET;
}

function textOf({ breaks, isOpen }: PatternCapacity): string {
  if (breaks !== null) return breakingText(breaks);
  return isOpen ? 'nothing, as far as was looked' : '';
}

function describe(capacity: Capacity): string {
  const told = rankedPatterns(capacity).map((one) => {
    const most = one.most === null ? 'none' : `${one.isOpen ? 'at least ' : ''}${one.most}`;
    return `${one.pattern} ${most}${one.breaks === null ? '' : `, then ${breakingText(one.breaks)}`}`;
  });
  return `Bars of what each pattern sustains. ${capacityAnswer(capacity)[0]} ${told.join('; ')}.`;
}
