/** Intervals and curves drawn with characters, on an axis whose ends are round numbers. */
import { decimalsFor, fixed } from '../words/format.js';

/** What is drawn: a value with its interval, which may be NaN. */
export interface PlottedValue {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface PlotAxis {
  readonly low: number;
  readonly high: number;
}

/** About so many steps between the ends. */
const STEPS = 4;

/** Round ends around all of them, within `bounds`. */
export function axisAround(spreads: readonly PlottedValue[], bounds: PlotAxis): PlotAxis {
  const values = spreads.flatMap(({ mean, low, high }) => [mean, low, high]).filter((value) => Number.isFinite(value));
  if (values.length === 0) return { low: 0, high: 1 };
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = roundStep((most - least || Math.abs(most) || 1) / STEPS);
  const [low, high] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
  return {
    low: Math.max(bounds.low, low),
    high: Math.min(bounds.high, high === low ? low + step : high),
  };
}

/** The next of 1, 2, 5, 10, ... from `least` up. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-9))!;
}

/** "  ├──●─┤   ": the interval, and the mean in it. */
export function intervalPlot({ mean, low, high }: PlottedValue, axis: PlotAxis, width: number): string {
  const cells = Array.from({ length: width }, () => ' ');
  if (!Number.isFinite(mean)) return cells.join('');
  const at = (value: number): number => cellOf(value, axis, width);
  if (Number.isFinite(low) && Number.isFinite(high)) {
    for (let cell = at(low); cell <= at(high); cell++) cells[cell] = '─';
    cells[at(low)] = '├';
    cells[at(high)] = '┤';
  }
  cells[at(mean)] = '●';
  return cells.join('');
}

function cellOf(value: number, { low, high }: PlotAxis, width: number): number {
  const share = (value - low) / (high - low);
  return Math.min(width - 1, Math.max(0, Math.round(share * (width - 1))));
}

/** "40    50    60": the ends of the axis, and its middle where there is room for it. */
export function axisText({ low, high }: PlotAxis, width: number): string {
  const text = (value: number): string => fixed(value, decimalsFor(value, null));
  const [left, middle, right] = [text(low), text((low + high) / 2), text(high)];
  const start = Math.round((width - 1) / 2 - middle.length / 2 + 0.5);
  const hasRoom = start > left.length && start + middle.length < width - right.length;
  const before = hasRoom ? left.padEnd(start) + middle : left;
  return before + right.padStart(width - before.length);
}

const HEIGHTS = '▁▂▃▄▅▆▇█';

/** A curve as a row of bars, each of some characters; '·' where there is no value. */
export function sparkline(values: readonly number[], { low, high }: PlotAxis, cell: number): string {
  return values
    .map((value) => {
      if (!Number.isFinite(value)) return '·'.repeat(cell);
      const share = (value - low) / (high - low);
      const height = Math.min(HEIGHTS.length - 1, Math.max(0, Math.floor(share * HEIGHTS.length)));
      return HEIGHTS[height]!.repeat(cell);
    })
    .join('');
}
