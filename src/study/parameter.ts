import type { Parameter } from '../scenario/scenario.js';
import { type Settings, written } from '../scenario/variants.js';

export type { Parameter };

/** The settings that give each parameter its value. */
export function settingsOf(
  parameters: readonly Pick<Parameter, 'path' | 'unit'>[],
  values: readonly number[],
): Settings {
  return Object.fromEntries(parameters.map(({ path, unit }, i) => [path, written(values[i]!, unit)]));
}

/** A setting as `--set` takes it. Numbers in their shortest form, so that the same value is the same text. */
export function settingText({ path, unit }: Pick<Parameter, 'path' | 'unit'>, value: number): string {
  return `${path}=${written(value, unit)}`;
}

/** The value at `share` of the way from the low to the high end, in [0, 1]. */
export function valueAt({ low, high, scale, isWhole }: Parameter, share: number): number {
  const value = scale === 'log' ? Math.exp(Math.log(low) + share * Math.log(high / low)) : low + share * (high - low);
  return isWhole ? Math.round(value) : share === 1 ? high : tidy(value);
}

/** Values from the low to the high end, evenly on the parameter's scale; of a count, each value once. */
export function valuesOf(parameter: Parameter, steps: number): number[] {
  const all = Array.from({ length: steps }, (_, i) => valueAt(parameter, steps === 1 ? 0 : i / (steps - 1)));
  return [...new Set(all)];
}

/** The value half-way between two, on the parameter's scale. */
export function between({ scale, isWhole }: Parameter, a: number, b: number): number {
  const middle = scale === 'log' ? Math.sqrt(a * b) : (a + b) / 2;
  return isWhole ? Math.round(middle) : tidy(middle);
}

/** Six significant digits: 0.1 + 0.2 is shown as 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(6));
}
