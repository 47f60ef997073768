import type { Document } from 'yaml';
import type { z } from 'zod';
import { OVERRIDE, type Problem } from '../checks/problem.js';
import { parseScenario } from '../load.js';
import type { Parameter } from '../scenario.js';
import { got, readDuration, readRate } from '../schema/units.js';
import { isDeadEnd, schemaOfPath } from './overrides.js';
import { find, pathOf } from './source.js';
import { readYaml } from './yaml-text.js';

/** A parameter, or the first thing that is wrong with it: the problem of the override `path=end` that shows it. */
export type ParameterReading =
  | { readonly ok: true; readonly parameter: Parameter }
  | ({ readonly ok: false } & Problem);

/** A number and what stands behind it: '/h', 's', or nothing. */
interface Measured {
  readonly count: number;
  readonly unit: string;
}

const MEASURED = /^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?) ?([^0-9 .].*)?$/i;

/**
 * What is varied: the key of a scenario at a dotted path, from one end to the other, each written as the file would write
 * it ('0.2', '40/h', '5s'), both in one unit. The ends have to be values that the scenario takes: each is refused with the
 * problem that the same override would have. `documentText` is the scenario as YAML, with its overrides applied.
 */
export function parameterAt(
  documentText: string,
  path: string,
  low: string,
  high: string,
  scale: Parameter['scale'],
): ParameterReading {
  const { document } = readYaml(documentText, OVERRIDE);
  const schema = schemaOfPath(document, pathOf(path));
  const ends = [low.trim(), high.trim()] as const;
  if (isDeadEnd(schema)) return firstProblem(documentText, `${path}=${ends[0]}`)!;
  const [from, to] = [measured(ends[0]), measured(ends[1])];
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
    const problem = firstProblem(documentText, `${path}=${end}`);
    if (problem !== null) return problem;
  }
  const isWhole = unit === '' && takesOnlyWhole(schema, from!.count, to!.count);
  const base = baseAt(document, path, unit);
  return { ok: true, parameter: { path, low: from!.count, high: to!.count, unit, scale, isWhole, base } };
}

function measured(text: string): Measured | null {
  const match = MEASURED.exec(text);
  return match === null ? null : { count: Number(match[1]), unit: (match[2] ?? '').trim() };
}

function troubleOf(
  low: Measured,
  high: Measured,
  scale: Parameter['scale'],
  [from, to]: readonly [string, string],
): readonly [message: string, next: string] | null {
  if (low.unit !== high.unit) {
    return [`the ends '${from}' and '${to}' are in different units`, 'Write both in one unit.'];
  }
  if (low.count >= high.count)
    return [`the low end ${from} is not below the high end ${to}`, 'Write the lower one first.'];
  if (scale === 'log' && low.count <= 0) {
    return [`a logarithmic scale has no place for ${from}`, 'Begin above 0, or leave out log.'];
  }
  return null;
}

/** Whether a key takes whole numbers and nothing between them. */
function takesOnlyWhole(schema: z.ZodType, low: number, high: number): boolean {
  if (!Number.isInteger(low) || !Number.isInteger(high)) return false;
  return !schema.safeParse(low + 0.5).success;
}

/** The problem that an override has, as an answer; null where it has none. */
function firstProblem(documentText: string, setting: string): ParameterReading | null {
  const result = parseScenario(documentText, 'the scenario', [setting]);
  if (result.ok) return null;
  // What the override itself is to blame for comes last.
  const problem = result.problems.findLast(({ file }) => file === OVERRIDE) ?? result.problems[0]!;
  return { ok: false, ...problem };
}

function refuse(path: string, end: string, message: string, next: string): ParameterReading {
  const place = { file: OVERRIDE, line: 1, column: path.length + 2, offending: `${path}=${end}` };
  return { ok: false, message, ...place, next };
}

/** What the scenario says at a path, in the unit of the ends; null where it says nothing, or nothing that is one number. */
function baseAt(document: Document, path: string, unit: string): number | null {
  const parts = pathOf(path);
  const { value, depth } = find(document, parts);
  const raw = depth === parts.length ? plain(value) : undefined;
  const text = typeof raw === 'string' ? measured(raw) : null;
  if (text !== null && text.unit === unit) return text.count;
  const [amount, one] = [inBaseUnits(raw), inBaseUnits(`1${unit}`)];
  if (unit === '') return amount;
  // Twelve digits: what went through seconds and back is again what was written.
  return amount === null || one === null ? null : Number((amount / one).toPrecision(12));
}

const plain = (node: unknown): unknown =>
  typeof node === 'object' && node !== null && 'value' in node ? node.value : undefined;

/** Seconds, events a second, or the bare number; null of anything else. */
function inBaseUnits(raw: unknown): number | null {
  if (typeof raw === 'number') return raw;
  const rate = readRate(raw);
  if (rate.ok) return rate.value;
  const duration = readDuration(raw);
  return duration.ok ? duration.value : null;
}
