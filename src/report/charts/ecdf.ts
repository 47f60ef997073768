import type { Comparison } from '../../compare/comparison.js';
import { measureOf } from '../../compare/summary-rows.js';
import { ascending, quantileOfSorted, wilsonInterval } from '../../statistics/estimates.js';
import { BASELINE } from '../../study/baseline.js';
import { taskValues } from '../../study/pattern-runs.js';
import { formatValue, inSentence } from '../words/format.js';
import { axisOf, type ScaleAxis } from './axis.js';
import { spread } from './labels.js';
import { lines, notDrawn } from './missing.js';
import { simplified } from './simplify.js';
import { type ChartSpec, chart, INK, lookOf, pointedAt } from './theme.js';

const SIZE = { width: 560, height: 360 };
const FONT_SIZE = 12;
const GREY = '#C3C8CE';
/** As many patterns are told apart by colour; of more, the best and the single agent. */
const MANY = 7;
const BEST = 4;
/** Pixels by which a drawn curve may miss the measured one; one of many may miss it by more. */
const PRECISION = { named: 1.2, many: 1.8, grey: 3 };
/** Of so few values each one is a step to be seen. */
const STEPS = 20;

interface Curve {
  readonly pattern: string;
  readonly isNamed: boolean;
  readonly points: readonly CurvePoint[];
  readonly isStepped: boolean;
  /** Seconds by which half of all tasks were delivered; NaN where fewer ever were. */
  readonly half: number;
}

interface CurvePoint {
  readonly seconds: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How long tasks take: the share of all tasks that was delivered within so many seconds. What is never delivered keeps a
 * curve below 100 %. `limitSeconds` is marked; null where latency has no limit.
 */
export function ecdfChart(comparison: Comparison, limitSeconds: number | null): ChartSpec {
  const all = comparison.ranking.map((pattern) => timesOf(comparison, pattern));
  const drawable = all.filter(({ sorted }) => sorted.length > 0);
  const ends = drawable.flatMap(({ sorted }) => [quantileOfSorted(sorted, 0.01), quantileOfSorted(sorted, 0.99)]);
  const across = axisOf(limitSeconds === null ? ends : [...ends, limitSeconds], 1.02);
  const named = namedOf(comparison);
  const isIndependent = comparison.scenario.workload.tasks === 1;
  const fine = named.length > BEST + 1 ? PRECISION.many : PRECISION.named;
  const curves = drawable.map((one) => {
    const isNamed = named.includes(one.pattern);
    return curveOf(one, across, isNamed, isNamed ? fine : PRECISION.grey);
  });
  const missing = all.filter((one) => !drawable.includes(one)).map(({ pattern }) => pattern);
  const objective = inSentence(measureOf(comparison, comparison.objectives[0] ?? '')?.label ?? '');
  const subtitle = [
    'Of all tasks; a curve stays below 100 % if some tasks are never delivered.',
    isIndependent && comparison.runs > 1
      ? 'Bands: 95 % intervals of the share.'
      : 'No intervals: tasks of one replication depend on each other.',
    ...(named.length < all.length ? [`In colour: the best on ${objective}, and the single agent.`] : []),
    ...(across.type === 'log' ? ['Latency on a logarithmic axis.'] : []),
  ].join(' ');
  const notes = [...lines(subtitle, SIZE.width + 80), ...notDrawn(comparison, missing, SIZE.width + 80)];
  return chart('Distribution of latency', notes, describe(curves), {
    ...SIZE,
    layer: layersOf(curves, across, limitSeconds, isIndependent),
  });
}

/** Latencies of what was delivered, the shortest first, and how many tasks there were. */
interface Times {
  readonly pattern: string;
  readonly sorted: Float64Array;
  readonly tasks: number;
}

function timesOf({ patterns }: Comparison, pattern: string): Times {
  const times = taskValues(patterns.find(({ name }) => name === pattern)!, 'latency');
  return { pattern, sorted: ascending(times), tasks: times.length };
}

function namedOf({ ranking }: Comparison): string[] {
  if (ranking.length <= MANY) return [...ranking];
  return ranking.filter((name, place) => place < BEST || name === BASELINE);
}

/** The measured curve within the axis, with as many of its points as it takes to draw it. */
function curveOf({ pattern, sorted, tasks }: Times, across: ScaleAxis, isNamed: boolean, precision: number): Curve {
  const [from, to] = across.domain;
  const counts: (readonly [seconds: number, count: number])[] = [];
  for (const [i, time] of sorted.entries()) {
    if (time < from || time > to) continue;
    if (counts.length === 0) counts.push([time, i]);
    counts.push([time, i + 1]);
  }
  counts.push([to, counts.at(-1)?.[1] ?? sorted.filter((time) => time <= to).length]);
  const isStepped = sorted.length <= STEPS;
  const spots = counts.map(([seconds, count]) => ({
    x: across.place(seconds) * SIZE.width,
    y: (SIZE.height * count) / tasks,
  }));
  const kept = isStepped ? counts : simplified(spots, precision).map((i) => counts[i]!);
  const points = kept.map(([seconds, count]) => {
    const { low, high } = wilsonInterval(count, tasks);
    return { seconds: digits(seconds), share: digits(count / tasks), low: digits(low), high: digits(high) };
  });
  return { pattern, isNamed, isStepped, half: sorted[Math.ceil(tasks / 2) - 1] ?? Number.NaN, points };
}

/** Three significant digits are as fine as a pixel. */
function digits(value: number): number {
  return Number(value.toPrecision(3));
}

function layersOf(
  curves: readonly Curve[],
  across: ScaleAxis,
  limitSeconds: number | null,
  isIndependent: boolean,
): object[] {
  const x = {
    field: 'seconds',
    type: 'quantitative',
    title: 'Latency, s',
    scale: { type: across.type, domain: across.domain, nice: false },
    axis: { grid: false },
  };
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    title: 'Share of tasks delivered within this latency, %',
    scale: { domain: [0, 1] },
    axis: { labelExpr: "format(datum.value * 100, '.0f')" },
  });
  const grey = curves.filter(({ isNamed }) => !isNamed);
  const named = curves.filter(({ isNamed }) => isNamed);
  const line = (isStepped: boolean): object => ({
    ...{ type: 'line', clip: true },
    interpolate: isStepped ? 'step-after' : 'linear',
  });
  return [
    {
      data: {
        values: grey.flatMap(({ pattern, points }) =>
          points.map(({ seconds, share }) => ({ pattern, seconds, share })),
        ),
      },
      mark: { ...line(grey.every(({ isStepped }) => isStepped)), color: GREY, strokeWidth: 1.2 },
      encoding: {
        ...{ x, y: y('share'), detail: { field: 'pattern', type: 'nominal' } },
        tooltip: pointedAt({ pattern: 'Pattern' }),
      },
    },
    ...[...named].reverse().map(({ pattern, points, isStepped }) => {
      const { colour } = lookOf(pattern);
      const band = { ...line(isStepped), type: 'area', color: colour, opacity: 0.14 };
      return {
        data: { values: points.map((point) => ({ pattern, ...toldOf(point, isIndependent) })) },
        layer: [
          ...(isIndependent ? [{ mark: band, encoding: { x, y: y('low'), y2: { field: 'high' } } }] : []),
          { mark: { ...line(isStepped), color: colour, strokeWidth: 2.2 }, encoding: { x, y: y('share') } },
          {
            mark: { type: 'point', filled: true, color: colour, size: 70, opacity: 0 },
            encoding: { x, y: y('share'), tooltip: pointedAt({ pattern: 'Pattern', text: 'Delivered' }) },
          },
        ],
      };
    }),
    ...labelsOf(named),
    ...limitOf(limitSeconds, x),
  ];
}

