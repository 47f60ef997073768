import type * as z from 'zod';
import { suggest } from './checks/words.js';
import { BUILT_IN_MODELS } from './models.js';
import { isIndex, isMap, show, valueAt } from './plain-data.js';
import { scenarioSchema } from './schema/schema.js';
import { child, inside, keysOf } from './schema/walk.js';

/** Why a path leads nowhere; `index` is the part that does not. */
export interface DeadEnd {
  readonly index: number;
  readonly message: string;
  readonly next: string;
}

/** Maps whose entries only the file declares: a setting that misspells one must not make another. */
const DECLARED: ReadonlySet<string> = new Set(['vars', 'task.steps', 'agents', 'tools', 'models', 'teams']);

/** The schema of the key that a path of a setting or of growth leads to, or why it leads to none. */
export function schemaOfPath(data: unknown, path: readonly string[]): z.ZodType | DeadEnd {
  let schema: z.ZodType = scenarioSchema;
  for (const [index, part] of path.entries()) {
    const before = path.slice(0, index);
    const trouble = unknownPart(data, schema, before, part);
    if (trouble !== null) return { index, ...trouble };
    schema = child(schema, part) ?? schema;
  }
  return schema;
}

export const isDeadEnd = (result: z.ZodType | DeadEnd): result is DeadEnd => 'index' in result;

function unknownPart(data: unknown, schema: z.ZodType, before: readonly string[], part: string) {
  const content = inside(schema);
  const where = show(before);
  if (content.kind === 'value') {
    return { message: `${where} is a value and has no keys`, next: `Set ${where} itself.` };
  }
  const value = valueAt(data, before);
  if (content.kind === 'list') {
    const length = Array.isArray(value) ? value.length : 0;
    if (isIndex(part) && Number(part) < length) return null;
    return {
      message: `there is no item ${part} in ${where}`,
      next: `It has ${length} ${length === 1 ? 'item' : 'items'}, counted from 0.`,
    };
  }
  if (content.kind === 'keys' && Object.hasOwn(content.shape, part)) return null;
  const open = content.kind === 'names' || content.rest !== null;
  const declared = namesIn(value, before);
  if (open && (!DECLARED.has(where) || declared.includes(part))) return null;
  const candidates = open ? [...keysOf(schema), ...declared] : keysOf(schema);
  return { message: `there is no '${part}' in ${where}`, next: suggest(part, candidates) };
}

function namesIn(value: unknown, path: readonly string[]): string[] {
  const names = isMap(value) ? Object.keys(value as object) : [];
  return path[0] === 'models' ? [...new Set([...names, ...BUILT_IN_MODELS])] : names;
}
