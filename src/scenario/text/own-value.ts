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
  const schema = schemaAt(scenarioSchema, pathOf(path));
  return endOf(schema === null ? undefined : bare(schema).meta()?.default);
}
