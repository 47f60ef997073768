import type { Comparison, GrowthRow } from '../../experiment/comparison.js';
import { capitalised, formatValue, inSentence } from '../format.js';
import { measureOf } from '../lookup.js';
import { spread } from './labels.js';
import { type ChartSpec, chart, lookOf } from './theme.js';

const PANELS = ['edges', 'messages'];
const SIZE = { width: 300, height: 340 };
const FONT_SIZE = 12;
const DASH = 7;

/** Edges and messages against the size: a line a pattern, labelled at its end, with its interval as a band. */
export function growthChart(comparison: Comparison): ChartSpec {
  const panels = PANELS.filter((id) => comparison.growth.some((row) => row.measure === id));
  const label = comparison.scenario.growth?.label ?? 'size';
  const subtitle = [
    'Bands: 95 % intervals of the means. Lines that coincide share their dashes;',
    'thin lines lead from each name to the end of its own.',
  ];
  const names = panels.map((id) => inSentence(measureOf(comparison, id)?.label ?? id));
  const title = `How ${names.join(' and ')} grow with the number of ${label}`;
  return chart(title, subtitle, describe(comparison, panels, label), {
    hconcat: panels.map((id) => panelOf(comparison, id, label)),
    spacing: 36,
  });
}

function panelOf(comparison: Comparison, id: string, label: string): object {
  const rows = comparison.growth.filter((row) => row.measure === id && !Number.isNaN(row.mean));
  const names = comparison.ranking.filter((name) => rows.some((row) => row.pattern === name));
  const series = names.map((name) => rows.filter((row) => row.pattern === name).sort((a, b) => a.size - b.size));
  const top = Math.max(1, ...rows.map((row) => (Number.isNaN(row.high) ? row.mean : row.high))) * 1.04;
  const sizes = [...new Set(rows.map((row) => row.size))].sort((a, b) => a - b);
  const measure = measureOf(comparison, id);
  const heading = measure?.label ?? id;
  const per = 'mean a task';
  const x = {
    field: 'size',
    type: 'quantitative',
    title: `Number of ${label}`,
    scale: { domain: [sizes[0], sizes.at(-1)], nice: false },
    axis: { values: sizes, grid: false, format: 'd' },
  };
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    title: `${capitalised(heading)}, ${per}`,
    scale: { domain: [0, top], nice: false },
  });
  const lines = series.flatMap((one) => linesOf(one, twinsOf(one, series), x, y));
  return { ...SIZE, layer: [...lines, ...labelsOf(series, names, top)] };
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
): object[] {
  const { colour, shape } = lookOf(series[0]!.pattern);
  const values = series.map(({ pattern, size, mean, low, high }) => {
    return {
      pattern,
      size,
      mean,
      low: Number.isNaN(low) ? mean : Math.max(0, low),
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
      mark: { type: 'point', filled: true, color: colour, shape, size: 45, opacity: 1, tooltip: true },
      encoding: { x, y: y('mean') },
    },
  ];
}

/** Names at the right edge, pushed apart, each with a thin line to where its series ends. */
function labelsOf(series: readonly (readonly GrowthRow[])[], names: readonly string[], top: number): object[] {
  const ends = series.map((one) => SIZE.height * (1 - one.at(-1)!.mean / top));
  const heights = spread(ends, FONT_SIZE + 3, SIZE.height);
  return names.flatMap((name, index) => {
    const { colour } = lookOf(name);
    const [end, height] = [ends[index]!, heights[index]!];
    const line = {
      x: { value: SIZE.width + 3 },
      x2: { value: SIZE.width + 18 },
      y: { value: end },
      y2: { value: height },
    };
    return [
      { data: { values: [{}] }, mark: { type: 'rule', color: colour, strokeWidth: 1, opacity: 0.8 }, encoding: line },
      {
        data: { values: [{}] },
        mark: { type: 'text', text: name, align: 'left', baseline: 'middle', fontSize: FONT_SIZE, color: colour },
        encoding: { x: { value: SIZE.width + 22 }, y: { value: height } },
      },
    ];
  });
}

function describe(comparison: Comparison, panels: readonly string[], label: string): string {
  const texts = panels.map((id) => {
    const lines = comparison.ranking.flatMap((name) => {
      const rows = comparison.growth
        .filter((row) => row.pattern === name && row.measure === id)
        .sort((a, b) => a.size - b.size);
      const [first, last] = [rows[0], rows.at(-1)];
      if (first === undefined || last === undefined) return [];
      return `${name} from ${formatValue('1', first.mean, first)} at ${first.size} to ${formatValue('1', last.mean, last)} at ${last.size}`;
    });
    return `${capitalised(measureOf(comparison, id)?.label ?? id)}: ${lines.join('; ')}`;
  });
  return `Lines of structure measures against the number of ${label}, with 95 % intervals. ${texts.join('. ')}.`;
}
