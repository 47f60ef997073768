import { measureNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';

/** A number per replication, computed from measures. */
export interface Quantity {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** Measures, in the order in which `of` takes their values. */
  readonly measures: readonly string[];
  readonly of: (...values: readonly number[]) => number;
}

const quantities: readonly Quantity[] = [
  {
    id: 'tokens',
    label: 'Tokens',
    unit: 'tokens',
    measures: ['inputTokens', 'outputTokens'],
    of: (input, output) => input! + output!,
  },
  {
    id: 'coordinationTokens',
    label: 'Coordination tokens',
    unit: 'tokens',
    measures: ['coordinationShare', 'inputTokens', 'outputTokens'],
    of: (share, input, output) => share! * (input! + output!),
  },
  {
    id: 'accuracy',
    label: 'Delivered claims that are true',
    unit: 'share',
    measures: ['escapedRate'],
    of: (rate) => 1 - rate!,
  },
  {
    id: 'edgesOfPairs',
    label: 'Edges minus the number of pairs of participants',
    unit: 'edges',
    measures: ['edges', 'participants'],
    of: (edges, n) => edges! - (n! * (n! - 1)) / 2,
  },
  {
    id: 'edgesOfStar',
    label: 'Edges minus those of a star of all participants',
    unit: 'edges',
    measures: ['edges', 'participants'],
    of: (edges, n) => edges! - (n! - 1),
  },
  {
    id: 'plausible',
    label: 'Laundered claims minus half of the escaped ones',
    unit: 'claims',
    measures: ['laundered', 'escaped'],
    of: (laundered, escaped) => laundered! - escaped! / 2,
  },
];

/** A measure as a quantity, or a quantity computed from several. @throws RangeError if no measure has that id. */
export function quantityNamed(id: string): Quantity {
  const made = quantities.find((quantity) => quantity.id === id);
  if (made !== undefined) return made;
  const measure = measureNamed(id);
  if (measure === undefined) throw new RangeError(`There is no measure '${id}'.`);
  return { id, label: measure.label, unit: measure.unit, measures: [id], of: (value) => value! };
}

/** Whether a quantity is a share of tasks: zero in a sample does not mean that it is zero. */
export function isShare(id: string): boolean {
  return measureNamed(id)?.interval === 'share';
}

/** The quantity's values, from the columns of its measures. */
export function valuesOf(quantity: Quantity, columns: ReadonlyMap<string, Float64Array>): Float64Array {
  const parts = quantity.measures.map((id) => columns.get(id)!);
  if (parts.length === 1 && measureNamed(quantity.id) !== undefined) return parts[0]!;
  return parts[0]!.map((_, i) => quantity.of(...parts.map((column) => column[i]!)));
}

/** The measures that some quantities are made of, each once, in the order of the catalogue. */
export function measuresOf(ids: readonly string[], catalogue: readonly Measure[]): Measure[] {
  const wanted = new Set(ids.flatMap((id) => quantityNamed(id).measures));
  return catalogue.filter(({ id }) => wanted.has(id));
}
