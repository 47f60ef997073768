import type { Measure } from '../../measures/measure.js';
import type { SummaryRow } from '../../study/summary-row.js';
import type { Sweep } from '../../sweep/sweep.js';
import { capitalised, formatValue, headingUnit, inSentence } from '../words/format.js';
import { sweepAnswer, sweepVerdict } from '../words/sweep-answer.js';
import { axisTitle, flipText, rowsAt, valueText, winners } from '../words/sweep-values.js';
import { brief } from '../words/verdict/phrases.js';
import { axisOf, type ScaleAxis as Scale } from './axis.js';
import { spread } from './labels.js';
import { stripOf } from './sweep-strip.js';
import { textWidth } from './text-width.js';
import { type Chart, type ChartSpec, chart, INK, lookOf, pointedAt, QUIET } from './theme.js';

const MAIN = { width: 560, height: 320 };
const SMALL = { width: 250, height: 200 };
const FONT_SIZE = 12;
/** So many patterns are named and coloured; of so few all, whether they are best anywhere or not. */
const FEW = 7;

/** Pixels from a value, left to right. */
type LabelPlace = (value: number) => number;

/** Curves of the swept measure with who wins under them, and the other measures beside each other. */
export function curveCharts(sweep: Sweep): Chart[] {
  const { measures, axes } = sweep;
  const path = axes[0]!.parameter.path;
  const others = measures.slice(1).filter((one) => hasValues(sweep, one));
  const charts: Chart[] = [{ name: 'sweep', spec: mainChart(sweep) }];
  if (others.length === 0) return charts;
  const subtitle = [bandsNote(sweep), ...quietNote(sweep), ...endsNote(sweep, others)];
  const text = `Lines with 95 % intervals along ${path}. ${others.map((one) => described(sweep, one)).join(' ')}`;
  const body = { hconcat: others.map((one) => ({ ...SMALL, layer: panel(sweep, one, SMALL) })), spacing: 36 };
  charts.push({ name: 'sweep-others', spec: chart(othersTitle(sweep, others[0]!), subtitle, text, body) });
  return charts;
}

/** From where to where the named curves of a measure go, in words and numbers. */
function described(sweep: Sweep, { id, label, unit }: Measure): string {
  const { parameter } = sweep.axes[0]!;
  const told = named(sweep).flatMap((name) => {
    const points = sweep.cells.flatMap((cell) => {
      const row = rowsAt(cell, id).find((one) => one.pattern === name && !Number.isNaN(one.mean));
      return row === undefined
        ? []
        : [`${formatValue(unit, row.mean, row)} at ${valueText(parameter, cell.values[0]!)}`];
    });
    return points.length === 0 ? [] : [`${name} from ${points[0]} to ${points.at(-1)}`];
  });
  return `${capitalised(label)}: ${told.join('; ')}.`;
}

