import type { Comparison, GrowthRow } from '../../compare/comparison.js';
import { measureOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { capitalised, formatEstimate, formatValue, headingUnit, inSentence, listed } from '../words/format.js';
import { isLoaded } from '../words/offered-load.js';
import { axisOf, type ScaleAxis } from './axis.js';
import { spread } from './labels.js';
import { type Chart, chart, lookOf, pointedAt } from './theme.js';

const SIZE = { width: 300, height: 340 };
const FONT_SIZE = 12;
const DASH = 7;

/** One chart of the growth study: measures that are looked at together. */
interface GrowthStudy {
  readonly name: string;
  readonly ids: readonly string[];
  readonly title: (names: string, label: string) => string;
}

/** Charts of how things grow: those of the studies whose measures were followed, and change at all. */
export function growthCharts(comparison: Comparison): Chart[] {
  return studiesOf(comparison).flatMap(({ name, ids, title }) => {
    const panels = ids.filter((id) => changes(comparison, id));
    if (panels.length === 0) return [];
    const label = comparison.scenario.growth?.label ?? 'size';
    const names = listed(panels.map((id) => inSentence(measureOf(comparison, id)?.label ?? id)));
    const subtitle = [
      'Bands: 95 % intervals of the means. Lines that coincide share their dashes;',
      'thin lines connect each name with the end of its line.',
      ...endlessNote(comparison, panels),
    ];
    const body = { hconcat: panels.map((id) => panelOf(comparison, id)), spacing: 36 };
    return [
      { name, spec: chart(title(names, axisName(comparison, label)), subtitle, describe(comparison, panels), body) },
    ];
  });
}

function studiesOf(comparison: Comparison): GrowthStudy[] {
  const { objectives } = comparison;
  const against = (names: string, label: string): string => `${capitalised(names)} against the ${label}`;
  const grow = (names: string, label: string): string => `How ${names} grow with the ${label}`;
  const ends = [...new Set([objectives[0] ?? 'correct', 'correct', 'latency'])].slice(0, 2);
  return [
    { name: 'growth', ids: ['edges', 'messages'], title: grow },
    { name: 'growth-ends', ids: ends.includes('latency') ? ends : [ends[0]!, 'latency'], title: against },
    { name: 'growth-load', ids: isLoaded(comparison) ? ['throughput', 'bottleneck'] : [], title: against },
  ];
}

/** Whether a measure was followed, and is shown to differ between sizes under some pattern; of one size there is no asking. */
function changes({ growth, ranking }: Comparison, id: string): boolean {
  return ranking.some((name) => {
    const rows = growth.filter((row) => row.measure === id && row.pattern === name && !Number.isNaN(row.mean));
    const lows = rows.map(({ low, mean }) => (Number.isNaN(low) ? mean : low));
    const highs = rows.map(({ high, mean }) => (Number.isNaN(high) ? mean : high));
    return rows.length === 1 || Math.max(...lows) > Math.min(...highs);
  });
}

/** Counts are "the number of specialists"; what is measured has a name of its own. */
function axisName({ scenario }: Comparison, label: string): string {
  const isCount = scenario.growth?.unit === '' && scenario.growth.sizes.every(Number.isInteger);
  return isCount || scenario.growth?.unit === '/h' ? `number of ${label}` : label;
}

function endlessNote({ growth }: Comparison, panels: readonly string[]): string[] {
  const breaksOff = growth.some(({ measure, mean }) => panels.includes(measure) && Number.isNaN(mean));
  return breaksOff
    ? ['A line ends where it has no further value: nothing is delivered, or the queue grows without bound.']
    : [];
}

function panelOf(comparison: Comparison, id: string): object {
  const rows = comparison.growth.filter((row) => row.measure === id && !Number.isNaN(row.mean));
  const names = comparison.ranking.filter((name) => rows.some((row) => row.pattern === name));
  const series = names.map((name) => rows.filter((row) => row.pattern === name).sort((a, b) => a.size - b.size));
  const measure = measureOf(comparison, id);
  const isTime = measure?.unit === 's';
  const highs = rows.map((row) => (Number.isNaN(row.high) ? row.mean : row.high));
  const up = axisOf(isTime ? [...rows.map((row) => row.mean), ...highs] : [0, leastTop(measure), ...highs], 1.04);
  const sizes = [...new Set(comparison.growth.map((row) => row.size))].sort((a, b) => a - b);
  const label = comparison.scenario.growth?.label ?? 'size';
  const x = {
    field: 'size',
    type: 'quantitative',
    title: capitalised(axisName(comparison, label)),
    scale: { domain: [sizes[0], sizes.at(-1)], nice: false },
    axis: { values: sizes, grid: false, format: sizes.every(Number.isInteger) ? 'd' : '.6~g' },
  };
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    title: titleOf(measure, id, up),
    scale: { domain: up.domain, nice: false, ...(up.type === 'log' ? { type: 'log' } : {}) },
    ...(measure?.unit === 'share' ? { axis: { format: '.0%' } } : {}),
  });
  const across = (size: number): number => (SIZE.width * (size - sizes[0]!)) / (sizes.at(-1)! - sizes[0]! || 1);
  const lines = series.flatMap((one) => linesOf(one, twinsOf(one, series), x, y, up, bareUnit(measure)));
  return { ...SIZE, layer: [...lines, ...labelsOf(series, names, up, across)] };
}

