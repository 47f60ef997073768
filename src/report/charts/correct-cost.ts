import type { Comparison } from '../../compare/comparison.js';
import { rowOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { capitalised, formatEstimate, headingUnit, inSentence, listed, scaled } from '../words/format.js';
import { spanAxis } from './axis.js';
import { type CastLook, castLooks } from './cast-looks.js';
import { frontOf, frontTitle, type PricedPattern, pricedPatterns, qualityOf } from './front.js';
import type { Box } from './labels.js';
import { type BrokenLimits, brokenLimits, brokenText } from './limits-kept.js';
import { lines, notDrawn } from './missing.js';
import { type ScatterPoint, scatterNames } from './scatter-names.js';
import { boundsOf, type ChartSpec, chart, pointedAt } from './theme.js';

const SIZE = { width: 560, height: 330 };
const FRONT = '#0072B2';

/** Whether there is something to compare the price with. */
export function canPrice(comparison: Comparison): boolean {
  const quality = qualityOf(comparison);
  return quality !== undefined && pricedPatterns(comparison, quality).length > 0;
}

/** The first objective against cost, a point a pattern, with both intervals and the front; hollow is what breaks a limit. */
export function correctCostChart(comparison: Comparison): ChartSpec {
  const quality = qualityOf(comparison)!;
  const priced = pricedPatterns(comparison, quality);
  const broken = brokenLimits(comparison);
  const kept = priced.filter(({ pattern }) => broken.get(pattern)!.length === 0);
  const front = frontOf(kept, quality);
  const look = castLooks(comparison);
  const values = priced.map(({ pattern }) => datumOf(comparison, quality, pattern, look(pattern), broken));
  const across = spanAxis(values.flatMap(({ costLow, costHigh }) => [costLow, costHigh]));
  const up = spanAxis(
    values.flatMap(({ low, high }) => [low, high]),
    quality.unit === 'share' ? 100 : Number.POSITIVE_INFINITY,
    false,
  );
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: `Cost per task, US dollars${across.type === 'log' ? ' (logarithmic)' : ''}`,
    scale: { type: across.type, domain: across.domain, nice: false },
    axis: { values: across.ticks, labelExpr: "'$' + format(datum.value, '~r')", grid: true, labelOverlap: 'greedy' },
  });
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    title: axisTitle(quality),
    scale: { type: up.type, domain: up.domain, nice: false, zero: false },
    axis: { tickCount: 6 },
  });
  const points: ScatterPoint[] = values.map(({ pattern, cost, mean, ...one }) => ({
    ...{ pattern, isCast: one.isCast, x: across.place(cost) * SIZE.width, y: (1 - up.place(mean)) * SIZE.height },
    box: {
      ...{ left: across.place(one.costLow) * SIZE.width, right: across.place(one.costHigh) * SIZE.width },
      ...{ top: (1 - up.place(one.high)) * SIZE.height, bottom: (1 - up.place(one.low)) * SIZE.height },
    },
  }));
  const missing = comparison.ranking.filter((name) => !values.some(({ pattern }) => pattern === name));
  return chart(
    frontTitle(comparison, quality, kept),
    [
      ...lines(subtitleOf(comparison, quality, values, front.length > 1), SIZE.width + 60),
      ...notDrawn(comparison, missing, SIZE.width + 60),
    ],
    describe(comparison, quality, priced, front, broken),
    {
      ...SIZE,
      layer: [
        ...frontLayer(front, quality, x, y),
        ...whiskers(
          [...values].sort((a, b) => Number(a.isCast) - Number(b.isCast)),
          x,
          y,
        ),
        ...scatterNames(points, { left: 0, top: 0, right: SIZE.width, bottom: SIZE.height }, alongFront(points, front)),
        ...pointLayers(values, quality, x, y),
      ],
    },
  );
}

type Channel = (field: string) => object;

interface PricedDatum {
  readonly pattern: string;
  readonly cost: number;
  readonly costLow: number;
  readonly costHigh: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly colour: string;
  readonly shape: string;
  readonly isCast: boolean;
  readonly isKept: boolean;
  readonly quality: string;
  readonly costs: string;
  readonly takes: string;
  readonly limits: string;
}

function datumOf(
  comparison: Comparison,
  quality: Measure,
  pattern: string,
  look: CastLook,
  broken: BrokenLimits,
): PricedDatum {
  const [good, cost] = [rowOf(comparison, pattern, quality.id)!, rowOf(comparison, pattern, 'cost')!];
  const latency = rowOf(comparison, pattern, 'latency');
  const [priced, reached] = [boundsOf(cost), boundsOf(good)];
  const limits = broken.get(pattern)!;
  return {
    ...{ pattern, cost: cost.mean, costLow: priced.low, costHigh: priced.high },
    ...{
      mean: scaled(quality.unit, good.mean),
      low: scaled(quality.unit, reached.low),
      high: scaled(quality.unit, reached.high),
    },
    ...look,
    isKept: limits.length === 0,
    ...{ quality: formatEstimate(quality.unit, good), costs: formatEstimate('USD', cost) },
    takes: latency === undefined || Number.isNaN(latency.mean) ? 'no delivery' : formatEstimate('s', latency),
    limits: limits.length === 0 ? 'kept' : `broken: ${limits.map(brokenText).join(', ')}`,
  };
}