/** A point with the text that stands where the reader points at it, and with the bounds that are drawn. */
function toldOf({ seconds, share, low, high }: CurvePoint, isIndependent: boolean): object {
  const text = `${formatValue('share', share, isIndependent ? { low, high } : null)} within ${formatValue('s', seconds)}`;
  return isIndependent ? { seconds, share, low, high, text } : { seconds, share, text };
}

/** Names at the right edge, pushed apart, each with a thin line to where its curve ends. */
function labelsOf(curves: readonly Curve[]): object[] {
  const ends = curves.map(({ points }) => SIZE.height * (1 - points.at(-1)!.share));
  const heights = spread(ends, FONT_SIZE + 3, SIZE.height);
  return curves.flatMap(({ pattern }, index) => {
    const { colour } = lookOf(pattern);
    const line = {
      x: { value: SIZE.width + 2 },
      x2: { value: SIZE.width + 16 },
      y: { value: ends[index]! },
      y2: { value: heights[index]! },
    };
    return [
      {
        data: { values: [{ pattern }] },
        mark: { type: 'rule', color: colour, strokeWidth: 1, opacity: 0.8 },
        encoding: line,
      },
      {
        data: { values: [{ pattern }] },
        mark: { type: 'text', text: pattern, align: 'left', baseline: 'middle', fontSize: FONT_SIZE, color: colour },
        encoding: { x: { value: SIZE.width + 20 }, y: { value: heights[index]! } },
      },
    ];
  });
}

function limitOf(seconds: number | null, x: object): object[] {
  if (seconds === null) return [];
  const data = { values: [{ seconds }] };
  const text = `limit ${formatValue('s', seconds)}`;
  return [
    { data, mark: { type: 'rule', color: INK, strokeWidth: 1.5, strokeDash: [5, 4] }, encoding: { x } },
    {
      data,
      mark: { type: 'text', text, align: 'center', baseline: 'bottom', dy: -4, fontSize: FONT_SIZE, color: INK },
      encoding: { x, y: { value: 0 } },
    },
  ];
}

function describe(curves: readonly Curve[]): string {
  const texts = curves.map(({ pattern, half, points }) => {
    const delivered = formatValue('share', points.at(-1)!.share);
    const middle = Number.isNaN(half) ? 'half never' : `half within ${formatValue('s', half)}`;
    return `${pattern} ${middle}, ${delivered} by the end of the axis`;
  });
  return `Curves of the share of tasks delivered within a latency. ${texts.join('; ')}.`;
}
