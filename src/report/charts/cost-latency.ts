import type { Comparison } from '../../compare/comparison.js';
import { rowOf } from '../../compare/summary-rows.js';
import { formatEstimate, listed } from '../words/format.js';
import { axisOf, type ScaleAxis } from './axis.js';
import { type Box, lineHeight, placeLabels } from './labels.js';
import { notDrawn } from './missing.js';
import { boundsOf, type ChartSpec, chart, INK, intervalsNote, lookOf, pointedAt } from './theme.js';

const WIDTH = 600;
const FONT_SIZE = 12;
/** Pixels from one mark to another that hides most of it. */
const MARK = 10;

interface PatternPoint {
  readonly pattern: string;
  readonly latency: number;
  readonly latencyLow: number;
  readonly latencyHigh: number;
  readonly cost: number;
  readonly costLow: number;
  readonly costHigh: number;
  readonly takes: string;
  readonly costs: string;
  readonly colour: string;
  readonly shape: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface PatternLabel {
  readonly pattern: string;
  readonly latency: number;
  readonly cost: number;
  readonly colour: string;
  readonly dx: number;
  readonly dy: number;
  readonly align: string;
  readonly end: { readonly toLatency: number; readonly toCost: number } | null;
}

/** Cost against latency, one point per pattern, with both intervals. Cheap and fast is at the lower left. */
export function costLatencyChart(comparison: Comparison): ChartSpec {
  const points = comparison.ranking.flatMap((pattern) => pointOf(comparison, pattern) ?? []);
  const size = { width: WIDTH, height: points.length > 12 ? 560 : 400 };
  const across = axisOf(points.flatMap((point) => [point.latencyLow, point.latencyHigh]));
  const up = axisOf(points.flatMap((point) => [point.costLow, point.costHigh]));
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: 'Mean latency of delivered tasks, s',
    scale: { type: across.type, domain: across.domain, nice: false },
  });
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    title: 'Cost, US dollars, mean per task',
    scale: { type: up.type, domain: up.domain, nice: false },
    axis: { labelExpr: "datum.label === '' ? '' : '$' + datum.label" },
  });
  const labels = labelsOf(points, across, up, size);
  const rule = { type: 'rule', strokeWidth: 1.5, color: { expr: 'datum.colour' } };
  const missing = comparison.ranking.filter((pattern) => !points.some((point) => point.pattern === pattern));
  const logarithmic = [across.type === 'log' ? 'latency' : '', up.type === 'log' ? 'cost' : ''].filter(
    (name) => name !== '',
  );
  const subtitle = [
    `Lower left is better. ${intervalsNote(comparison, ', where wider than the mark')}${logarithmic.length > 0 ? `; ${listed(logarithmic)} on a logarithmic axis` : ''}.`,
    ...notDrawn(comparison, missing, WIDTH),
  ];
  return chart('Cost and latency per task', subtitle, describe(comparison, points), {
    ...size,
    data: { values: points },
    layer: [
      {
        data: {
          values: labels.flatMap(({ latency, cost, colour, end }) =>
            end === null ? [] : { latency, cost, colour, ...end },
          ),
        },
        mark: { type: 'rule', strokeWidth: 1, opacity: 0.6, color: { expr: 'datum.colour' } },
        encoding: { x: x('latency'), x2: { field: 'toLatency' }, y: y('cost'), y2: { field: 'toCost' } },
      },
      { mark: rule, encoding: { x: x('latencyLow'), x2: { field: 'latencyHigh' }, y: y('cost') } },
      { mark: rule, encoding: { x: x('latency'), y: y('costLow'), y2: { field: 'costHigh' } } },
      {
        mark: { type: 'point', filled: true, size: 90, opacity: 1, stroke: 'white', strokeWidth: 1 },
        encoding: {
          x: x('latency'),
          y: y('cost'),
          color: { field: 'colour', type: 'nominal', scale: null },
          shape: { field: 'shape', type: 'nominal', scale: null },
          tooltip: pointedAt({ pattern: 'Pattern', costs: 'Cost per task', takes: 'Latency' }),
        },
      },
      {
        data: { values: labels.map(({ end: _, ...label }) => label) },
        mark: {
          ...{ type: 'text', fontSize: FONT_SIZE, baseline: 'middle', color: INK },
          ...{ dx: { expr: 'datum.dx' }, dy: { expr: 'datum.dy' }, align: { expr: 'datum.align' } },
        },
        encoding: { x: x('latency'), y: y('cost'), text: { field: 'pattern' } },
      },
    ],
  });
}

