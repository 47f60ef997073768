/** How values are laid out along an axis. */
export interface ScaleAxis {
  readonly type: 'linear' | 'log';
  readonly domain: readonly [number, number];
  /** From a value to its fraction of the axis. */
  readonly place: (value: number) => number;
  /** And back. */
  readonly value: (place: number) => number;
}

/**
 * From zero where the values are of one size; logarithmic where the largest is more than twenty times the least, and none
 * is zero. `headroom` is the end of a linear axis over the largest value.
 */
export function axisOf(values: readonly number[], headroom = 1.12): ScaleAxis {
  const most = Math.max(...values, 0);
  const least = Math.min(...values);
  if (values.length === 0 || most <= 0)
    return { type: 'linear', domain: [0, 1], place: (value) => value, value: (place) => place };
  if (least > 0 && most / least > 20) {
    const domain: [number, number] = [least / 1.3, most * 1.3];
    const span = Math.log(domain[1] / domain[0]);
    const place = (value: number): number => Math.log(value / domain[0]) / span;
    return { type: 'log', domain, place, value: (at) => domain[0] * Math.exp(at * span) };
  }
  const domain: [number, number] = [Math.min(0, least), most * headroom];
  const span = domain[1] - domain[0];
  return { type: 'linear', domain, place: (value) => (value - domain[0]) / span, value: (at) => domain[0] + at * span };
}
