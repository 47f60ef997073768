import { studentQuantile } from '../statistics/student.js';
import { type Heading, type Row, within } from './row.js';

/** An estimate with its 99.9 % interval: of fifty rows that are right, one in twenty lists has one that fails by chance. */
export interface SampledEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const TAIL = 0.0005;
/** 99.95 % point of the standard normal distribution. */
const Z = 3.290526731491926;
/** An interval wider than this share of what is expected proves nothing. */
const WIDEST = 0.05;

/** Mean of independent values, with Student's interval. */
export function meanOf(values: ArrayLike<number>): SampledEstimate {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const value = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i]! - value) ** 2;
  const half = studentQuantile(1 - TAIL, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { value, low: value - half, high: value + half };
}

/** Share of ones among independent values, with Wilson's interval, which has a width even where all are the same. */
export function shareOf(values: ArrayLike<number>): SampledEstimate {
  const n = values.length;
  let ones = 0;
  for (let i = 0; i < n; i++) ones += values[i]!;
  const value = ones / n;
  const scale = 1 + (Z * Z) / n;
  const centre = (value + (Z * Z) / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((value * (1 - value)) / n + (Z * Z) / (4 * n * n));
  return { value, low: centre - half, high: centre + half };
}

/** Median of independent values, between two order statistics. */
export function medianOf(values: Float64Array): SampledEstimate {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const half = (Z * Math.sqrt(n)) / 2;
  const at = (rank: number): number => sorted[Math.min(n - 1, Math.max(0, Math.round(rank)))]!;
  const middle = (n - 1) / 2;
  const value = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return { value, low: at(middle - half), high: at(middle + half) };
}

/** A row that passes where the expected value lies in the estimate's interval, and the interval is narrow enough to tell. */
export function estimated(
  heading: Omit<Heading, 'kind'>,
  expected: number,
  { value, low, high }: SampledEstimate,
): Row {
  const allowed = expected >= value ? high - value : value - low;
  const row = within({ kind: 'closed form', ...heading }, expected, value, allowed);
  if (high - low <= 2 * WIDEST * Math.abs(expected)) return row;
  return { ...row, ok: false, note: 'the interval is too wide to tell: more replications are needed' };
}
