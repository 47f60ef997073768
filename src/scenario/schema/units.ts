/** What a reader of one value makes of it: the value in base units, or why it is not one. */
export type ValueReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly next: string };

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
const UNITS = Object.keys(SECONDS).join(', ');

const NUMBER = '[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?';
/** For editors: the same as the readers below accept. */
export const DURATION_PATTERN = `^${NUMBER} ?(?:ms|s|m|h|d)$`;
export const RATE_PATTERN = `^${NUMBER} ?/ ?(?:ms|s|m|h|d)$`;

/** `5 %`, `0.5%`. */
export const PERCENT_PATTERN = `^${NUMBER} ?%$`;
const PERCENT = new RegExp(`^(${NUMBER}) ?%$`);

/** A share from a text in per cent, as the decimal number that it is: 0.7 % is 0.007. Anything else stays what it is. */
export function shareOf(raw: unknown): unknown {
  const match = typeof raw === 'string' ? PERCENT.exec(raw.trim()) : null;
  return match === null ? raw : inHundreds(Number(match[1]));
}

/** Without the rounding that a division leaves. */
export const inHundreds = (percent: number): number => Number((percent / 100).toPrecision(15));

const MEASURED = new RegExp(`^(${NUMBER}) ?([^0-9 .].*)?$`, 'i');

/** Milliseconds are divided: 20 * 0.001 is not 0.02 in binary. */
const inSeconds = (count: number, unit: string): number =>
  unit === 'ms' ? count / 1000 : count * (SECONDS[unit] ?? Number.NaN);

export const got = (raw: unknown): string => {
  if (raw === null || raw === undefined) return 'nothing';
  if (typeof raw === 'string') return `'${raw.length > 40 ? `${raw.slice(0, 40)}...` : raw}'`;
  if (raw === Number.POSITIVE_INFINITY) return '.inf';
  if (raw === Number.NEGATIVE_INFINITY) return '-.inf';
  if (Array.isArray(raw)) return 'a list';
  if (typeof raw === 'object') return 'a map of keys';
  return Number.isNaN(raw) ? '.nan' : String(raw);
};

/** Seconds from a number of seconds or a text with a unit: `800ms`, `2s`, `5m`, `1h`, `7d`. */
export function readDuration(raw: unknown): ValueReading<number> {
  const next = `Write a number of seconds, or a number with one of the units ${UNITS}, such as 800ms or 5m.`;
  if (typeof raw === 'number') return { ok: true, value: raw };
  const match = typeof raw === 'string' ? MEASURED.exec(raw) : null;
  if (match === null) return { ok: false, message: `expected a duration, got ${got(raw)}`, next };
  const unit = match[2];
  if (unit === undefined) {
    // Only quotes make a bare number a text, and then its unit may just have been forgotten.
    return { ok: false, message: `expected a duration, got ${got(raw)} without a unit`, next };
  }
  if (!Object.hasOwn(SECONDS, unit)) return { ok: false, message: `unknown unit '${unit}' in ${got(raw)}`, next };
  return { ok: true, value: inSeconds(Number(match[1]), unit) };
}

/** Events per second from a number or a text with a period: `8000/s`, `600/m`, `30/h`. */
export function readRate(raw: unknown): ValueReading<number> {
  const next = `Write a number per second, or a number with one of the periods /${UNITS.replaceAll(', ', ', /')}, such as 90/s.`;
  if (typeof raw === 'number') return { ok: true, value: raw };
  const match = typeof raw === 'string' ? MEASURED.exec(raw) : null;
  if (match === null || match[2] === undefined) {
    return { ok: false, message: `expected a rate, got ${got(raw)}`, next };
  }
  const period = /^\/ ?(.*)$/.exec(match[2])?.[1];
  if (period === undefined) return { ok: false, message: `expected a rate with a period, got ${got(raw)}`, next };
  if (!Object.hasOwn(SECONDS, period)) {
    return { ok: false, message: `unknown period '${match[2]}' in ${got(raw)}`, next };
  }
  return { ok: true, value: Number(match[1]) / inSeconds(1, period) };
}
