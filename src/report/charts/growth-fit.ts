/** A power law through points: least squares on both logarithms, with the 95 % interval of the exponent. */
import { studentQuantile } from '../../statistics/student.js';

export interface PowerFit {
  readonly exponent: number;
  readonly low: number;
  readonly high: number;
}

/** Null where there are fewer than three points, or one that has no logarithm. */
export function powerFit(points: readonly { readonly size: number; readonly mean: number }[]): PowerFit | null {
  if (points.length < 3 || points.some(({ size, mean }) => !(size > 0 && mean > 0))) return null;
  const logs = points.map(({ size, mean }) => [Math.log(size), Math.log(mean)] as const);
  const n = logs.length;
  const [mx, my] = [0, 1].map((at) => logs.reduce((sum, pair) => sum + pair[at as 0 | 1], 0) / n) as [number, number];
  const sxx = logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  if (!(sxx > 0)) return null;
  const exponent = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / sxx;
  const left = logs.reduce((sum, [x, y]) => sum + (y - my - exponent * (x - mx)) ** 2, 0);
  const half = studentQuantile(0.975, n - 2) * Math.sqrt(left / (n - 2) / sxx);
  return { exponent, low: exponent - half, high: exponent + half };
}

/** "n^1.5": one digit is what such a line can bear. */
export function powerText({ exponent }: PowerFit): string {
  return `n^${(Math.abs(exponent) < 0.05 ? 0 : exponent).toFixed(1)}`;
}
