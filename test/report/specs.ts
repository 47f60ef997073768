/** What the tests of charts share: real comparisons, and what a specification holds. */
import { compare } from '../../src/compare/compare.js';
import type { Comparison } from '../../src/compare/comparison.js';
import type { Chart, ChartSpec } from '../../src/report/charts/theme.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { article, NOBODY } from '../explain/explanations.js';

/** The built-in scenario `article` without its growth, changed by `overrides`, under these patterns or all. */
export function compared(only: readonly string[] | null, runs: number, ...overrides: string[]): Promise<Comparison> {
  const scenario = { ...article(...overrides), growth: null };
  return compare(scenario, { seed: 'charts', runs, precision: null, only }, new LocalExecutor(NOBODY));
}

/** Of a chart that is no drawing. */
export function specOf(chart: Chart | undefined): ChartSpec {
  if (chart === undefined || !('spec' in chart)) throw new Error('A specification was expected.');
  return chart.spec;
}

export type Datum = Readonly<Record<string, string | number>>;

/** Every object under a key, however deep. */
export function under(node: unknown, key: string): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [...(name === key ? [value] : []), ...under(value, key)]);
}

/** All data of a chart that have the fields. */
export function dataWith(spec: ChartSpec, ...fields: string[]): Datum[] {
  return under(spec, 'values')
    .filter((values): values is Datum[] => Array.isArray(values) && typeof values[0] === 'object')
    .flat()
    .filter((datum) => fields.every((field) => field in datum));
}
