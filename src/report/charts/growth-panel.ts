import type { GrowthRow } from '../../compare/comparison.js';
import type { Measure } from '../../measures/measure.js';
import { formatEstimate, listed } from '../words/format.js';
import { axisOf, type ScaleAxis, spanAxis } from './axis.js';
import type { CastLook } from './cast-looks.js';
import { type PowerFit, powerText } from './growth-fit.js';
import { spread } from './labels.js';
import { FAINT, INK, pointedAt, QUIET } from './theme.js';

const SIZE = { width: 230, height: 190 };
const FONT_SIZE = 11;
/** Quiet names beside those of the few. */
const NAMES = 4;

/** Patterns that lie on one line, along the sizes. */
export interface GrowthSeries extends CastLook {
  readonly pattern: string;
  readonly label: string;
  readonly patterns: readonly string[];
  readonly rows: readonly GrowthRow[];
  readonly fit: PowerFit | null;
}

/** One measure against the size. */
export interface PanelFrame {
  readonly measure: Measure;
  readonly unit: string;
  readonly sizes: readonly number[];
  /** Both axes are logarithmic. */
  readonly isLog: boolean;
  readonly title: string;
  readonly sizeTitle: string;
  readonly series: readonly GrowthSeries[];
  /** Sentences on what is not drawn. */
  readonly absent: readonly string[];
}

/** How an axis writes its numbers: by unit. */
const LABELS: Readonly<Record<string, string>> = {
  share: "format(datum.value * 100, '.0f')",
  USD: "'$' + format(datum.value, '~r')",
};

type Channel = (field: string) => object;

export function growthPanel(frame: PanelFrame): object {
  const { sizes, series, isLog, measure } = frame;
  const bounds = series.flatMap(({ rows }) =>
    rows.flatMap(({ mean, high }) => [mean, Number.isNaN(high) ? mean : high]),
  );
  const up = isLog
    ? logAxis(bounds)
    : measure.unit === 'share'
      ? axisOf([0, ...bounds], 1.04)
      : spanAxis([0, 1e-9, ...bounds], Number.POSITIVE_INFINITY, false);
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  const x = {
    field: 'size',
    type: 'quantitative',
    title: `${frame.sizeTitle}${isLog ? ' (logarithmic)' : ''}`,
    scale: { domain: [first, last], nice: false, ...(isLog ? { type: 'log' } : {}) },
    axis: {
      values: isLog ? powersIn(first, last) : ticksOf(sizes),
      grid: false,
      format: sizes.every(Number.isInteger) ? 'd' : '.6~g',
      labelOverlap: 'greedy',
    },
  };
  const y: Channel = (field) => ({
    field,
    type: 'quantitative',
    title: frame.title,
    scale: { domain: up.domain, nice: false, ...(isLog ? { type: 'log' } : {}) },
    axis: {
      labelExpr: LABELS[measure.unit] ?? "datum.value < 1000 ? format(datum.value, '~r') : format(datum.value, '~s')",
      ...(isLog ? { values: powersOf(up.domain) } : { tickCount: 5 }),
    },
  });
  const across = (size: number): number =>
    (SIZE.width * (isLog ? Math.log(size / first) : size - first)) /
    ((isLog ? Math.log(last / first) : last - first) || 1);
  const quiet = series.filter(({ isCast }) => !isCast);
  const cast = series.filter(({ isCast }) => isCast);
  return {
    ...SIZE,
    layer: [...quietLayer(quiet, frame, x, y), ...castLayers(cast, frame, up, x, y), ...namesOf(series, up, across)],
  };
}

const MARKS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1e6,
];
const powersIn = (low: number, high: number): number[] => MARKS.filter((mark) => mark >= low && mark <= high);

/** Marks of a logarithmic axis: all of them where they are few, else the powers of ten. */
function powersOf([low, high]: readonly [number, number]): number[] {
  const all = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, ...MARKS].filter(
    (mark) => mark >= low && mark <= high,
  );
  return all.length <= 7
    ? all
    : all.filter((mark) => Number.isInteger(Math.log10(mark)) || Math.abs(Math.log10(mark) % 1) < 1e-9);
}

/** At most six of the sizes. */
function ticksOf(sizes: readonly number[]): number[] {
  const step = Math.ceil((sizes.length - 1) / 5) || 1;
  return sizes.filter((_, i) => i % step === 0);
}

