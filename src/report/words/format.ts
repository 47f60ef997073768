/** The one place that turns a value of a measure into text: units, percent, dollars, digits by the interval. */

export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** How a unit is printed: the factor applied, what stands before and after, and the unit of a difference. */
interface Style {
  readonly factor: number;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

export const UNDEFINED = '–';

/** What seconds are told in where there are many of them; tables and files keep to seconds. */
const HOURS = 'hours';
const MANY_SECONDS = 7200;

const toldIn = (unit: string, value: number): string =>
  unit === 's' && Math.abs(value) >= MANY_SECONDS ? HOURS : unit;

function styleOf(unit: string): Style {
  switch (unit) {
    case 'share':
      return { factor: 100, before: '', after: ' %', difference: ' points' };
    case 'USD':
      return { factor: 1, before: '$', after: '', difference: '' };
    case '1':
      return { factor: 1, before: '', after: '', difference: '' };
    case HOURS:
      return { factor: 1 / 3600, before: '', after: ' h', difference: ' h' };
    default:
      return { factor: 1, before: '', after: ` ${unit}`, difference: ` ${unit}` };
  }
}

/** The unit as it stands in a heading whose cells are bare numbers: '%', '$', 's', 'tokens', '' for a plain number. */
export function headingUnit(unit: string): string {
  if (unit === 'share') return '%';
  if (unit === 'USD') return '$';
  return unit === '1' ? '' : unit;
}

/** The number that stands under such a heading: shares in percent, all else as it is. */
export function scaled(unit: string, value: number): number {
  return value * styleOf(unit).factor;
}

/**
 * Decimals so that half the interval shows two significant digits, and the value at most five: further digits would
 * be noise. Without an interval (or with one of width zero) at most four significant digits, no zeros at the end.
 */
export function decimalsFor(value: number, range: ValueRange | null, digits = 2): number {
  const half = range === null ? Number.NaN : (range.high - range.low) / 2;
  if (half > 0) return clamp(digits - magnitude(half), 0, Math.max(0, 5 - magnitude(value)));
  if (Number.isInteger(value) || Number.isNaN(value)) return 0;
  let decimals = clamp(4 - magnitude(value), 0, 8);
  while (decimals > 0 && value.toFixed(decimals).endsWith('0')) decimals--;
  return decimals;
}

/** Decimals that serve a whole column: the middle of what its cells would take, so that the points line up. */
export function columnDecimals(unit: string, cells: readonly (ValueRange & { readonly mean: number })[]): number {
  const { factor } = styleOf(unit);
  // What never varied, such as a column of noughts, asks for no decimals and says nothing of what the others need.
  const varied = cells.filter(({ low, high }) => high > low);
  const wanted = (varied.length > 0 ? varied : cells)
    .filter((cell) => !Number.isNaN(cell.mean))
    .map((cell) => decimalsFor(cell.mean * factor, { low: cell.low * factor, high: cell.high * factor }));
  wanted.sort((left, right) => left - right);
  const middle = wanted[Math.floor(wanted.length / 2)] ?? 0;
  // Four digits of the largest are enough to tell the others from it.
  const largest = Math.max(0, ...cells.map(({ mean }) => (Number.isNaN(mean) ? 0 : Math.abs(mean * factor))));
  return largest === 0 ? middle : clamp(4 - magnitude(largest), 0, middle);
}

/** A fixed number of decimals, thousands apart, no negative zero; '–' where undefined. */
export function fixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return UNDEFINED;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** "82.0 %", "$0.0123", "34.2 s", "12,345 tokens"; its digits by `range` where there is one. */
export function formatValue(measured: string, value: number, range: ValueRange | null = null): string {
  const unit = toldIn(measured, value);
  const { factor } = styleOf(unit);
  const scaledRange = range === null ? null : { low: range.low * factor, high: range.high * factor };
  return withUnit(unit, value * factor, decimalsFor(value * factor, scaledRange));
}

/** "82.0 % (79.5 to 84.2)": a mean with its 95 % interval, of which half shows so many digits. */
export function formatEstimate(measured: string, estimate: ValueRange & { readonly mean: number }, digits = 2): string {
  const unit = toldIn(measured, estimate.mean);
  const { factor, before } = styleOf(unit);
  const [mean, low, high] = [estimate.mean * factor, estimate.low * factor, estimate.high * factor];
  const decimals = decimalsFor(mean, { low, high }, digits);
  const text = withUnit(unit, mean, decimals);
  return Number.isNaN(low) ? text : `${text} (${span(low, high, decimals, before)})`;
}

/**
 * "4.1 points (2.0 to 6.2)": a difference as it is signed; callers say in words which way it points. `keeps` the unit of
 * the measure, where it stands beside an axis.
 */
export function formatDifference(
  measured: string,
  estimate: ValueRange & { readonly mean: number },
  keeps = false,
  digits = 2,
): string {
  const { factor, before, difference } = styleOf(keeps ? measured : toldIn(measured, estimate.mean));
  const [mean, low, high] = [estimate.mean * factor, estimate.low * factor, estimate.high * factor];
  const decimals = decimalsFor(mean, { low, high }, digits);
  const text = `${signed(mean, decimals, before)}${plural(difference, mean, decimals)}`;
  return Number.isNaN(low) ? text : `${text} (${span(low, high, decimals, before)})`;
}

/** "82 % (80 to 84)": as a sentence tells it; without an interval that has no width. */
export function briefEstimate(measured: string, estimate: ValueRange & { readonly mean: number }): string {
  return formatEstimate(measured, withoutPoint(estimate), digitsOf(measured, estimate));
}

/** "4 points (2 to 6)". */
export function briefDifference(measured: string, estimate: ValueRange & { readonly mean: number }): string {
  return formatDifference(measured, withoutPoint(estimate), false, digitsOf(measured, estimate));
}

/** One digit of half the interval, or two where one would leave the number itself with less than two. */
function digitsOf(measured: string, estimate: ValueRange & { readonly mean: number }): number {
  if (estimate.mean === 0) return 1;
  const { factor } = styleOf(toldIn(measured, estimate.mean));
  const decimals = decimalsFor(estimate.mean * factor, { low: estimate.low * factor, high: estimate.high * factor }, 1);
  return decimals + magnitude(estimate.mean * factor) < 2 ? 2 : 1;
}

function withoutPoint<T extends ValueRange & { readonly mean: number }>(estimate: T): T {
  const { mean, low, high } = estimate;
  const isPoint = Math.abs(high - low) <= 1e-9 * Math.abs(mean) || high === low;
  return isPoint ? { ...estimate, mean: Number(mean.toPrecision(3)), low: Number.NaN, high: Number.NaN } : estimate;
}

/** A difference that is known to be shown, without its sign. */
export function magnitudes<T extends ValueRange & { readonly mean: number }>(difference: T): T {
  const { mean, low, high } = difference;
  return mean < 0 ? { ...difference, mean: -mean, low: -high, high: -low } : difference;
}

/** A measure's label inside a sentence: "False claims escaped" as "false claims escaped", "SLA met" as it is. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** As the start of a heading: "edges" as "Edges". */
export function capitalised(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** "1 replication", "1,400 replications". */
export function counted(count: number, noun: string): string {
  return `${fixed(count, 0)} ${noun}${count === 1 ? '' : 's'}`;
}

/** "2,000 replications"; "57 of 2,000 replications" where fewer were made than asked for. */
export function replications({ runs, requested }: { readonly runs: number; readonly requested: number }): string {
  return runs === requested ? counted(runs, 'replication') : `${runs} of ${counted(requested, 'replication')}`;
}

function withUnit(unit: string, value: number, decimals: number): string {
  if (Number.isNaN(value)) return UNDEFINED;
  const { before, after } = styleOf(unit);
  return `${signed(value, decimals, before)}${plural(after, value, decimals)}`;
}

function span(low: number, high: number, decimals: number, before: string): string {
  return `${signed(low, decimals, before)} to ${signed(high, decimals, before)}`;
}

/** The sign before the currency: -$0.01. */
function signed(value: number, decimals: number, before: string): string {
  const text = fixed(value, decimals);
  return text.startsWith('-') ? `-${before}${text.slice(1)}` : `${before}${text}`;
}

/** Units are declared in the plural: one claim, 1.0 claims. */
function plural(unit: string, value: number, decimals: number): string {
  return decimals === 0 && Math.abs(value) === 1 && unit.length > 3 ? unit.replace(/s$/, '') : unit;
}

/** Digits before the decimal point: 3 for 123, 0 for 0.5, -1 for 0.05. */
function magnitude(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 0 : Math.floor(Math.log10(Math.abs(value))) + 1;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
