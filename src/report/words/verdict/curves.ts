/** How a measure goes along the sizes of a growth study. */
import type { Comparison, GrowthRow } from '../../../compare/comparison.js';
import { measureOf } from '../../../compare/summary-rows.js';
import type { Measure } from '../../../measures/measure.js';
import { fixed } from '../format.js';

/** By pattern and measure: a study has thousands of rows, and hundreds of questions are asked of them. */
const curves = new WeakMap<Comparison['growth'], ReadonlyMap<string, readonly GrowthRow[]>>();

/** One pattern along the sizes, the smallest first; sizes without a value are left out. */
export function curveOf({ growth }: Comparison, pattern: string, id: string): readonly GrowthRow[] {
  const known = curves.get(growth) ?? curvesIn(growth);
  curves.set(growth, known);
  return known.get(`${pattern}\n${id}`) ?? [];
}

function curvesIn(growth: Comparison['growth']): Map<string, GrowthRow[]> {
  const found = new Map<string, GrowthRow[]>();
  for (const row of [...growth].sort((a, b) => a.size - b.size)) {
    if (Number.isNaN(row.mean)) continue;
    const key = `${row.pattern}\n${row.measure}`;
    const rows = found.get(key);
    if (rows === undefined) found.set(key, [row]);
    else rows.push(row);
  }
  return found;
}

/** Patterns that have a curve, in the order of the ranking. */
export function curvedPatterns(comparison: Comparison, id: string): string[] {
  return comparison.ranking.filter((name) => curveOf(comparison, name, id).length > 1);
}

/** Measures of the question that were followed along the sizes: those that it names, else the objectives. */
export function followedMeasures(comparison: Comparison): Measure[] {
  const { measures } = comparison.scenario.asks;
  const ids = measures.length > 0 ? measures : comparison.objectives;
  return ids.filter((id) => curvedPatterns(comparison, id).length > 0).flatMap((id) => measureOf(comparison, id) ?? []);
}

/** The sizes that were measured, in order. */
export function sizesOf({ growth }: Comparison): number[] {
  return [...new Set(growth.map(({ size }) => size))].sort((a, b) => a - b);
}

/** "52", "0.4": two digits, three from a hundred on. */
export function sizeNumber(size: number): string {
  const told = Number(size.toPrecision(Math.abs(size) >= 100 ? 3 : 2));
  return fixed(told, Number.isInteger(told) ? 0 : told < 1 ? 2 : 1);
}

/** "52 tickets an hour", "30 specialists", "0.4 share of posts ...": the number with what it counts. */
export function sizeText({ scenario }: Comparison, size: number): string {
  const label = scenario.growth?.label ?? '';
  return isShare(scenario.growth?.sizes ?? []) ? `a ${label} of ${sizeNumber(size)}` : `${sizeNumber(size)} ${label}`;
}

const isShare = (sizes: readonly number[]): boolean => sizes.every((size) => size <= 1);

/** Sizes are whole numbers of something. */
export function isCounted({ scenario }: Comparison): boolean {
  const { growth } = scenario;
  return growth !== null && growth.unit === '' && growth.sizes.every(Number.isInteger);
}
