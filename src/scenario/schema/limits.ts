import type { Limit, StatisticName } from '../scenario.js';
import type { Kind } from './kinds.js';
import { got, inHundreds, readDuration } from './units.js';

/** The bound of a limit; without an operator it lies on the worse side of the measure. */
export type LimitBound = Pick<Limit, 'operator' | 'value' | 'isDuration'>;

const NUMBER = '[+-]?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?';
const PATTERN = `^(?:(<=|>=) *)?(${NUMBER})(?: ?(ms|s|m|h|d|%))?$`;
const BOUND = new RegExp(PATTERN);
const NEXT =
  "Write a number in the measure's unit, a share such as 5 %, a duration such as 60s, or an operator <= or >= before either, in quotes.";

/** A limit on a measure: `0.05`, `60s`, or `'<= 12'`. */
export const LIMIT: Kind<LimitBound> = {
  expected: 'a limit',
  range: "a number in the measure's unit, in % or a duration, after <= or >= if needed",
  next: NEXT,
  json: { type: ['number', 'string'], pattern: PATTERN },
  read: (raw) => {
    if (typeof raw === 'number' && Number.isFinite(raw)) {
      return { ok: true, value: { operator: null, value: raw, isDuration: false } };
    }
    const match = typeof raw === 'string' ? BOUND.exec(raw.trim()) : null;
    if (match === null)
      return { ok: false, message: `expected a limit such as 0.05 or 60s, got ${got(raw)}`, next: NEXT };
    const [, sign, number, unit] = match;
    const operator = sign === '<=' || sign === '>=' ? sign : null;
    if (unit === undefined) return { ok: true, value: { operator, value: Number(number), isDuration: false } };
    if (unit === '%') return { ok: true, value: { operator, value: inHundreds(Number(number)), isDuration: false } };
    const duration = readDuration(`${number}${unit}`);
    return duration.ok ? { ok: true, value: { operator, value: duration.value, isDuration: true } } : duration;
  },
};

export const STATISTICS = ['mean', 'p50', 'p95', 'p99', 'cvar95', 'cv'] as const satisfies readonly StatisticName[];

/** Of the keys of objectives and limits, for editors. */
export const STATISTIC_KEY = `^[A-Za-z][A-Za-z0-9]*(\\.(${STATISTICS.join('|')}))?$`;

/** `latency.p95` is the 95th percentile of the measure `latency`, `latency` alone its mean; null where it is neither. */
export function splitStatistic(key: string): Pick<Limit, 'measure' | 'statistic'> | null {
  const [measure, name = 'mean', ...rest] = key.split('.');
  const statistic = STATISTICS.find((one) => one === name);
  return measure === undefined || measure === '' || statistic === undefined || rest.length > 0
    ? null
    : { measure, statistic };
}