function logAxis(values: readonly number[]): ScaleAxis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const domain: [number, number] = [least / 1.15, most * 1.15];
  const span = Math.log(domain[1] / domain[0]);
  return {
    ...{ type: 'log', domain },
    place: (value) => Math.log(value / domain[0]) / span,
    value: (at) => domain[0] * Math.exp(at * span),
  };
}

const tooltip = pointedAt({ patterns: 'Pattern', at: 'Size', amount: 'Mean' });

function dataOf({ pattern, patterns, rows, colour, shape }: GrowthSeries, unit: string, least: number): object[] {
  return rows.map(({ size, mean, low, high }) => ({
    ...{ pattern, patterns: listed(patterns), colour, shape, size, mean, at: String(size) },
    low: Number.isNaN(low) ? mean : Math.max(least, low),
    high: Number.isNaN(high) ? mean : high,
    amount: formatEstimate(unit, { mean, low, high }),
  }));
}

const ofPattern = { field: 'pattern', type: 'nominal' };

function quietLayer(series: readonly GrowthSeries[], { unit }: PanelFrame, x: object, y: Channel): object[] {
  if (series.length === 0) return [];
  const values = series.flatMap((one) => dataOf(one, unit, 0));
  return [
    {
      data: { values },
      mark: { type: 'line', color: QUIET, strokeWidth: 1.2, opacity: 0.8 },
      encoding: { x, y: y('mean'), detail: ofPattern, tooltip: pointedAt({ patterns: 'Pattern' }) },
    },
  ];
}

function castLayers(
  series: readonly GrowthSeries[],
  { unit }: PanelFrame,
  up: ScaleAxis,
  x: object,
  y: Channel,
): object[] {
  const values = series.flatMap((one) => dataOf(one, unit, up.domain[0]));
  const color = { field: 'colour', type: 'nominal', scale: null };
  return [
    {
      data: { values },
      mark: { type: 'area', opacity: 0.2 },
      encoding: { x, y: y('low'), y2: { field: 'high' }, color, detail: ofPattern },
    },
    {
      data: { values },
      mark: { type: 'line', strokeWidth: 2.5 },
      encoding: { x, y: y('mean'), color, detail: ofPattern },
    },
    {
      data: { values },
      mark: { type: 'point', filled: true, size: 36, opacity: 1 },
      encoding: { x, y: y('mean'), color, shape: { field: 'shape', type: 'nominal', scale: null }, tooltip },
    },
  ];
}

/** Names of the few at the right edge with their laws, pushed apart, and of the quiet ones that lie highest and lowest. */
function namesOf(series: readonly GrowthSeries[], up: ScaleAxis, across: (size: number) => number): object[] {
  const place = ({ rows }: GrowthSeries): number => SIZE.height * (1 - up.place(rows.at(-1)!.mean));
  const quiet = series.filter(({ isCast }) => !isCast).sort((a, b) => place(a) - place(b));
  const half = Math.min(NAMES / 2, Math.floor(quiet.length / 2));
  const chosen = [...new Set([...quiet.slice(0, half), ...quiet.slice(quiet.length - half)])];
  const named = series.filter((one) => one.isCast || chosen.includes(one) || quiet.length <= NAMES);
  const heights = spread(named.map(place), FONT_SIZE + 3, SIZE.height);
  return named.flatMap((one, i) => {
    const { pattern, label, rows, fit, isCast } = one;
    const data = { values: [{ pattern }] };
    const text = fit === null ? label : `${label} ${powerText(fit)}`;
    return [
      {
        data,
        mark: { type: 'rule', color: isCast ? one.colour : QUIET, strokeWidth: 1, opacity: 0.8 },
        encoding: {
          ...{ x: { value: across(rows.at(-1)!.size) + 3 }, x2: { value: SIZE.width + 14 } },
          ...{ y: { value: place(one) }, y2: { value: heights[i]! } },
        },
      },
      {
        data,
        mark: {
          ...{ type: 'text', text, align: 'left', baseline: 'middle', fontSize: FONT_SIZE },
          ...{ color: isCast ? INK : FAINT, fontWeight: isCast ? 'bold' : 'normal' },
        },
        encoding: { x: { value: SIZE.width + 17 }, y: { value: heights[i]! } },
      },
    ];
  });
}
