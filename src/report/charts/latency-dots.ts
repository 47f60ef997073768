import type { Comparison } from '../../compare/comparison.js';
import { ascending, blockedQuantileInterval, quantileOfSorted } from '../../statistics/estimates.js';
import { taskValues } from '../../study/pattern-runs.js';
import { formatValue } from '../words/format.js';
import { type MarkedAxis, spanAxis } from './axis.js';
import { castLooks } from './cast-looks.js';
import { lines } from './missing.js';
import { bracket, type ChartSpec, chart, INK, pointedAt, QUIET } from './theme.js';

/** A dot is one task in so many. */
const DOTS = 20;
const WIDTH = 480;
const DOT = 9;
/** Below the dots of a row: its name's line and the interval of the median. */
const UNDER = 16;
/** Room at the right for what is never delivered. */
const NEVER = 92;

interface DotRow {
  readonly pattern: string;
  readonly colour: string;
  /** Seconds by which each twentieth of all tasks is delivered; infinite where it never is. */
  readonly dots: readonly number[];
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** How long tasks take: a dot for every twentieth of a pattern's tasks, in a row a pattern, with the limit where there is one. */
export function latencyDotsChart(comparison: Comparison, patterns: readonly string[], limit: number | null): ChartSpec {
  const rows = patterns.map((pattern) => rowOf(comparison, pattern)).filter(({ dots }) => dots.some(Number.isFinite));
  const ends = rows.flatMap(({ dots }) => dots.filter(Number.isFinite));
  const across = spanAxis(limit === null ? ends : [...ends, limit]);
  const stacked = rows.map((row) => stack(row, across));
  const heights = stacked.map((dots) => DOT * Math.max(...dots.map(({ level }) => level + 1)) + UNDER);
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, height) => sum + height, 0));
  const height = heights.reduce((sum, one) => sum + one, 0);
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: `Latency, s${across.type === 'log' ? ' (logarithmic)' : ''}`,
    scale: { type: across.type, domain: across.domain, nice: false },
    axis: { values: across.ticks, grid: true, format: '~r' },
  });
  const y = (field: string): object => ({
    ...{ field, type: 'quantitative', axis: null },
    scale: { domain: [0, height], reverse: true, nice: false, zero: false },
  });
  const base = (i: number): number => tops[i]! + heights[i]! - UNDER;
  const dots = stacked.flatMap((row, i) =>
    row.map(({ seconds, level }) => ({
      ...{ pattern: rows[i]!.pattern, colour: rows[i]!.colour, seconds, y: base(i) - DOT * (level + 0.5) },
      fill: limit !== null && seconds > limit ? 'white' : rows[i]!.colour,
      text: formatValue('s', Number(seconds.toPrecision(3))),
    })),
  );
  const spans = rows.flatMap(({ pattern, low, high }, i) =>
    Number.isFinite(high) && !Number.isNaN(low)
      ? [{ pattern, low: Math.max(low, across.domain[0]), high: Math.min(high, across.domain[1]), y: base(i) + 6 }]
      : [],
  );
  const subtitle = [
    'A dot is a twentieth of the tasks. Bracket: 95 % interval of the median.',
    ...(limit === null ? [] : ['Dashed: the limit; hollow: beyond it.']),
    ...(rows.some(({ dots: all }) => all.some((at) => !Number.isFinite(at))) ? ['At the right: never delivered.'] : []),
  ].join(' ');
  return chart(titleOf(rows, limit), lines(subtitle, WIDTH + 100), describe(rows), {
    width: WIDTH,
    height,
    layer: [
      ...limitLayer(limit, x),
      bracket(spans, { y: y('y') }, x),
      {
        data: { values: dots },
        mark: {
          ...{ type: 'point', shape: 'circle', filled: true, opacity: 1, size: 46, strokeWidth: 1.4 },
          ...{ fill: { expr: 'datum.fill' }, stroke: { expr: 'datum.colour' } },
        },
        encoding: {
          x: x('seconds'),
          y: y('y'),
          tooltip: pointedAt({ pattern: 'Pattern', text: 'A twentieth within' }),
        },
      },
      ...namesLayer(rows, (i) => base(i) - 6),
      ...neverLayer(rows, (i) => base(i) - 6),
    ],
  });
}

