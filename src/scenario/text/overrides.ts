import { type Document, isMap, isSeq } from 'yaml';
import { OVERRIDE, type Problem } from '../checks/problem.js';
import { isIndex, isMap as isKeys, pathOf, withValue } from '../plain-data.js';
import { isDeadEnd, schemaOfPath } from '../schema-path.js';
import { referencesAt, usesOf } from '../vars.js';
import { type Applied, pairAt } from './source.js';
import { readYaml, type YamlReading } from './yaml-text.js';

/** Plain data with options applied. */
export interface WithOptions {
  readonly data: unknown;
  readonly applied: readonly Applied[];
  readonly problems: readonly Problem[];
  /** What an option does beside what it says. */
  readonly notes: readonly Problem[];
}

/** Applies `path=value` options in order; what it cannot apply it reports. */
export function applyOptions(data: unknown, options: readonly string[]): WithOptions {
  const applied: Applied[] = [];
  const problems: Problem[] = [];
  const notes: Problem[] = [];
  let changed = data;
  for (const text of options) {
    const result = readOption(changed, text);
    if ('message' in result) {
      problems.push(result);
    } else {
      notes.push(...coveredBy(changed, result));
      applied.push(result);
      // What is no map is a problem of its own, and stays one.
      if (isKeys(changed)) changed = withValue(changed, result.path, result.value);
    }
  }
  return { data: changed, applied, problems, notes };
}

/** Shared values that an option puts a value of its own in place of: it changes that one place only. */
function coveredBy(data: unknown, { text, path, value, valueAt }: Applied): Problem[] {
  if (referencesAt({ value }, ['value']).length > 0) return [];
  return referencesAt(data, path).map((name) => {
    const others = usesOf(data, name) - 1;
    const rest = others === 0 ? '' : `; ${others} other ${others === 1 ? 'place keeps' : 'places keep'} it`;
    const message = `${path.join('.')} no longer takes its value from vars.${name}${rest}`;
    const next = `Set vars.${name} to change every place that uses it.`;
    return { message, file: OVERRIDE, line: 1, column: valueAt + 1, offending: text, next };
  });
}

const EXAMPLE = 'Write path=value, such as agents.defaults.prompt=500.';

function readOption(data: unknown, text: string): Applied | Problem {
  const equals = text.indexOf('=');
  const refuse = (message: string, next: string, column: number): Problem => {
    return { message, file: OVERRIDE, line: 1, column, offending: text, next };
  };
  if (equals < 0) return refuse('an override needs a path, an equals sign and a value', EXAMPLE, text.length + 1);
  const path = pathOf(text.slice(0, equals).trim());
  if (path.some((part) => part === '')) return refuse('the path of an override has an empty part', EXAMPLE, 1);
  const schema = schemaOfPath(data, path);
  if (isDeadEnd(schema)) {
    const skipped = path.slice(0, schema.index).reduce((sum, part) => sum + part.length + 1, 0);
    return refuse(schema.message, schema.next, skipped + 1 + (text.length - text.trimStart().length));
  }
  const yaml = readValue(text.slice(equals + 1));
  const duplicate = yaml.duplicates[0];
  if (duplicate !== undefined) return refuse(duplicate.message, duplicate.next, equals + 1 + duplicate.column);
  return { text, path, value: yaml.document.toJS(), valueAt: equals + 1, yaml: yaml.document };
}

/** The value as YAML; what is no YAML, such as an unquoted `>= 0.6`, is text. */
function readValue(text: string): YamlReading {
  const value = readYaml(text, OVERRIDE);
  return value.broken === null ? value : readYaml(JSON.stringify(text.trim()), OVERRIDE);
}

/** The plain data that the value of an option is. */
export const optionValue = (text: string): unknown => readValue(text).document.toJS() as unknown;

/** Writes a value into the document, so that its text says what the data says: maps are made on the way as there. */
export function writeInto(document: Document, { path, value }: Pick<Applied, 'path' | 'value'>): void {
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

const childOf = (node: unknown, part: string): unknown =>
  isSeq(node) ? node.items[Number(part)] : pairAt(node, part)?.value;
