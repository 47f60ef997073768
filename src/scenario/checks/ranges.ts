import { placesOf } from '../inheritance.js';
import { entries, pathOf, valueAt } from '../plain-data.js';
import type { Uncertain } from '../scenario.js';
import { endOf, inUnit, type RangeEnd } from '../schema/range-ends.js';
import { scenarioSchema } from '../schema/schema.js';
import { bare, schemaAt } from '../schema/walk.js';
import { placeOfUse, type VarUse } from '../vars.js';
import type { Check, Trouble } from './check.js';

/** Why a range is none. `mild`: there is a value, which is no single number, such as one that an option sets: so it is not varied. */
interface NoRange extends Trouble {
  readonly mild?: true;
}

/** A parameter's range, from its path and its ends, around what the file itself says; or why it is none. */
export function rangeOf(
  raw: unknown,
  path: string,
  ends: readonly unknown[],
  uses: readonly VarUse[] = [],
): Uncertain | NoRange {
  const [from, to] = ends.map(endOf);
  const isWritten = from !== undefined && from !== null && to !== undefined && to !== null && ends.length === 2;
  if (!isWritten)
    return { message: 'expected two numbers', next: 'Write the lowest and the highest value, as in [0.02, 0.15].' };
  const common = commonUnit(from, to);
  const [low, high] = [inUnit(from, common), inUnit(to, common)];
  if (low === null || high === null) {
    return { message: 'one end is a rate and the other is not', next: 'Write both ends with the same unit.' };
  }
  if (!(low < high))
    return { message: 'the low end of the range is not below its high end', next: 'Write the lower value first.' };
  const own = baseOf(raw, path);
  const base = own === null ? null : inUnit(own, common);
  if (base === null) {
    const next = `Write ${path} with a value of its own, as one number, or name another key.`;
    const message = `the file gives ${path} no single number to vary around`;
    return valueAt(raw, pathOf(path)) === undefined ? { message, next } : { message, next, mild: true };
  }
  return { path, low, high, unit: common, scale: 'linear', isWhole: isCount(placeOfUse(pathOf(path), uses)), base };
}

export const isTrouble = (range: Uncertain | NoRange): range is NoRange => 'message' in range;

/** Every range of the file. Call only where the checks passed. */
export function rangesOf(raw: unknown, uses: readonly VarUse[]): Uncertain[] {
  return entries(raw, 'decision', 'uncertain')
    .map(([path, ends]) => rangeOf(raw, path, ends as unknown[], uses))
    .filter((range): range is Uncertain => !isTrouble(range));
}

/** Paths that exist and take both ends, ends in order, and the file's own value between them. */
export function checkRanges({ raw, report, warn, trial }: Check): void {
  for (const [path, ends] of entries(raw, 'decision', 'uncertain')) {
    const place = ['decision', 'uncertain', path];
    // The schema says what is wrong with what is no list of numbers.
    if (!Array.isArray(ends) || ends.length !== 2 || ends.some((end) => endOf(end) === null)) continue;
    const refused = ends.map((end) => trial(pathOf(path), end, 'such a range')).find((one) => one !== null);
    const range = rangeOf(raw, path, ends);
    const trouble = refused ?? (isTrouble(range) ? range : null);
    if (refused === undefined && isTrouble(range) && range.mild) warn(place, range.message, range.next);
    else if (trouble !== null) {
      report(place, trouble.message, trouble.next, refused === undefined ? 'value' : 'key');
    } else if (!isTrouble(range) && (range.base < range.low || range.base > range.high)) {
      const message = `the scenario's own value ${range.base}${range.unit} lies outside the range`;
      warn(place, message, 'Widen the range, or change the value.');
    }
  }
}

/** That of both, or base units where they differ. */
function commonUnit(from: RangeEnd, to: RangeEnd): string {
  if (from.unit === to.unit) return from.unit;
  const written = [from.unit, to.unit].filter((unit) => unit !== '');
  if (written.includes('%')) return '';
  return written.some((unit) => unit.startsWith('/')) ? '/s' : 's';
}

/** What the file says at a path, or what it leaves to the defaults; null where that is not one number. */
function baseOf(raw: unknown, dotted: string): RangeEnd | null {
  const path = pathOf(dotted);
  const places = placesOf(path);
  for (const place of places) {
    const value = valueAt(raw, place);
    if (value !== undefined) return endOf(value);
  }
  const standard = places.map((place) => metaOf(place)?.default).find((value) => value !== undefined);
  return endOf(standard);
}

function isCount(path: readonly string[]): boolean {
  return metaOf(path)?.type === 'integer';
}

function metaOf(path: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  const schema = schemaAt(scenarioSchema, path);
  return schema === null ? undefined : bare(schema).meta();
}
