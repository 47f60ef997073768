import type { Comparison } from '../../compare/comparison.js';
import type { PublishedResult } from '../../compare/published.js';
import { measureOf } from '../../compare/summary-rows.js';
import { inSentence } from './format.js';

/** For each published figure a sentence with it, one with what was measured here, and one with the conditions. */
export function publishedSentences(comparison: Comparison): string[] {
  return comparison.published.map((result) => {
    const { published } = result;
    return `Published: ${published.claim} (${published.source}). ${measuredHere(comparison, result)} Conditions: ${published.conditions}.`;
  });
}

function measuredHere(comparison: Comparison, { published, change, low, high, n }: PublishedResult): string {
  const { pattern, against } = published;
  const label = inSentence(measureOf(comparison, published.measure)?.label ?? published.measure);
  if (!Number.isFinite(change)) return `Measured here: nothing to compare, because ${label} is 0 under ${against}.`;
  if (!Number.isFinite(low)) return 'Measured here: too few replications for an interval.';
  const shown = low <= 0 && high >= 0 ? 'no difference shown' : difference(change, low, high, published.change);
  const paired = `${n} paired replications`;
  return `Measured here: ${pattern} has ${percent(change)} (95 % interval ${signed(low)} to ${signed(high)} %, ${paired}) ${label} compared with ${against}: ${shown}.`;
}

function difference(change: number, low: number, high: number, published: number): string {
  if (change * published < 0) return 'in the opposite direction';
  if (low <= published && published <= high) return `in line with the published ${percent(published)}`;
  return Math.abs(change) > Math.abs(published)
    ? `more than the published ${percent(published)}`
    : `less than the published ${percent(published)}`;
}

function percent(change: number): string {
  const points = Math.round(Math.abs(change) * 100);
  return `${points} % ${change < 0 ? 'fewer' : 'more'}`;
}

const signed = (change: number): string => `${change < 0 ? '-' : '+'}${Math.round(Math.abs(change) * 100)}`;
