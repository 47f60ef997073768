import { pathOf, valueAt } from '../plain-data.js';
import { dataOf } from '../read-data.js';
import type { Scenario } from '../scenario.js';
import { endOf, type RangeEnd } from '../schema/range-ends.js';
import { scenarioSchema } from '../schema/schema.js';
import { bare, schemaAt } from '../schema/walk.js';

export type { RangeEnd } from '../schema/range-ends.js';

/** The number that a scenario gives a path, with its unit, or that it leaves to the default; null where that is not one. */
export function rangeEndOf(scenario: Scenario, path: string): RangeEnd | null {
  const own = valueAt(dataOf(scenario), pathOf(path));
  if (own !== undefined) return endOf(own);
  return endOf(metaOf(path)?.default);
}

/** The largest number that the key at a path takes; Infinity where the schema sets none. */
export function largestAt(path: string): number {
  return Number(metaOf(path)?.maximum ?? Number.POSITIVE_INFINITY);
}

function metaOf(path: string): Readonly<Record<string, unknown>> | undefined {
  const schema = schemaAt(scenarioSchema, pathOf(path));
  return schema === null ? undefined : bare(schema).meta();
}
