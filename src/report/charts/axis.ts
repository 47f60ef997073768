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

/** An axis with marks at round numbers. */
export interface MarkedAxis extends ScaleAxis {
  readonly ticks: readonly number[];
}

/**
 * Logarithmic where the largest is more than ten times the least, and none is zero; else with room at both ends, from zero where
 * that takes no more than half of it, and no farther than `most`.
 */
export function spanAxis(values: readonly number[], most = Number.POSITIVE_INFINITY, mayBeLog = true): MarkedAxis {
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0 || largest <= 0) return { ...axisOf([]), ticks: [0, 1] };
  if (mayBeLog && least > 0 && largest / least > 10) {
    const domain: [number, number] = [least / 1.25, largest * 1.25];
    const span = Math.log(domain[1] / domain[0]);
    const place = (value: number): number => Math.log(value / domain[0]) / span;
    return { type: 'log', domain, place, value: (at) => domain[0] * Math.exp(at * span), ticks: roundIn(domain) };
  }
  const room = (largest - Math.max(0, least) || largest) * 0.08;
  const low = least > largest / 2 ? least - 2 * room : Math.min(0, least);
  const domain: [number, number] = [low, Math.min(Math.max(most, largest), largest + room)];
  const span = domain[1] - domain[0];
  const place = (value: number): number => (value - domain[0]) / span;
  return { type: 'linear', domain, place, value: (at) => domain[0] + at * span, ticks: stepsIn(domain) };
}

/** 1, 2 and 5 times the powers of ten. */
function roundIn([low, high]: readonly [number, number]): number[] {
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => 10 ** (Math.floor(Math.log10(low)) + i),
  );
  return powers
    .flatMap((power) => [1, 2, 5].map((one) => Number((one * power).toPrecision(1))))
    .filter((tick) => tick >= low && tick <= high);
}

/** Four to eight round steps. */
function stepsIn([low, high]: readonly [number, number]): number[] {
  const power = 10 ** Math.floor(Math.log10((high - low) / 4));
  const step = power * ([5, 2, 1].find((one) => one * power <= (high - low) / 4) ?? 1);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}