function rowOf(comparison: Comparison, pattern: string): DotRow {
  const values = taskValues(comparison.patterns.find(({ name }) => name === pattern)!, 'latency');
  // What is never delivered takes for ever.
  const all = values.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value));
  const sorted = ascending(all);
  const at = (q: number): number => {
    const found = sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(found) ? quantile(sorted, q) : found;
  };
  const span = comparison.runs < 2 ? null : blockedQuantileInterval(all, 0.5, comparison.runs);
  const { colour } = castLooks(comparison)(pattern);
  return {
    ...{ pattern, colour, dots: Array.from({ length: DOTS }, (_, i) => at((i + 0.5) / DOTS)), median: at(0.5) },
    ...{ low: span?.low ?? Number.NaN, high: span?.high ?? Number.NaN },
  };
}

/** Between two values of which the upper one is never, it is the lower one. */
function quantile(sorted: Float64Array, q: number): number {
  const found = quantileOfSorted(sorted, q);
  return Number.isFinite(found) ? found : sorted[Math.floor((sorted.length - 1) * q)]!;
}

/** Dots that would lie on each other stand on each other. */
function stack({ dots }: DotRow, across: MarkedAxis): { readonly seconds: number; readonly level: number }[] {
  const ends: number[] = [];
  return dots.filter(Number.isFinite).map((seconds) => {
    const left = across.place(seconds) * WIDTH - DOT / 2;
    const free = ends.findIndex((end) => end <= left);
    const level = free < 0 ? ends.length : free;
    ends[level] = left + DOT;
    return { seconds, level };
  });
}

function limitLayer(limit: number | null, x: (field: string) => object): object[] {
  if (limit === null) return [];
  const data = { values: [{ seconds: limit }] };
  const text = {
    type: 'text',
    text: `limit ${formatValue('s', limit)}`,
    baseline: 'bottom',
    dy: -4,
    fontSize: 12,
    color: INK,
  };
  return [
    { data, mark: { type: 'rule', color: INK, strokeWidth: 1.5, strokeDash: [5, 4] }, encoding: { x: x('seconds') } },
    { data, mark: text, encoding: { x: x('seconds'), y: { value: 0 } } },
  ];
}

function namesLayer(rows: readonly DotRow[], at: (i: number) => number): object[] {
  return rows.map(({ pattern, colour }, i) => ({
    data: { values: [{ pattern }] },
    mark: {
      ...{ type: 'text', text: pattern, align: 'right', baseline: 'middle', fontSize: 12, color: INK },
      fontWeight: colour === QUIET ? 'normal' : 'bold',
    },
    encoding: { x: { value: -10 }, y: { value: at(i) } },
  }));
}

function neverLayer(rows: readonly DotRow[], at: (i: number) => number): object[] {
  return rows.flatMap(({ pattern, dots }, i) => {
    const never = dots.filter((seconds) => !Number.isFinite(seconds)).length;
    if (never === 0) return [];
    const text = `${never} in ${DOTS} never`;
    return [
      {
        data: { values: [{ pattern }] },
        mark: { type: 'text', text, align: 'left', baseline: 'middle', fontSize: 12, color: INK, limit: NEVER },
        encoding: { x: { value: WIDTH + 10 }, y: { value: at(i) } },
      },
    ];
  });
}

function titleOf(rows: readonly DotRow[], limit: number | null): string {
  const sorted = [...rows].sort((a, b) => a.median - b.median);
  const [fast, slow] = [sorted[0]!, sorted.at(-1)!];
  const brief = ({ median }: DotRow): string => formatValue('s', Number(median.toPrecision(2)));
  if (limit !== null) {
    const late = (row: DotRow): number => row.dots.filter((seconds) => seconds > limit).length;
    const worst = [...rows].sort((a, b) => late(b) - late(a))[0]!;
    if (late(worst) > 0)
      return `${worst.pattern} misses the limit of ${formatValue('s', limit)} in ${late(worst)} of ${DOTS} tasks`;
  }
  if (fast === slow || !Number.isFinite(slow.median))
    return `${fast.pattern} delivers half of its tasks within ${brief(fast)}`;
  return `${fast.pattern} delivers half of its tasks within ${brief(fast)}, ${slow.pattern} within ${brief(slow)}`;
}

function describe(rows: readonly DotRow[]): string {
  const texts = rows.map(({ pattern, dots, median }) => {
    const never = dots.filter((seconds) => !Number.isFinite(seconds)).length;
    const half = Number.isFinite(median)
      ? `half within ${formatValue('s', Number(median.toPrecision(3)))}`
      : 'half never';
    const last = dots[DOTS - 1]!;
    const end =
      never > 0
        ? `${never} in ${DOTS} never`
        : `the slowest twentieth from ${formatValue('s', Number(last.toPrecision(3)))} on`;
    return `${pattern} ${half}, ${end}`;
  });
  return `Dots of how long tasks take, a twentieth of the tasks each. ${texts.join('; ')}.`;
}
