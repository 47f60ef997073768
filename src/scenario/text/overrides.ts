import { type Document, isMap, isSeq } from 'yaml';
import type { z } from 'zod';
import { OVERRIDE, type Problem } from '../checks/problem.js';
import { suggest } from '../checks/words.js';
import { BUILT_IN_MODELS } from '../models.js';
import { scenarioSchema } from '../schema/schema.js';
import { child, inside, keysOf } from '../schema/walk.js';
import { type Applied, find, pairAt, pathOf, show } from './source.js';
import { readYaml, type YamlReading } from './yaml-text.js';

/** Why a path leads nowhere; `index` is the part that does not. */
export interface DeadEnd {
  readonly index: number;
  readonly message: string;
  readonly next: string;
}

/** Maps whose entries only the file declares: an override that misspells one must not make another. */
const DECLARED: ReadonlySet<string> = new Set(['task.steps', 'agents', 'models', 'teams']);

/** The schema of the key that a path of an override or of growth leads to, or why it leads to none. */
export function schemaOfPath(document: Document, path: readonly string[]): z.ZodType | DeadEnd {
  let schema: z.ZodType = scenarioSchema;
  for (const [index, part] of path.entries()) {
    const before = path.slice(0, index);
    const trouble = unknownPart(document, schema, before, part);
    if (trouble !== null) return { index, ...trouble };
    schema = child(schema, part) ?? schema;
  }
  return schema;
}

export const isDeadEnd = (result: z.ZodType | DeadEnd): result is DeadEnd => 'index' in result;

function unknownPart(document: Document, schema: z.ZodType, before: readonly string[], part: string) {
  const place = inside(schema);
  const where = show(before);
  if (place.kind === 'value') {
    return { message: `${where} is a value and has no keys`, next: `Set ${where} itself.` };
  }
  const found = find(document, before);
  const node = found.depth === before.length ? found.value : null;
  if (place.kind === 'list') {
    const length = isSeq(node) ? node.items.length : 0;
    if (isIndex(part) && Number(part) < length) return null;
    return { message: `there is no item ${part} in ${where}`, next: `It has ${length} items, counted from 0.` };
  }
  if (place.kind === 'keys' && Object.hasOwn(place.shape, part)) return null;
  const open = place.kind === 'names' || place.rest !== null;
  const declared = namesIn(node, before);
  if (open && (!DECLARED.has(where) || declared.includes(part))) return null;
  const candidates = open ? [...keysOf(schema), ...declared] : keysOf(schema);
  return { message: `there is no '${part}' in ${where}`, next: suggest(part, candidates) };
}

function namesIn(node: unknown, path: readonly string[]): string[] {
  const names = isMap(node) ? node.items.map(({ key }) => String(key)) : [];
  return path[0] === 'models' ? [...new Set([...names, ...BUILT_IN_MODELS])] : names;
}

/** Applies `path=value` options in order to the document, which it changes; what it cannot apply it reports. */
export function applyOverrides(
  document: Document,
  options: readonly string[],
): { applied: Applied[]; problems: Problem[] } {
  const applied: Applied[] = [];
  const problems: Problem[] = [];
  for (const text of options) {
    const result = applyOne(document, text);
    if ('message' in result) problems.push(result);
    else applied.push(result);
  }
  return { applied, problems };
}

const EXAMPLE = 'Write path=value, such as agents.defaults.prompt=500.';

function applyOne(document: Document, text: string): Applied | Problem {
  const equals = text.indexOf('=');
  const refuse = (message: string, next: string, column: number): Problem => {
    return { message, file: OVERRIDE, line: 1, column, offending: text, next };
  };
  if (equals < 0) return refuse('an override needs a path, an equals sign and a value', EXAMPLE, text.length + 1);
  const path = pathOf(text.slice(0, equals).trim());
  if (path.some((part) => part === '')) return refuse('the path of an override has an empty part', EXAMPLE, 1);
  const schema = schemaOfPath(document, path);
  if (isDeadEnd(schema)) {
    const skipped = path.slice(0, schema.index).reduce((sum, part) => sum + part.length + 1, 0);
    return refuse(schema.message, schema.next, skipped + 1 + (text.length - text.trimStart().length));
  }
  const value = readValue(text.slice(equals + 1));
  const duplicate = value.duplicates[0];
  if (duplicate !== undefined) return refuse(duplicate.message, duplicate.next, equals + 1 + duplicate.column);
  setAt(document, path, value.document.toJS());
  return { text, path, valueAt: equals + 1, yaml: value.document };
}

/** The value as YAML; what is no YAML, such as an unquoted `>= 0.6`, is text. */
function readValue(text: string): YamlReading {
  const value = readYaml(text, OVERRIDE);
  return value.broken === null ? value : readYaml(JSON.stringify(text.trim()), OVERRIDE);
}

/** Sets a value, making maps on the way where the file has none, or has a value in the place of one. */
function setAt(document: Document, path: readonly string[], value: unknown): void {
  const flow = { flow: true } as const;
  let node: unknown = document.contents;
  for (const [index, part] of path.entries()) {
    const last = index === path.length - 1;
    const old = childOf(node, part);
    const keep = !last && (isMap(old) || (isSeq(old) && isIndex(path[index + 1])));
    const fresh = keep ? old : document.createNode(last ? value : {}, flow);
    if (isSeq(node)) {
      node.items[Number(part)] = fresh;
    } else if (isMap(node)) {
      const pair = pairAt(node, part);
      if (pair === null) node.items.push(document.createPair(part, fresh));
      else pair.value = fresh;
    }
    node = fresh;
  }
}

const isIndex = (part: string | undefined): boolean => part !== undefined && /^[0-9]+$/.test(part);

const childOf = (node: unknown, part: string): unknown =>
  isSeq(node) ? node.items[Number(part)] : pairAt(node, part)?.value;
