import type * as z from 'zod';
import { OVERRIDE, type Problem } from '../checks/problem.js';
import { problemOfOption } from '../load.js';
import { pathOf, valueAt } from '../plain-data.js';
import { dataOf } from '../read-data.js';
import type { Parameter, Scenario } from '../scenario.js';
import { endOf, inUnit, type RangeEnd, splitEnd } from '../schema/range-ends.js';
import { got } from '../schema/units.js';
import { isDeadEnd, schemaOfPath } from '../schema-path.js';
import { fillIn, placeOfUse } from '../vars.js';

/** A parameter, or the first thing that is wrong with it: the problem of the override `path=end` that shows it. */
export type ParameterReading =
  | { readonly ok: true; readonly parameter: Parameter }
  | ({ readonly ok: false } & Problem);

/**
 * What is varied: the key of a scenario at a dotted path, from one end to the other, each written as the file would write
 * it ('0.2', '40/h', '5s'), both in one unit. The ends have to be values that the scenario takes: each is refused with the
 * problem that the same override would have.
 */
export function parameterAt(
  scenario: Scenario,
  path: string,
  low: string,
  high: string,
  scale: Parameter['scale'],
): ParameterReading {
  const { data, uses } = fillIn(dataOf(scenario));
  const schema = schemaOfPath(data, placeOfUse(pathOf(path), uses));
  const ends = [low.trim(), high.trim()] as const;
  if (isDeadEnd(schema)) return { ok: false, ...problemOfOption(scenario, `${path}=${ends[0]}`)! };
  const [from, to] = [splitEnd(ends[0]), splitEnd(ends[1])];
  for (const [i, end] of [from, to].entries()) {
    if (end !== null) continue;
    const message = `expected a number, or one with a unit, at the ${i === 0 ? 'low' : 'high'} end, got ${got(ends[i])}`;
    return refuse(
      path,
      ends[i]!,
      message,
      'Write both ends as the scenario would, such as 0.2 and 0.9, or 40/h and 360/h.',
    );
  }
  const trouble = troubleOf(from!, to!, scale, ends);
  if (trouble !== null) return refuse(path, ends[1], ...trouble);
  const { unit } = from!;
  for (const end of ends) {
    const problem = problemOfOption(scenario, `${path}=${end}`);
    if (problem !== null) return { ok: false, ...problem };
  }
  const isWhole = unit === '' && takesOnlyWhole(schema, from!.value, to!.value);
  const own = endOf(valueAt(data, pathOf(path)));
  const base = own === null ? null : inUnit(own, unit);
  return { ok: true, parameter: { path, low: from!.value, high: to!.value, unit, scale, isWhole, base } };
}

function troubleOf(
  low: RangeEnd,
  high: RangeEnd,
  scale: Parameter['scale'],
  [from, to]: readonly [string, string],
): readonly [message: string, next: string] | null {
  if (low.unit !== high.unit) {
    return [`the ends '${from}' and '${to}' are in different units`, 'Write both in one unit.'];
  }
  if (low.value >= high.value)
    return [`the low end ${from} is not below the high end ${to}`, 'Write the lower one first.'];
  if (scale === 'log' && low.value <= 0) {
    return [`a logarithmic scale starts above 0, got ${from}`, 'Begin above 0, or leave out log.'];
  }
  return null;
}

/** Whether a key takes whole numbers and nothing between them. */
function takesOnlyWhole(schema: z.ZodType, low: number, high: number): boolean {
  if (!Number.isInteger(low) || !Number.isInteger(high)) return false;
  return !schema.safeParse(low + 0.5).success;
}

function refuse(path: string, end: string, message: string, next: string): ParameterReading {
  const place = { file: OVERRIDE, line: 1, column: path.length + 2, offending: `${path}=${end}` };
  return { ok: false, message, ...place, next };
}