function axisTitle({ label, unit, readRun }: Measure): string {
  const name = capitalised(inSentence(label));
  if (unit === 'share') return `${name}, % of tasks`;
  const heading = headingUnit(unit);
  return `${name}${heading === '' ? '' : `, ${heading}`}${readRun === undefined ? ', mean per task' : ''}`;
}

function subtitleOf(
  { runs, scenario }: Comparison,
  { better }: Measure,
  values: readonly PricedDatum[],
  hasFront: boolean,
): string {
  const hollow = values.some(({ isKept }) => !isKept);
  return [
    `${better === 'lower' ? 'Lower' : 'Upper'} left is better.`,
    runs < 2 ? 'One replication has no intervals.' : 'Lines: 95 % intervals of the means.',
    ...(hasFront
      ? [
          `Dashed: no pattern${scenario.decision.limits.length > 0 ? ' that keeps every limit' : ''} is better and cheaper.`,
        ]
      : []),
    ...(hollow ? ['Hollow: breaks a limit.'] : []),
    'In colour: those that the answer is about.',
  ].join(' ');
}

function frontLayer(front: readonly PricedPattern[], { unit }: Measure, x: Channel, y: Channel): object[] {
  if (front.length < 2) return [];
  const values = front.map(({ cost, quality }) => ({ cost, mean: scaled(unit, quality) }));
  return [
    {
      data: { values },
      mark: { type: 'line', color: FRONT, strokeWidth: 1.5, strokeDash: [5, 4], interpolate: 'linear' },
      encoding: { x: x('cost'), y: y('mean') },
    },
  ];
}

function whiskers(values: readonly PricedDatum[], x: Channel, y: Channel): object[] {
  const rule = { type: 'rule', strokeWidth: 1.5, color: { expr: 'datum.colour' } };
  const data = {
    values: values.map(({ pattern, cost, costLow, costHigh, mean, low, high, colour }) => ({
      pattern,
      cost,
      costLow,
      costHigh,
      mean,
      low,
      high,
      colour,
    })),
  };
  return [
    { data, mark: rule, encoding: { x: x('costLow'), x2: { field: 'costHigh' }, y: y('mean') } },
    { data, mark: rule, encoding: { x: x('cost'), y: y('low'), y2: { field: 'high' } } },
  ];
}

/** The dashed line, as boxes that names keep off. */
function alongFront(points: readonly ScatterPoint[], front: readonly PricedPattern[]): Box[] {
  const corners = front.map(({ pattern }) => points.find((point) => point.pattern === pattern)!);
  return corners.slice(1).flatMap((to, i) => {
    const from = corners[i]!;
    const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 6));
    return Array.from({ length: count }, (_, n) => {
      const [x, y] = [from.x + ((to.x - from.x) * n) / count, from.y + ((to.y - from.y) * n) / count];
      return { left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 };
    });
  });
}

/** The grey ones first, so that the few lie above them. */
function pointLayers(values: readonly PricedDatum[], quality: Measure, x: Channel, y: Channel): object[] {
  const tooltip = pointedAt({
    ...{
      pattern: 'Pattern',
      quality: capitalised(quality.label),
      costs: 'Cost per task',
      takes: 'Latency',
      limits: 'Limits',
    },
  });
  const drawn = [...values].sort((a, b) => Number(a.isCast) - Number(b.isCast));
  return [
    {
      data: {
        values: drawn.map(({ isKept, isCast, colour, ...one }) => ({
          ...one,
          colour,
          fill: isKept ? colour : 'white',
          size: isCast ? 130 : 55,
        })),
      },
      mark: {
        ...{ type: 'point', opacity: 1, filled: true, strokeWidth: 1.8, size: { expr: 'datum.size' } },
        ...{ fill: { expr: 'datum.fill' }, stroke: { expr: 'datum.colour' } },
      },
      encoding: { x: x('cost'), y: y('mean'), shape: { field: 'shape', type: 'nominal', scale: null }, tooltip },
    },
  ];
}

function describe(
  comparison: Comparison,
  quality: Measure,
  priced: readonly PricedPattern[],
  front: readonly PricedPattern[],
  broken: BrokenLimits,
): string {
  const texts = priced.map(({ pattern }) => {
    const [good, cost] = [rowOf(comparison, pattern, quality.id)!, rowOf(comparison, pattern, 'cost')!];
    const limits = broken.get(pattern)!.map(brokenText);
    const breaks = limits.length === 0 ? '' : `, breaks a limit (${limits.join(', ')})`;
    return `${pattern} ${formatEstimate(quality.unit, good)} for ${formatEstimate('USD', cost)}${breaks}`;
  });
  const best =
    front.length === 0 ? '' : ` None is better and cheaper than ${listed(front.map(({ pattern }) => pattern))}.`;
  return `Scatter plot of ${inSentence(quality.label)} against mean cost per task, with 95 % intervals.${best} ${texts.join('; ')}.`;
}
