import { relativeChange } from '../compare/published.js';
import { differenceAmong } from '../statistics/together.js';
import type { CarriedShare } from './result.js';

/** Steps that carry this share of the damage are told together. */
const MOST = 0.8;
const FIFTH = 0.2;

/** What one step costs, replication by replication. */
export interface StepDamage {
  readonly name: string;
  readonly column: Float64Array;
}

/** How the damage is shared out: steps are chosen in every other replication, and their share is measured in the rest. */
export function sharesOf(steps: readonly StepDamage[]): { readonly most: CarriedShare; readonly fifth: CarriedShare } {
  const chosenIn = steps.map(({ name, column }) => ({ name, mean: meanOf(every(column, 0)) }));
  const ranked = chosenIn.filter(({ mean }) => mean > 0).sort((a, b) => b.mean - a.mean);
  const whole = ranked.reduce((sum, { mean }) => sum + mean, 0);
  let enough = 0;
  for (let carried = 0; enough < ranked.length && carried < MOST * whole - 1e-12; enough++)
    carried += ranked[enough]!.mean;
  const names = ranked.map(({ name }) => name);
  return {
    most: carriedBy(names.slice(0, enough), names, steps),
    fifth: carriedBy(names.slice(0, Math.ceil(FIFTH * steps.length)), names, steps),
  };
}

function carriedBy(parts: readonly string[], all: readonly string[], steps: readonly StepDamage[]): CarriedShare {
  const sumOf = (names: readonly string[]): Float64Array => {
    const columns = steps.filter(({ name }) => names.includes(name)).map(({ column }) => every(column, 1));
    return (columns[0] ?? new Float64Array(0)).map((_, i) => columns.reduce((sum, column) => sum + column[i]!, 0));
  };
  if (parts.length === all.length) return { parts, mean: 1, low: 1, high: 1 };
  const { change, low, high } = relativeChange(sumOf(parts), sumOf(all));
  return { parts, mean: 1 + change, low: Math.max(0, 1 + low), high: Math.min(1, 1 + high) };
}

/** No step is shown to cost more than another. */
export function areAlike(steps: readonly StepDamage[]): boolean {
  const ranked = [...steps].sort((a, b) => meanOf(b.column) - meanOf(a.column));
  const [first, last] = [ranked[0]!, ranked.at(-1)!];
  const pairs = (steps.length * (steps.length - 1)) / 2;
  return pairs === 0 || !(differenceAmong(first.column, last.column, pairs).low > 0);
}

const every = (values: Float64Array, rest: number): Float64Array => values.filter((_, i) => i % 2 === rest);

export function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}