/** From where to where a measure goes under whoever is best most often. */
function othersTitle(sweep: Sweep, { id, label, unit }: Measure): string {
  const { parameter } = sweep.axes[0]!;
  const [name] = named(sweep);
  const points = sweep.cells.flatMap((cell) => {
    const row = rowsAt(cell, id).find((one) => one.pattern === name && !Number.isNaN(one.mean));
    return row === undefined ? [] : [{ at: valueText(parameter, cell.values[0]!), text: brief(unit, row.mean) }];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `${name} has no value of ${inSentence(label)}`;
  return `Under ${name}, ${inSentence(label)} goes from ${first.text} at ${first.at} to ${last.text} at ${last.at}`;
}

const hasValues = ({ cells }: Sweep, { id }: Measure): boolean =>
  cells.some((cell) => rowsAt(cell, id).some(({ mean }) => !Number.isNaN(mean)));

function bandsNote({ runs }: Sweep): string {
  return runs < 2
    ? 'One replication has no intervals.'
    : 'Bands: 95 % intervals of the means; the same random numbers at every value.';
}

/** The patterns that are best somewhere, most often first; all of them where they are few. */
function named(sweep: Sweep): string[] {
  const best = winners(sweep).map(({ name }) => name);
  const all = sweep.patterns.length > FEW ? best : [...new Set([...best, ...sweep.patterns])];
  return all.slice(0, FEW);
}

function quietNote(sweep: Sweep): string[] {
  if (named(sweep).length === sweep.patterns.length) return [];
  return [
    `Thin grey lines: ${winners(sweep).length > FEW ? 'the other patterns' : `patterns that are best nowhere on ${inSentence(sweep.measure.label)}`}.`,
  ];
}

function endsNote({ cells }: Sweep, shown: readonly Measure[]): string[] {
  const isPartly = ({ id }: Measure): boolean => {
    const all = cells.map((cell) => rowsAt(cell, id));
    return all[0]!.some((_, p) => {
      const count = all.filter((rows) => !Number.isNaN(rows[p]!.mean)).length;
      return count > 0 && count < all.length;
    });
  };
  if (!shown.some(isPartly)) return [];
  return ['A line breaks off where it has no value: nothing is delivered, or the queue grows without bound.'];
}

function mainChart(sweep: Sweep): ChartSpec {
  const { measure, flips } = sweep;
  const title = sweepVerdict(sweep).replace(/\.$/, '');
  const flipNote = flips.some(({ settles }) => settles)
    ? ['Dashed: crossovers, where the best pattern changes; grey band: 95 % interval.']
    : [];
  const subtitle = [bandsNote(sweep), ...flipNote, ...quietNote(sweep), ...endsNote(sweep, [measure])];
  const strip = stripOf(sweep, MAIN.width, placeOf(sweep, MAIN.width), xOf(sweep, true));
  return chart(title, subtitle, sweepAnswer(sweep).join(' '), {
    vconcat: [{ ...MAIN, layer: [...flipMarks(sweep), ...panel(sweep, measure, MAIN)] }, strip],
    spacing: 10,
  });
}

/** The shared way across: the values on their own scale. */
function xOf({ axes }: Sweep, isTitled: boolean): object {
  const { parameter, values } = axes[0]!;
  return {
    field: 'value',
    type: 'quantitative',
    title: isTitled ? axisTitle(parameter) : null,
    scale: { domain: [values[0], values.at(-1)], nice: false, ...(parameter.scale === 'log' ? { type: 'log' } : {}) },
    axis: { values, grid: false, format: '~r', labelOverlap: 'greedy', labels: isTitled, ticks: isTitled },
  };
}

function placeOf({ axes }: Sweep, width: number): LabelPlace {
  const { parameter, values } = axes[0]!;
  const [low, high] = [values[0]!, values.at(-1)!];
  if (parameter.scale === 'log') return (value) => (width * Math.log(value / low)) / Math.log(high / low);
  return (value) => (width * (value - low)) / (high - low || 1);
}

/** Lines with bands of one measure, the winners' over the others', with names at the right edge. */
function panel(sweep: Sweep, measure: Measure, size: typeof MAIN): object[] {
  const best = named(sweep);
  const rows = sweep.cells.flatMap((cell) =>
    rowsAt(cell, measure.id)
      .filter(({ mean }) => !Number.isNaN(mean))
      .map((row) => ({ value: cell.values[0]!, row })),
  );
  const bounds = rows.flatMap(({ row }) => [row.mean, ...(Number.isNaN(row.high) ? [] : [row.high])]);
  const lows = rows.flatMap(({ row }) => (Number.isNaN(row.low) ? [] : [row.low]));
  const up =
    measure.unit === 'share'
      ? shareAxis([...bounds, ...lows])
      : axisOf([...bounds, ...lows.filter((low) => low > 0)], 1.04);
  const isMain = size === MAIN;
  const x = xOf(sweep, !isMain);
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    title: titleOf(measure, up),
    scale: { domain: up.domain, nice: false, ...(up.type === 'log' ? { type: 'log' } : {}) },
    axis: {
      tickCount: isMain ? 6 : 4,
      ...(measure.unit === 'share' ? { format: '.0%' } : up.type === 'log' ? { format: '~g' } : {}),
    },
  });
  const of = (name: string): readonly SweepPoint[] => rows.filter(({ row }) => row.pattern === name);
  const quiet = sweep.patterns.filter((name) => !best.includes(name));
  return [
    ...quiet.map((name) => quietLine(of(name), x, y)),
    ...[...best].reverse().flatMap((name) => lineOf(of(name), sweep.patterns, measure, x, y, up)),
    ...namesOf(
      sweep.patterns,
      best.filter((name) => of(name).length > 0).map(of),
      up,
      placeOf(sweep, size.width),
      size,
    ),
  ];
}

interface SweepPoint {
  readonly value: number;
  readonly row: SummaryRow;
}

/** Shares from nought to one, drawn as far as they reach. */
function shareAxis(values: readonly number[]): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = Math.max(0.01, (most - least) * 0.06);
  const domain: [number, number] = [Math.max(0, least - margin), Math.min(1, most + margin)];
  const span = domain[1] - domain[0];
  return { type: 'linear', domain, place: (value) => (value - domain[0]) / span, value: (at) => domain[0] + at * span };
}

function titleOf({ label, unit, readRun }: Measure, { type }: Scale): string {
  const sign = unit === '1' ? '' : `, ${headingUnit(unit)}`;
  return `${capitalised(label)}${sign}${readRun === undefined ? ', mean per task' : ''}${type === 'log' ? ', logarithmic' : ''}`;
}

