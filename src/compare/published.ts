import type { Published } from '../scenario/scenario.js';
import { studentQuantile } from '../statistics/student.js';
import type { PatternRuns } from '../study/pattern-runs.js';

/** What was published, and what was measured here, as changes relative to the other pattern: -0.4 is 40 % less. */
export interface PublishedResult {
  readonly published: Published;
  readonly change: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Replications in which both were measured. */
  readonly n: number;
}

export function publishedResult(published: Published, patterns: readonly PatternRuns[]): PublishedResult | null {
  const columnOf = (name: string): Float64Array | undefined =>
    patterns.find((pattern) => pattern.name === name)?.columns.get(published.measure);
  const [ours, others] = [columnOf(published.pattern), columnOf(published.against)];
  if (ours === undefined || others === undefined) return null;
  return { published, ...relativeChange(ours, others) };
}

/**
 * mean(a) / mean(b) - 1 of paired values, with a 95 % interval by the delta method: the variance of the ratio R is that of
 * a - R b over the square of b's mean, so that what is common to both cancels.
 */
export function relativeChange(a: Float64Array, b: Float64Array): Omit<PublishedResult, 'published'> {
  const pairs = [...a].map((x, i) => [x, b[i]!] as const).filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  const n = pairs.length;
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / n;
  const base = meanOf(pairs.map(([, y]) => y));
  const ratio = meanOf(pairs.map(([x]) => x)) / base;
  const variance = pairs.reduce((sum, [x, y]) => sum + (x - ratio * y) ** 2, 0) / (n - 1) / n / base ** 2;
  const half = n < 2 ? Number.NaN : studentQuantile(0.975, n - 1) * Math.sqrt(variance);
  return { change: ratio - 1, low: ratio - 1 - half, high: ratio - 1 + half, n };
}