/** Counts of what the axis names have no unit beside them. */
function bareUnit(measure: Measure | undefined): string {
  return measure === undefined || measure.group === 'structure' ? '1' : measure.unit;
}

/** Counts are at least drawn up to one, shares to nothing in particular. */
function leastTop(measure: Measure | undefined): number {
  return measure?.unit === 'share' || measure?.unit === 'USD' ? 0 : 1;
}

function titleOf(measure: Measure | undefined, id: string, { type }: ScaleAxis): string {
  const heading = capitalised(measure?.label ?? id);
  const log = type === 'log' ? ', logarithmic' : '';
  if (measure === undefined || measure.group === 'structure') return `${heading}, mean per task`;
  return `${heading}, ${headingUnit(measure.unit)}${measure.readRun === undefined ? ', mean per task' : ''}${log}`;
}

/** The series that lie on the same points as this one, itself among them. */
function twinsOf(one: readonly GrowthRow[], series: readonly (readonly GrowthRow[])[]): (readonly GrowthRow[])[] {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  return series.filter(
    (other) =>
      other.length === one.length &&
      other.every((row, index) => row.size === one[index]!.size && near(row.mean, one[index]!.mean)),
  );
}

function linesOf(
  series: readonly GrowthRow[],
  twins: readonly (readonly GrowthRow[])[],
  x: object,
  y: (field: string) => object,
  up: ScaleAxis,
  unit: string,
): object[] {
  const { colour, shape } = lookOf(series[0]!.pattern);
  const values = series.map(({ pattern, size, mean, low, high }) => {
    const amount = formatEstimate(unit, { mean, low, high });
    return {
      ...{ at: String(size), amount },
      pattern,
      size,
      mean,
      low: Number.isNaN(low) ? mean : Math.max(up.domain[0], low),
      high: Number.isNaN(high) ? mean : high,
    };
  });
  const turn = twins.findIndex((twin) => twin[0]!.pattern === series[0]!.pattern);
  // k lines on one path draw every k-th dash each, so all of their colours show.
  const dash =
    twins.length > 1 ? { strokeDash: [DASH, DASH * (twins.length - 1)], strokeDashOffset: -DASH * turn } : {};
  return [
    {
      data: { values },
      mark: { type: 'area', color: colour, opacity: 0.18 },
      encoding: { x, y: y('low'), y2: { field: 'high' } },
    },
    {
      data: { values },
      mark: { type: 'line', color: colour, strokeWidth: 2.5, ...dash },
      encoding: { x, y: y('mean') },
    },
    {
      data: { values: twins.length > 1 ? values.filter((_, index) => index % twins.length === turn) : values },
      mark: { type: 'point', filled: true, color: colour, shape, size: 45, opacity: 1 },
      encoding: {
        ...{ x, y: y('mean') },
        tooltip: pointedAt({ pattern: 'Pattern', at: 'Size', amount: 'Mean' }),
      },
    },
  ];
}

/** Names at the right edge, pushed apart, each with a thin line to where its series ends. */
function labelsOf(
  series: readonly (readonly GrowthRow[])[],
  names: readonly string[],
  up: ScaleAxis,
  across: (size: number) => number,
): object[] {
  const ends = series.map((one) => SIZE.height * (1 - up.place(one.at(-1)!.mean)));
  const heights = spread(ends, FONT_SIZE + 3, SIZE.height);
  return names.flatMap((name, index) => {
    const { colour } = lookOf(name);
    const [end, height] = [ends[index]!, heights[index]!];
    const line = {
      x: { value: across(series[index]!.at(-1)!.size) + 3 },
      x2: { value: SIZE.width + 18 },
      y: { value: end },
      y2: { value: height },
    };
    return [
      {
        data: { values: [{ pattern: name }] },
        mark: { type: 'rule', color: colour, strokeWidth: 1, opacity: 0.8 },
        encoding: line,
      },
      {
        data: { values: [{ pattern: name }] },
        mark: { type: 'text', text: name, align: 'left', baseline: 'middle', fontSize: FONT_SIZE, color: colour },
        encoding: { x: { value: SIZE.width + 22 }, y: { value: height } },
      },
    ];
  });
}

function describe(comparison: Comparison, panels: readonly string[]): string {
  const label = comparison.scenario.growth?.label ?? 'size';
  const texts = panels.map((id) => {
    const bare = bareUnit(measureOf(comparison, id));
    const lines = comparison.ranking.flatMap((name) => {
      const rows = comparison.growth
        .filter((row) => row.pattern === name && row.measure === id && !Number.isNaN(row.mean))
        .sort((a, b) => a.size - b.size);
      const [first, last] = [rows[0], rows.at(-1)];
      if (first === undefined || last === undefined) return [];
      return `${name} from ${formatValue(bare, first.mean, first)} at ${first.size} to ${formatValue(bare, last.mean, last)} at ${last.size}`;
    });
    return `${capitalised(measureOf(comparison, id)?.label ?? id)}: ${lines.join('; ')}`;
  });
  return `Lines of measures against the ${axisName(comparison, label)}, with 95 % intervals. ${texts.join('. ')}.`;
}