function pointOf(comparison: Comparison, pattern: string): PatternPoint | null {
  const latency = rowOf(comparison, pattern, 'latency');
  const cost = rowOf(comparison, pattern, 'cost');
  if (latency === undefined || cost === undefined || Number.isNaN(latency.mean) || Number.isNaN(cost.mean)) return null;
  const [takes, costs] = [boundsOf(latency), boundsOf(cost)];
  return {
    pattern,
    latency: latency.mean,
    latencyLow: takes.low,
    latencyHigh: takes.high,
    cost: cost.mean,
    costLow: costs.low,
    costHigh: costs.high,
    takes: formatEstimate('s', latency),
    costs: formatEstimate('USD', cost),
    ...lookOf(pattern),
  };
}

function labelsOf(points: readonly PatternPoint[], across: ScaleAxis, up: ScaleAxis, size: Size): PatternLabel[] {
  const left = (value: number): number => across.place(value) * size.width;
  const top = (value: number): number => (1 - up.place(value)) * size.height;
  const obstacles: Box[] = points.flatMap((point) => {
    const [x, y] = [left(point.latency), top(point.cost)];
    return [
      { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 },
      { left: left(point.latencyLow) - 1, right: left(point.latencyHigh) + 1, top: y - 2, bottom: y + 2 },
      { left: x - 2, right: x + 2, top: top(point.costHigh) - 1, bottom: top(point.costLow) + 1 },
    ];
  });
  const groups = groupsOf(points, left, top);
  const anchors = groups.map((group) => {
    const [x, y] = [left(group[0]!.latency), top(group[0]!.cost)];
    const xs = group.flatMap(({ latency, latencyLow, latencyHigh }) => [latency, latencyLow, latencyHigh].map(left));
    const ys = group.flatMap(({ cost, costLow, costHigh }) => [cost, costLow, costHigh].map(top));
    const far = (ends: readonly number[], middle: number): number =>
      Math.max(...ends.map((end) => Math.abs(end - middle)));
    // Of several marks, each is as wide as one besides.
    const mark = group.length > 1 ? 5 : 0;
    const text = group.map(({ pattern }) => pattern).join('\n');
    return { x, y, text, reach: { x: Math.max(6, far(xs, x) + mark), y: Math.max(6, far(ys, y) + mark) } };
  });
  const placed = placeLabels(
    anchors,
    obstacles,
    { left: 0, top: 0, right: size.width, bottom: size.height },
    FONT_SIZE,
  );
  return placed.flatMap(({ dx, dy, align, tether }, index) => {
    const group = groups[index]!;
    const { latency, cost, colour } = group[0]!;
    const end = tether && {
      toLatency: across.value(tether.x / size.width),
      toCost: up.value(1 - tether.y / size.height),
    };
    return group.map(({ pattern }, line) => ({
      ...{
        pattern,
        latency,
        cost,
        colour,
        dx,
        dy: dy + (line - (group.length - 1) / 2) * lineHeight(FONT_SIZE),
        align,
      },
      end: line === 0 ? end : null,
    }));
  });
}

/** Points whose marks lie on each other: their names stand in one column, since none could stand beside its own. */
function groupsOf(
  points: readonly PatternPoint[],
  left: (latency: number) => number,
  top: (cost: number) => number,
): PatternPoint[][] {
  const groups: PatternPoint[][] = [];
  for (const point of points) {
    const near = groups.find((group) =>
      group.some((one) => {
        const [dx, dy] = [left(point.latency) - left(one.latency), top(point.cost) - top(one.cost)];
        return Math.hypot(dx, dy) < MARK;
      }),
    );
    if (near === undefined) groups.push([point]);
    else near.push(point);
  }
  return groups;
}

function describe(comparison: Comparison, points: readonly PatternPoint[]): string {
  const texts = points.map(({ pattern }) => {
    const cost = formatEstimate('USD', rowOf(comparison, pattern, 'cost')!);
    return `${pattern} ${cost} and ${formatEstimate('s', rowOf(comparison, pattern, 'latency')!)}`;
  });
  return `Scatter plot of mean cost per task against mean latency, with 95 % intervals. ${texts.join('; ')}.`;
}
