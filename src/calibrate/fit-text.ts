import type { DistributionFit } from '../statistics/fit/distribution-fit.js';
import type { FittedValue } from '../statistics/fit/families.js';
import type { CountedShare } from './fits.js';

const number = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? 'open' : String(Number(value.toPrecision(3)));
const interval = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `95 % ${number(low)} to ${number(high)}`;
export const valueText = (one: FittedValue): string => `${one.name} ${number(one.value)} (${interval(one)})`;

/** How a distribution was found: observations, intervals, and how well it fits. */
export function fitText(fit: DistributionFit): string {
  const n = `${fit.n} observation${fit.n === 1 ? '' : 's'}`;
  if (fit.distribution.kind === 'constant') return `${n}, all the same`;
  if (fit.refused !== null)
    return `${n}, mean ${number(fit.mean.mean)} (${interval(fit.mean)}); the sample itself: ${fit.refused}`;
  const few = fit.n < 30 ? '; few' : '';
  return `${n}${few}, ${fit.values.map(valueText).join(', ')}, distance ${fit.distance.toFixed(2)} of at most ${fit.critical.toFixed(2)}`;
}

export const shareText = (one: CountedShare): string => `${one.count} of ${one.n} (${interval(one)})`;