const datum = ({ value, row }: SweepPoint, low: number): object => ({
  ...{ pattern: row.pattern, value, mean: row.mean },
  low: Number.isNaN(row.low) ? row.mean : Math.max(low, row.low),
  high: Number.isNaN(row.high) ? row.mean : row.high,
});

function quietLine(points: readonly SweepPoint[], x: object, y: (field: string) => object): object {
  return {
    data: { values: points.map((point) => datum(point, Number.NEGATIVE_INFINITY)) },
    mark: { type: 'line', color: QUIET, strokeWidth: 1 },
    encoding: { x, y: y('mean'), tooltip: pointedAt({ pattern: 'Pattern' }) },
  };
}

function lineOf(
  points: readonly SweepPoint[],
  among: readonly string[],
  { unit }: Measure,
  x: object,
  y: (field: string) => object,
  up: Scale,
): object[] {
  if (points.length === 0) return [];
  const { colour, shape } = lookOf(points[0]!.row.pattern, among);
  const values = points.map((point) => ({
    ...datum(point, up.domain[0]),
    text: formatValue(unit, point.row.mean, point.row),
  }));
  const tooltip = pointedAt({ pattern: 'Pattern', value: 'At', text: 'Mean' });
  return [
    {
      data: { values },
      mark: { type: 'area', color: colour, opacity: 0.16, clip: true },
      encoding: { x, y: y('low'), y2: { field: 'high' } },
    },
    { data: { values }, mark: { type: 'line', color: colour, strokeWidth: 2.5 }, encoding: { x, y: y('mean') } },
    {
      data: { values },
      mark: { type: 'point', filled: true, color: colour, shape, size: 45, opacity: 1 },
      encoding: { x, y: y('mean'), tooltip },
    },
  ];
}

/** Names at the right edge, pushed apart, each with a thin line to where its curve ends. */
function namesOf(
  among: readonly string[],
  series: readonly (readonly SweepPoint[])[],
  up: Scale,
  across: LabelPlace,
  size: typeof MAIN,
): object[] {
  const ends = series.map((points) => size.height * (1 - up.place(points.at(-1)!.row.mean)));
  const heights = spread(ends, FONT_SIZE + 3, size.height);
  return series.flatMap((points, i) => {
    const last = points.at(-1)!;
    const { colour } = lookOf(last.row.pattern, among);
    const line = {
      ...{ x: { value: across(last.value) + 4 }, x2: { value: size.width + 16 } },
      ...{ y: { value: ends[i]! }, y2: { value: heights[i]! } },
    };
    const text = { type: 'text', text: last.row.pattern, align: 'left', baseline: 'middle', fontSize: FONT_SIZE };
    return [
      { data: { values: [{}] }, mark: { type: 'rule', color: colour, strokeWidth: 1, opacity: 0.8 }, encoding: line },
      {
        data: { values: [{}] },
        mark: { ...text, color: INK },
        encoding: { x: { value: size.width + 20 }, y: { value: heights[i]! } },
      },
    ];
  });
}

/** Where the best is overtaken: a dashed line in a band as wide as its interval, its value at the top. */
function flipMarks(sweep: Sweep): object[] {
  const axis = sweep.axes[0]!;
  const across = placeOf(sweep, MAIN.width);
  const flips = sweep.flips.filter(({ settles }) => settles);
  const places = flips.map(({ at }) => across(at));
  return flips.flatMap((flip, i) => {
    const [left, right] = [across(flip.low), across(flip.high)];
    const text = flipText(axis, flip);
    const half = textWidth(text, 11) / 2;
    const nearest = Math.min(Math.max(places[i]!, half), MAIN.width - half);
    const row = places.slice(0, i).filter((place) => Math.abs(place - places[i]!) < 2 * half).length;
    const top = { y: { value: 0 }, y2: { value: MAIN.height } };
    const values = [{ overtakes: flip.above, overtaken: flip.below, at: text }];
    return [
      {
        data: { values },
        mark: { type: 'rect', color: '#9aa2aa', opacity: 0.22, tooltip: { content: 'data' } },
        encoding: { x: { value: left }, x2: { value: Math.max(right, left + 1) }, ...top },
      },
      {
        data: { values },
        mark: { type: 'rule', color: INK, strokeDash: [4, 3], strokeWidth: 1 },
        encoding: { x: { value: places[i]! }, ...top },
      },
      {
        data: { values },
        mark: { type: 'text', text, fontSize: 11, color: INK, baseline: 'bottom' },
        encoding: { x: { value: nearest }, y: { value: -4 - 13 * row } },
      },
    ];
  });
}
