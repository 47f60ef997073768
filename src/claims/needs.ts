import { type Parameter, settingText } from '../study/parameter.js';
import type { Need } from './bench.js';
import { type Claim, type ClaimSetting, type ClaimSweep, readingsOf } from './claim.js';

/** An arm that changes nothing further. */
export const ALL = '';

/** The parameter that a sweep varies. */
export function parameterOf({ paths, values, unit, scale, isWhole }: ClaimSweep): Parameter {
  return {
    path: paths[0]!,
    low: values[0]!,
    high: values.at(-1)!,
    unit: unit ?? '',
    scale: scale ?? 'linear',
    isWhole: isWhole ?? false,
    base: null,
  };
}

/** What has to be rehearsed for a setting of a claim. */
export function needOfSetting(claim: Claim, setting: ClaimSetting): Need {
  const { scenario, set = [], patterns, times = 1, disturbed = false } = setting;
  const first = claim.settings[0]!.name;
  const readings = claim.conditions.flatMap(({ statements }) => statements.flatMap((one) => readingsOf(one.contrast)));
  const own = readings.filter(({ at = first }) => at === setting.name);
  return { scenario, set, patterns, times, disturbed, quantities: [...new Set(own.map(({ measure }) => measure))] };
}

/** The arms of a sweep, by name; one that changes nothing where it has none. */
export function armsOf({ arms }: ClaimSweep): [string, readonly string[]][] {
  return arms === undefined ? [[ALL, []]] : Object.entries(arms);
}

/** What has to be rehearsed at a value, an entry an arm. */
export function needsAt(sweep: ClaimSweep, value: number): Need[] {
  const { scenario, set = [], patterns, times = 1 } = sweep;
  const parameter = parameterOf(sweep);
  const quantities = [...new Set(readingsOf(sweep.contrast).map(({ measure }) => measure))];
  const given = sweep.paths.map((path) => settingText({ ...parameter, path }, value));
  return armsOf(sweep).map(([, further]) => ({
    ...{ scenario, patterns, times, quantities, disturbed: false },
    set: [...set, ...given, ...further],
  }));
}
